import type { Issue, SlaCondition, SlaMetric } from './model';

/** One start-to-stop run of an SLA; times in milliseconds since the epoch, durations in milliseconds. */
export interface SlaCycle {
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly goal: number;
  readonly elapsed: number;
  readonly paused: boolean;
  readonly breached: boolean;
  /** When the goal is or was passed; undefined while paused. */
  readonly breachAt: number | undefined;
}

interface Moment {
  readonly at: number;
  readonly created: boolean;
  readonly statusId: string;
}

/** Every cycle of one metric on one issue, oldest first, computed from the issue's history. */
export function slaCycles(metric: SlaMetric, issue: Issue, now: number): SlaCycle[] {
  const cycles: SlaCycle[] = [];
  let open: { startedAt: number; elapsed: number; since: number; paused: boolean } | undefined;
  const tick = (until: number): void => {
    if (open && !open.paused) open.elapsed += until - open.since;
    if (open) open.since = until;
  };
  for (const moment of momentsOf(issue)) {
    tick(moment.at);
    if (open && metric.stopOn.some((condition) => holds(condition, moment))) {
      cycles.push(cycleOf(metric, open, moment.at));
      open = undefined;
    }
    if (!open && metric.startOn.some((condition) => holds(condition, moment))) {
      open = { startedAt: moment.at, elapsed: 0, since: moment.at, paused: false };
    }
    if (open) open.paused = metric.pauseInStatusIds.includes(moment.statusId);
  }
  tick(now);
  if (open) cycles.push(cycleOf(metric, open, undefined));
  return cycles;
}

const holds = (condition: SlaCondition, moment: Moment): boolean =>
  condition.on === 'created' ? moment.created : condition.statusId === moment.statusId;

function momentsOf(issue: Issue): Moment[] {
  const moves = issue.changes.flatMap((change) =>
    change.items
      .filter((item) => item.fieldId === 'status')
      .map((item) => ({ at: change.at, from: item.from, to: item.to })),
  );
  const initial = moves[0]?.from ?? issue.statusId;
  return [
    { at: issue.createdAt, created: true, statusId: initial },
    ...moves.map((move) => ({ at: move.at, created: false, statusId: move.to ?? '' })),
  ];
}

function cycleOf(
  metric: SlaMetric,
  open: { startedAt: number; elapsed: number; since: number; paused: boolean },
  stoppedAt: number | undefined,
): SlaCycle {
  const { elapsed } = open;
  return {
    startedAt: open.startedAt,
    stoppedAt,
    goal: metric.goal,
    elapsed,
    paused: stoppedAt === undefined && open.paused,
    breached: elapsed > metric.goal,
    breachAt: open.paused && stoppedAt === undefined ? undefined : open.since + metric.goal - elapsed,
  };
}
