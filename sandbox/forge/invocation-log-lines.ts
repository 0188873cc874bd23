import type { InvocationRecord } from './invocation';
import { LIMITS } from './limits';

const MINUTE = 60_000;

/**
 * Keeps an invocation's log lines until its quota is used up: 100 lines for each minute that it has run, 200 KB
 * in all. What is beyond is lost, as on Forge, and reported once.
 */
export class InvocationLogLines {
  private bytes = 0;
  private lines = 0;
  private hasLost = false;

  constructor(
    private readonly record: InvocationRecord,
    private readonly elapsedMs: () => number,
  ) {}

  readonly add = (level: string, text: string): void => {
    const minutes = Math.floor(this.elapsedMs() / MINUTE) + 1;
    const { logLinesPerRuntimeMinute, logBytes } = LIMITS.invocation;
    this.bytes += Buffer.byteLength(text);
    if (this.lines >= minutes * logLinesPerRuntimeMinute || this.bytes > logBytes) {
      this.lose();
      return;
    }
    this.lines++;
    this.record.logs.push({ level, text });
  };

  private lose(): void {
    if (this.hasLost) return;
    this.hasLost = true;
    this.record.problems.push({
      kind: 'limit',
      message: 'Log lines are lost beyond 100 for each minute that a function runs, and beyond 200 KB',
    });
  }
}
