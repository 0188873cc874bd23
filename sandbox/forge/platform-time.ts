/**
 * The time by which the platform measures rates, in milliseconds since the epoch: the virtual clock, and beyond
 * it what invocations have taken since it last moved. Without that, all that a standing clock sees would happen
 * in the same second.
 */
export class PlatformTime {
  private latest = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: () => number) {}

  readonly now = (): number => Math.max(this.clock(), this.latest);

  reached(at: number): void {
    this.latest = Math.max(this.latest, at);
  }
}
