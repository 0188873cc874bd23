import type { VirtualClock } from '../../sandbox/clock';

/** What makes time pass in a world. */
export interface Pace {
  settle(): Promise<void>;
  advanceBy(ms: number): Promise<void>;
}

/**
 * One clock for two stories that go on at the same time: it moves when both wait for it, so that each story
 * lasts as long as it would alone.
 */
export class SharedPace {
  private waiting: { readonly ms: number | undefined; readonly go: (moved: Promise<void>) => void }[] = [];

  constructor(
    private readonly clock: VirtualClock,
    private stories: number,
  ) {}

  readonly pace: Pace = {
    settle: () => this.wait(undefined),
    advanceBy: (ms) => this.wait(ms),
  };

  /** One of the stories has come to its end. */
  leave(): void {
    this.stories--;
    this.moveWhenAllWait();
  }

  private wait(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ ms, go: resolve });
      this.moveWhenAllWait();
    });
  }

  private moveWhenAllWait(): void {
    if (this.waiting.length === 0 || this.waiting.length < this.stories) return;
    const all = this.waiting;
    this.waiting = [];
    const jumps = all.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
    const moved = jumps.length > 0 ? this.clock.advanceBy(Math.max(...jumps)) : this.clock.settle();
    for (const { go } of all) go(moved);
  }
}
