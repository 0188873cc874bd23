import { DAY, HOUR, MINUTE, type TaskKind } from '../clock';
import type { Installation } from './installation';
import type { ManifestModule } from './manifest';
import type { TaskMemo } from './task-memo';

const INTERVALS: Readonly<Record<string, number>> = {
  fiveMinute: 5 * MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};

export interface ScheduleParts {
  readonly now: () => number;
  readonly schedule: (
    at: number,
    kind: TaskKind,
    label: string,
    run: () => Promise<void>,
    memo: TaskMemo,
  ) => () => void;
  readonly run: (installation: Installation, moduleKey: string) => Promise<unknown>;
}

/** The scheduled triggers of each installation, from five minutes after it was installed or upgraded. */
export class Schedules {
  private readonly stops = new Map<Installation, (() => void)[]>();

  constructor(private readonly parts: ScheduleParts) {}

  start(installation: Installation, modules: readonly ManifestModule[]): void {
    this.stop(installation);
    for (const module of modules) this.repeat(installation, module, this.parts.now() + 5 * MINUTE);
  }

  /** Goes on with a schedule of an earlier process, at its time. */
  resume(installation: Installation, module: ManifestModule, at: number): void {
    this.repeat(installation, module, at);
  }

  stop(installation: Installation): void {
    for (const stop of this.stops.get(installation) ?? []) stop();
    this.stops.delete(installation);
  }

  private repeat(installation: Installation, module: ManifestModule, first: number): void {
    const memo: TaskMemo = {
      is: 'schedule',
      cloudId: installation.site.cloudId,
      moduleKey: module.key,
    };
    const interval = INTERVALS[String(module['interval'])] ?? HOUR;
    let isStopped = false;
    let cancel: () => void = () => undefined;
    const next = (at: number): void => {
      const run = async (): Promise<void> => {
        // a clock that leaps puts the task back under a new name, so that cancelling alone does not suffice
        if (isStopped) return;
        next(this.parts.now() + interval);
        await this.parts.run(installation, module.key);
      };
      cancel = this.parts.schedule(at, 'schedule', module.key, run, memo);
    };
    next(first);
    const stop = (): void => {
      isStopped = true;
      cancel();
    };
    this.stops.set(installation, [...(this.stops.get(installation) ?? []), stop]);
  }
}
