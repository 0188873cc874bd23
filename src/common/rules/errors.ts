/** What went wrong, in terms that every door can map to its own answer. */
export type ErrorCode =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'misconfigured' | 'setting-up' | 'unavailable';

/**
 * An error that people may read: `message` says what and where and holds nothing internal, `cause` may hold
 * anything and goes to the log only.
 */
export class SeatkeeperError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: {
      readonly cause?: unknown;
      readonly retryAfterSeconds?: number | undefined;
      readonly didNothing?: boolean;
    },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SeatkeeperError';
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.didNothing = options?.didNothing ?? code !== 'unavailable';
  }

  /** Whether it is certain that nothing was done; a lost answer leaves that open. */
  readonly didNothing: boolean;

  /** How long to wait before the same thing may work; set when the other side said so. */
  readonly retryAfterSeconds: number | undefined;

  /** Whether doing the same again later can succeed without anybody changing anything. */
  get retryable(): boolean {
    return this.code === 'unavailable' || this.code === 'conflict' || this.code === 'setting-up';
  }
}
