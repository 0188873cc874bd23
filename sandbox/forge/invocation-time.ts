import { AsyncResource } from 'node:async_hooks';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly kind: 'answer' | 'timer';
  readonly run: () => void;
}

/** A timer as the app's code gets it from `setTimeout`. */
export interface AppTimer {
  ref(): AppTimer;
  unref(): AppTimer;
  hasRef(): boolean;
  [Symbol.toPrimitive](): number;
}

export interface TimeLimits {
  /** Milliseconds of the invocation's own time after which the platform ends it. */
  readonly timeoutMs: number;
  /** Real milliseconds without any sign of life after which an invocation counts as hanging. */
  readonly hangMs: number;
}

// promises inside Node settle over a few turns of its event loop; a timer must not overtake them
const QUIET_TURNS = 8;

/**
 * The time that one invocation takes. It moves when a call below the SDK is answered or a timer of the app falls
 * due, never with the machine's clock, so that a slow computer changes nothing: calls made one after the other
 * add up, calls made together overlap, and `setTimeout` waits without waiting. What hangs is ended after a while
 * of real time.
 */
export class InvocationTime {
  /** Rejects when the time is up. */
  readonly isUp: Promise<never>;
  private elapsed = 0;
  private order = 0;
  private due: Due[] = [];
  private readonly timers = new Map<number, Due>();
  private callsUnderWay = 0;
  private isTurning = false;
  private isOver = false;
  private hang: NodeJS.Timeout | undefined;
  private endIt: (reason: Error) => void = () => undefined;

  constructor(
    private readonly limits: TimeLimits,
    private readonly moved: (elapsedMs: number) => void = () => undefined,
  ) {
    this.isUp = new Promise((_resolve, reject) => (this.endIt = reject));
    this.isUp.catch(() => undefined);
    this.turn();
  }

  get elapsedMs(): number {
    return this.elapsed;
  }

  get remainingMs(): number {
    return Math.max(0, this.limits.timeoutMs - this.elapsed);
  }

  /** Does `work` and answers `takesMs` later; what the call has taken itself can be known only afterwards. */
  async call<T>(work: () => Promise<T>, takesMs: (result: T) => number): Promise<T> {
    const startedAt = this.elapsed;
    this.callsUnderWay++;
    this.stayAwake();
    let result: T;
    try {
      result = await work();
    } finally {
      this.callsUnderWay--;
      this.turn();
    }
    await this.reach(startedAt + takesMs(result));
    return result;
  }

  setTimer(run: () => void, ms: number, repeat: boolean): AppTimer {
    const id = ++this.order;
    const bound = AsyncResource.bind(run);
    const wait = Number.isFinite(ms) ? Math.max(1, ms) : 1;
    const arm = (): void => {
      const due: Due = {
        at: this.elapsed + wait,
        order: ++this.order,
        kind: 'timer',
        run: () => {
          this.timers.delete(id);
          if (repeat) arm();
          bound();
        },
      };
      this.timers.set(id, due);
      this.add(due);
    };
    arm();
    const timer: AppTimer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      [Symbol.toPrimitive]: () => id,
    };
    return timer;
  }

  clearTimer(timer: unknown): void {
    const id = typeof timer === 'object' && timer !== null ? Number(timer) : timer;
    const due = typeof id === 'number' ? this.timers.get(id) : undefined;
    if (!due || typeof id !== 'number') return;
    this.timers.delete(id);
    this.due = this.due.filter((other) => other !== due);
  }

  /** The invocation has ended: what it still waits for is answered at once, and its timers never fire. */
  stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.hang);
    const answers = this.due.filter(({ kind }) => kind === 'answer');
    this.due = [];
    this.timers.clear();
    for (const { run } of answers) run();
  }

  private reach(at: number): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.add({ at, order: ++this.order, kind: 'answer', run: resolve });
    });
  }

  private add(due: Due): void {
    if (this.isOver) return;
    this.due.push(due);
    this.due.sort((a, b) => a.at - b.at || a.order - b.order);
    this.turn();
  }

  /** Lets the app's code run until it waits for something again, then moves to what is due next. */
  private turn(): void {
    this.stayAwake();
    if (this.isTurning || this.isOver) return;
    this.isTurning = true;
    void this.moveOn();
  }

  private async moveOn(): Promise<void> {
    for (;;) {
      await nextTurn();
      if (this.isOver || this.callsUnderWay > 0) break;
      const [next] = this.due;
      if (!next) break;
      if (next.kind === 'timer' && !(await this.staysQuiet(next))) continue;
      if (next.at > this.limits.timeoutMs) {
        this.timeIsUp();
        break;
      }
      this.due.shift();
      this.elapsed = Math.max(this.elapsed, next.at);
      this.moved(this.elapsed);
      next.run();
    }
    this.isTurning = false;
    // a call that came back in the meantime found the loop still turning
    if (!this.isOver && this.callsUnderWay === 0 && this.due.length > 0) this.turn();
  }

  private async staysQuiet(next: Due): Promise<boolean> {
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      await nextTurn();
      if (this.isOver || this.callsUnderWay > 0 || this.due[0] !== next) return false;
    }
    return true;
  }

  private timeIsUp(): void {
    this.isOver = true;
    clearTimeout(this.hang);
    this.elapsed = this.limits.timeoutMs;
    this.moved(this.elapsed);
    this.due = [];
    this.endIt(new InvocationTimeout(this.limits.timeoutMs));
  }

  private stayAwake(): void {
    clearTimeout(this.hang);
    if (this.isOver) return;
    this.hang = setTimeout(() => {
      if (this.callsUnderWay === 0) this.timeIsUp();
      else this.stayAwake();
    }, this.limits.hangMs);
    this.hang.unref();
  }
}

/** The platform has ended an invocation that took too long. */
export class InvocationTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`The function did not finish within ${timeoutMs / 1_000} seconds`);
    this.name = 'InvocationTimeout';
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
