import { DAY } from '../../common/rules/time';
import { utcDay } from '../../common/rules/time-text';

/** How many seats of a pool were in use at the end of one day. */
export interface DayOfUse {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly allocated: number;
}

/** How a pool grew within the last week, held against the weeks before it. */
export type Growth =
  /** Too little is known of the weeks before to say what is usual. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'usual' }
  | {
      readonly kind: 'sudden';
      readonly seats: number;
      /** The day that the week began with; `YYYY-MM-DD`, UTC. */
      readonly since: string;
      /** The most by which it grew in any of the weeks before. */
      readonly most: number;
    };

const WEEK_MS = 7 * DAY;

/** So many weeks before the last one are looked at, and so many of them have to be known. */
const WEEKS_BEFORE = 8;
const FEWEST_WEEKS = 3;

/** How many days of snapshots it takes to see all of those weeks. */
export const GROWTH_DAYS = (WEEKS_BEFORE + 1) * 7 + 2;

/** A night without snapshot, or two, and the day before stands for it. */
const MOST_MISSED_MS = 2 * DAY;

const SUDDEN_SEATS = 3;
const SUDDEN_SHARE = 0.2;
const SUDDEN_TIMES = 2;

/**
 * Whether a pool suddenly grew within a week: by three seats or more, by a fifth of what was in use, and by more than
 * twice as much as in any of the weeks before. Weeks that the snapshots leave out say nothing.
 * @param history one entry a day, in any order; days may be missing
 */
export function growthOf(history: readonly DayOfUse[]): Growth {
  const days = [...history].sort((a, b) => (a.day < b.day ? -1 : 1));
  const last = days.at(-1);
  if (!last) return { kind: 'unknown' };
  const end = Date.parse(last.day);
  const ends = Array.from({ length: WEEKS_BEFORE + 2 }, (_, weeks) => inUseAt(days, end - weeks * WEEK_MS));
  const [now, before] = ends;
  const growths = ends.slice(1).flatMap((later, index) => differenceOf(later, ends[index + 2]));
  if (now === undefined || before === undefined || growths.length < FEWEST_WEEKS) return { kind: 'unknown' };
  const seats = now - before;
  const most = Math.max(0, ...growths);
  const isSudden = seats >= SUDDEN_SEATS && seats >= before * SUDDEN_SHARE && seats > most * SUDDEN_TIMES;
  return isSudden ? { kind: 'sudden', seats, since: utcDay(end - WEEK_MS), most } : { kind: 'usual' };
}

function inUseAt(days: readonly DayOfUse[], at: number): number | undefined {
  const found = days.findLast(({ day }) => Date.parse(day) <= at);
  return found && at - Date.parse(found.day) <= MOST_MISSED_MS ? found.allocated : undefined;
}

const differenceOf = (later: number | undefined, earlier: number | undefined): number[] =>
  later === undefined || earlier === undefined ? [] : [later - earlier];
