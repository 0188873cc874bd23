/** What went wrong, in terms that every door can map to its own answer. */
export type ErrorCode = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'misconfigured' | 'unavailable';

/**
 * An error that people may read: `message` says what and where and holds nothing internal, `cause` may hold
 * anything and goes to the log only.
 */
export class SeatkeeperError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly retryAfterSeconds?: number },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SeatkeeperError';
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }

  /** How long to wait before the same thing may work; set when the other side said so. */
  readonly retryAfterSeconds: number | undefined;

  /** Whether doing the same again later can succeed without anybody changing anything. */
  get retryable(): boolean {
    return this.code === 'unavailable' || this.code === 'conflict';
  }
}
