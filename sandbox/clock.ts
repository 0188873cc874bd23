/** What a task on the clock is: a delivery belongs to something that has already happened, a schedule repeats. */
export type TaskKind = 'delivery' | 'schedule';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly kind: TaskKind;
  readonly label: string;
  readonly run: () => Promise<void>;
  readonly memo: unknown;
}

/** A task as somebody else sees it; its memo says, in plain data, what is needed to schedule it again. */
export interface PendingTask {
  readonly at: number;
  readonly kind: TaskKind;
  readonly label: string;
  readonly memo: unknown;
}

/**
 * The sandbox's only clock: whole milliseconds since the epoch, UTC. It stands still until somebody moves it, and
 * runs whatever falls due on the way, one task after another in order of time. `followRealTime` lets it tick
 * along with the machine's clock, from wherever it stands.
 */
export class VirtualClock {
  private current: number;
  private order = 0;
  private tasks: Task[] = [];
  private timer: NodeJS.Timeout | undefined;
  private realTimeOffset: number | undefined;
  private moving: Promise<void> = Promise.resolve();

  constructor(start: number) {
    this.current = start;
  }

  readonly now = (): number =>
    this.realTimeOffset === undefined
      ? this.current
      : Math.max(this.current, Date.now() + this.realTimeOffset);

  /** @param memo plain data from which the task can be made again in another process; none when it cannot */
  schedule(at: number, kind: TaskKind, label: string, run: () => Promise<void>, memo?: unknown): () => void {
    const due = Math.max(Math.ceil(at), this.now());
    const task: Task = { at: due, order: this.order++, kind, label, run, memo };
    this.tasks.push(task);
    this.tasks.sort((a, b) => a.at - b.at || a.order - b.order);
    this.armTimer();
    return () => {
      this.tasks = this.tasks.filter((other) => other !== task);
    };
  }

  /** What is still to come, in order. */
  pending(kind?: TaskKind): readonly PendingTask[] {
    return this.tasks
      .filter((task) => kind === undefined || task.kind === kind)
      .map(({ at, kind: its, label, memo }) => ({ at, kind: its, label, memo }));
  }

  /** Moves time forward by `ms` milliseconds and runs all that falls due until then. */
  async advanceBy(ms: number): Promise<void> {
    await this.advanceTo(this.now() + ms);
  }

  /**
   * Moves time forward without the schedules that would run on the way, as if the platform had missed them:
   * each is due once at the end. For long stretches in which only deliveries matter.
   */
  async leapTo(to: number): Promise<void> {
    const time = Math.round(to);
    const missed = this.tasks.filter((task) => task.kind === 'schedule' && task.at < time);
    this.tasks = this.tasks.filter((task) => !missed.includes(task));
    await this.advanceTo(time);
    for (const task of missed) this.schedule(time, task.kind, task.label, task.run, task.memo);
  }

  async advanceTo(to: number): Promise<void> {
    const time = Math.round(to);
    await this.exclusively(async () => {
      const wasReal = this.stopRealTime();
      for (let next = this.tasks[0]; next && next.at <= time; next = this.tasks[0]) await this.runTask(next);
      this.current = Math.max(this.current, time);
      if (wasReal) this.startRealTime();
    });
  }

  /** Runs deliveries, and what they cause, until none is left; time moves only as far as they need. */
  async settle(): Promise<void> {
    await this.exclusively(async () => {
      const wasReal = this.stopRealTime();
      for (let next = this.nextDelivery(); next; next = this.nextDelivery()) {
        const limit = next.at;
        await this.runTask(this.tasks.find((task) => task.at <= limit) ?? next);
      }
      if (wasReal) this.startRealTime();
    });
  }

  /**
   * Lets time go by for whatever runs now, as it does beside a machine's clock. Tasks that fall due meanwhile run after it,
   * each at the time that it is then.
   */
  elapse(ms: number): void {
    this.current = this.now() + ms;
  }

  /** Does something while no task is running; time stands still meanwhile. */
  async betweenTasks(work: () => void): Promise<void> {
    await this.exclusively(() => {
      work();
      return Promise.resolve();
    });
  }

  followRealTime(): void {
    this.startRealTime();
  }

  stop(): void {
    this.stopRealTime();
    this.tasks = [];
  }

  private nextDelivery(): Task | undefined {
    return this.tasks.find((task) => task.kind === 'delivery');
  }

  private async runTask(task: Task): Promise<void> {
    this.tasks = this.tasks.filter((other) => other !== task);
    this.current = Math.max(this.current, task.at);
    await task.run();
  }

  private async exclusively(work: () => Promise<void>): Promise<void> {
    const previous = this.moving;
    let release: () => void = () => undefined;
    this.moving = new Promise((resolve) => (release = resolve));
    await previous;
    try {
      await work();
    } finally {
      release();
    }
  }

  private startRealTime(): void {
    this.realTimeOffset = this.current - Date.now();
    this.armTimer();
  }

  private stopRealTime(): boolean {
    clearTimeout(this.timer);
    const wasReal = this.realTimeOffset !== undefined;
    this.current = this.now();
    this.realTimeOffset = undefined;
    return wasReal;
  }

  private armTimer(): void {
    if (this.realTimeOffset === undefined) return;
    clearTimeout(this.timer);
    const next = this.tasks[0];
    if (!next) return;
    const longestTimeout = 2 ** 31 - 1;
    const wait = Math.min(Math.max(0, next.at - this.now()), longestTimeout);
    this.timer = setTimeout(() => void this.runDue(), wait);
  }

  private async runDue(): Promise<void> {
    await this.exclusively(async () => {
      for (let next = this.tasks[0]; next && next.at <= this.now(); next = this.tasks[0])
        await this.runTask(next);
    });
    this.armTimer();
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
