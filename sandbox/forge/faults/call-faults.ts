import { answer, platformRefusal } from '../seam/answer';
import type { CALL_FAULTS } from './fault-plan';

export type CallFault = (typeof CALL_FAULTS)[number];

/** A call below the SDK, before it is made. */
export interface CallBelow {
  /** `jira`, `sql`, `kvs` …, as the SDK names whom it talks to. */
  readonly remote: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A call that takes longer than usual, in milliseconds of the invocation's own time. */
export interface CallDelay {
  readonly delayMs: number;
  /** What goes on elsewhere before the call reaches the other side. */
  readonly meanwhile?: () => Promise<void>;
}

/** Looks at each call below the SDK before it is made and says what shall go wrong with it. */
export type Interferer = (call: CallBelow) => CallFault | CallDelay | undefined;

const RETRY_AFTER_SECONDS = 5;

/** What the app gets instead of an answer; undefined where the process is gone before it could. */
export function failedAnswer(fault: CallFault): Response | undefined {
  switch (fault) {
    case 'rate-limit':
      return answer(
        429,
        { errorMessages: ['Rate limit exceeded.'], errors: {} },
        { 'retry-after': String(RETRY_AFTER_SECONDS), 'ratelimit-reason': 'jira-burst-based' },
      );
    case 'server-error':
      return answer(503, { code: 'SERVICE_UNAVAILABLE', message: 'The service is unavailable.' });
    case 'timeout':
    case 'lose-answer':
      return platformRefusal(504, 'UPSTREAM_TIMEOUT');
    case 'kill-before':
    case 'kill-after':
      return undefined;
  }
}

/** How a record names the call that something happened to. */
export const whereOf = ({ remote, method, path, body }: CallBelow): string =>
  remote === 'sql' ? `SQL ${/"query":"([^"]{0,80})/.exec(body)?.[1] ?? path}` : `${method} ${path}`;
