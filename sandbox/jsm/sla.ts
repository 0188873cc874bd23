import type {
  CompletedSlaCycle,
  OngoingSlaCycle,
  SlaCondition,
  SlaGoal,
  SlaMetric,
  SlaRecord,
  WorkCalendar,
} from './model';
import { AROUND_THE_CLOCK, isWorkingTime, momentAfterWork, workingTime } from './work-calendar';

/** One start-to-stop run of an SLA; times in milliseconds since the epoch, durations in milliseconds. */
export interface SlaCycle {
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly goal: number;
  readonly elapsed: number;
  readonly paused: boolean;
  readonly breached: boolean;
  /** When the goal is or was passed, or would have been; undefined while paused. */
  readonly breachAt: number | undefined;
  /** Whether now is a working hour of the calendar it runs on. */
  readonly withinCalendarHours: boolean;
}

/** Something that happened to an issue, and the status it is in afterwards. */
export interface SlaMoment {
  readonly at: number;
  readonly happened: readonly SlaCondition[];
  readonly statusId: string;
}

export const NEVER_STARTED: SlaRecord = { completed: [], ongoing: undefined };

/** An issue's goal and the calendars of its project, as they are now. */
export interface SlaTerms {
  /** Finds the goal. An issue without one has no target: its SLA neither starts nor goes on. */
  readonly goal: () => SlaGoal | undefined;
  readonly calendars: readonly WorkCalendar[];
}

/**
 * What a record becomes by one more moment. At one and the same moment a stop counts before a pause, and a pause
 * before a start; a moment that would both stop and start stops. (Atlassian documents no order; vendors of SLA
 * add-ons describe this one.)
 */
export function afterMoment(
  metric: SlaMetric,
  record: SlaRecord,
  moment: SlaMoment,
  terms: SlaTerms,
): SlaRecord {
  const stops = metric.stopOn.some((condition) => isAmong(condition, moment.happened));
  const starts = metric.startOn.some((condition) => isAmong(condition, moment.happened));
  const pauses = metric.pauseInStatusIds.includes(moment.statusId);
  const { completed, ongoing } = record;
  if (!ongoing && (stops || !starts)) return record;
  const goal = terms.goal();
  if (!goal) return ongoing ? { completed, ongoing: undefined } : record;
  const cycle = ongoing ? { ...ongoing, goal } : { startedAt: moment.at, counting: [], goal };
  return stops
    ? { completed: [...completed, finished(cycle, moment.at, terms.calendars)], ongoing: undefined }
    : { completed, ongoing: { ...cycle, counting: counted(cycle, moment.at, pauses) } };
}

const isAmong = (condition: SlaCondition, happened: readonly SlaCondition[]): boolean =>
  happened.some(
    (one) =>
      one.on === condition.on &&
      (!('statusId' in condition) || ('statusId' in one && one.statusId === condition.statusId)),
  );

function counted({ counting }: OngoingSlaCycle, at: number, pauses: boolean): OngoingSlaCycle['counting'] {
  const last = counting.at(-1);
  const isCounting = last !== undefined && last.to === undefined;
  if (isCounting === !pauses) return counting;
  return isCounting
    ? [...counting.slice(0, -1), { from: last.from, to: at }]
    : [...counting, { from: at, to: undefined }];
}

function finished(cycle: OngoingSlaCycle, at: number, calendars: readonly WorkCalendar[]): CompletedSlaCycle {
  const calendar = calendarOf(cycle.goal, calendars);
  return {
    startedAt: cycle.startedAt,
    stoppedAt: at,
    goal: cycle.goal.duration,
    elapsed: elapsedOf(cycle, calendar, at),
    breachAt: breachOf(cycle, calendar, at),
  };
}

/** Every cycle of a record, oldest first, as it stands at `now`. */
export function slaCycles(
  { completed, ongoing }: SlaRecord,
  calendars: readonly WorkCalendar[],
  now: number,
): SlaCycle[] {
  const past = completed.map((cycle) => ({
    ...cycle,
    paused: false,
    breached: cycle.elapsed > cycle.goal,
    withinCalendarHours: false,
  }));
  if (!ongoing) return past;
  const calendar = calendarOf(ongoing.goal, calendars);
  const elapsed = elapsedOf(ongoing, calendar, now);
  const paused = ongoing.counting.at(-1)?.to !== undefined || ongoing.counting.length === 0;
  const current = {
    startedAt: ongoing.startedAt,
    stoppedAt: undefined,
    goal: ongoing.goal.duration,
    elapsed,
    paused,
    breached: elapsed > ongoing.goal.duration,
    breachAt: paused ? undefined : breachOf(ongoing, calendar, now),
    withinCalendarHours: isWorkingTime(calendar, now),
  };
  return [...past, current];
}

/** @throws {Error} for a goal that names a calendar which the project does not have */
function calendarOf(goal: SlaGoal, calendars: readonly WorkCalendar[]): WorkCalendar {
  if (goal.calendarId === undefined) return AROUND_THE_CLOCK;
  const calendar = calendars.find(({ id }) => id === goal.calendarId);
  if (!calendar) throw new Error(`the project has no calendar ${goal.calendarId}`);
  return calendar;
}

const elapsedOf = ({ counting }: OngoingSlaCycle, calendar: WorkCalendar, now: number): number =>
  counting.reduce((sum, { from, to }) => sum + workingTime(calendar, from, to ?? now), 0);

/** When its counted time reaches the goal; for one that is paused or stopped short of it, by going on from `now`. */
function breachOf(
  { counting, goal }: OngoingSlaCycle,
  calendar: WorkCalendar,
  now: number,
): number | undefined {
  let left = goal.duration;
  for (const { from, to } of counting) {
    if (to === undefined) return momentAfterWork(calendar, from, left);
    const worked = workingTime(calendar, from, to);
    if (worked >= left) return momentAfterWork(calendar, from, left);
    left -= worked;
  }
  return momentAfterWork(calendar, now, left);
}
