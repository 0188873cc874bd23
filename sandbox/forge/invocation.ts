import type { FaultKind } from './faults/fault-plan';

/** One call that an invocation made through the seam below the SDK. Times are real milliseconds. */
export type SeamCall =
  | {
      readonly kind: 'rest';
      readonly as: 'app' | 'user' | 'nobody';
      readonly accountId?: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      /** Jira's rate-limit points: 1 for a write, 1 + 1 per returned object for a read. */
      readonly points: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'sql';
      readonly statement: string;
      readonly rows: number;
      readonly ms: number;
      readonly error?: string;
    }
  | {
      readonly kind: 'kvs';
      readonly operation: string;
      readonly key: string;
      readonly bytes: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'objects';
      readonly operation: string;
      readonly key: string;
      readonly status: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'realtime';
      readonly operation: 'publish' | 'sign';
      readonly channel: string;
      readonly ms: number;
    }
  | { readonly kind: 'queue'; readonly queue: string; readonly events: number; readonly ms: number }
  | {
      readonly kind: 'egress';
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly ms: number;
    };

/** A breach of the platform's rules: what Forge would refuse, or what the sandbox does not model. */
export interface Problem {
  readonly kind: 'unmodelled' | 'scope' | 'egress' | 'sql' | 'seam' | 'limit';
  readonly message: string;
  /** The line of the app's own code that made the call, as `src/…:line`, where it is known. */
  readonly at?: string;
}

/** A fault that was injected into an invocation. */
export interface FaultNote {
  readonly kind: FaultKind;
  /** The call, or the delivery, that it happened to. */
  readonly where: string;
}

/** How an invocation ended: `thrown` by the app's code, or by the platform in one of the other ways. */
export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error: string;
      readonly reason: 'thrown' | 'timeout' | 'killed' | 'payload';
    };

/** What happened in one run of one function. */
export interface InvocationRecord {
  readonly id: string;
  readonly site: string;
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  /** What set it off, in words: an event, a schedule, a person's click. */
  readonly cause: string;
  /** Key of the issue that it is about, where the platform names one. */
  readonly subject?: string;
  readonly accountId?: string;
  /** Virtual time, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly calls: SeamCall[];
  readonly logs: { readonly level: string; readonly text: string }[];
  readonly problems: Problem[];
  /** What went wrong on purpose, in the order in which it did. */
  readonly faults: FaultNote[];

  /** Real milliseconds. */
  durationMs: number;
  /** What it took in its own virtual time, milliseconds; the platform's timeouts count these. */
  runtimeMs: number;
  outcome: Outcome | undefined;
}

/** Sums over the calls of an invocation, as budgets and the invocation drawer count them. */
export function costOf(
  record: InvocationRecord,
  memoryMB: number,
): { rest: number; sql: number; kvs: number; points: number; gigabyteSeconds: number } {
  const count = (kind: SeamCall['kind']): number => record.calls.filter((call) => call.kind === kind).length;
  const points = record.calls.reduce((sum, call) => sum + (call.kind === 'rest' ? call.points : 0), 0);
  return {
    rest: count('rest'),
    sql: count('sql'),
    kvs: count('kvs'),
    points,
    gigabyteSeconds: (record.durationMs / 1000) * (memoryMB / 1024),
  };
}

/** Every invocation of a sandbox, newest last, with an upper bound so that a long session stays small. */
export class InvocationLog {
  private readonly records: InvocationRecord[] = [];
  private readonly listeners = new Set<(record: InvocationRecord) => void>();

  constructor(private readonly limit = 5_000) {}

  add(record: InvocationRecord): void {
    this.records.push(record);
    if (this.records.length > this.limit) this.records.splice(0, this.records.length - this.limit);
  }

  finished(record: InvocationRecord): void {
    for (const listener of this.listeners) listener(record);
  }

  onFinished(listener: (record: InvocationRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  all(): readonly InvocationRecord[] {
    return this.records;
  }

  problems(): readonly Problem[] {
    return this.records.flatMap((record) => record.problems);
  }
}
