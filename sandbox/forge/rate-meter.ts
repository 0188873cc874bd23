/**
 * Counts what happens in fixed windows of time and says when a window is full. Forge does not document how its
 * windows lie; here they start at whole multiples of their length.
 */
export class RateMeter {
  private window = Number.NEGATIVE_INFINITY;
  private used = 0;

  /** @param max what one window of `windowMs` milliseconds takes */
  constructor(
    private readonly windowMs: number,
    private readonly max: number,
  ) {}

  /**
   * @param at milliseconds since the epoch, never earlier than in the call before
   * @returns whether `amount` still fits; only then is it counted
   */
  take(at: number, amount = 1): boolean {
    const window = Math.floor(at / this.windowMs);
    if (window > this.window) {
      this.window = window;
      this.used = 0;
    }
    if (this.used + amount > this.max) return false;
    this.used += amount;
    return true;
  }
}

/** One meter for each name, all with the same window and maximum. */
export class RateMeters {
  private readonly meters = new Map<string, RateMeter>();

  constructor(
    private readonly windowMs: number,
    private readonly max: number,
  ) {}

  take(name: string, at: number, amount = 1): boolean {
    const meter = this.meters.get(name) ?? new RateMeter(this.windowMs, this.max);
    this.meters.set(name, meter);
    return meter.take(at, amount);
  }
}
