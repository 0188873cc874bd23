import { DAY } from '../../common/rules/time';
import { dateAfter } from '../../common/rules/time-text';

/** A pool at the end of one day. */
export interface DayOfPool {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly purchased: number;
  /** Allocated, held and blocked together. */
  readonly taken: number;
}

/** When a pool will be full, going by how it grew: a range, since nobody knows. */
export type RunOut =
  | { readonly kind: 'not-enough-history'; readonly days: number; readonly needed: number }
  | { readonly kind: 'full' }
  /** It does not grow, or so slowly that it makes no difference within ten years. */
  | { readonly kind: 'not-in-sight' }
  | {
      readonly kind: 'range';
      /** If it goes on as in its faster weeks; `YYYY-MM-DD`, UTC. */
      readonly from: string;
      /** As in its slower weeks; null when it would then not run out. */
      readonly to: string | null;
    };

const WEEK = 7;

/** Fewer days say nothing about what is usual. */
const FEWEST_DAYS = 14;
const FARTHEST_DAYS = 3_650;

/**
 * When a pool will be full. Each week of its history is one way in which it may go on; the quarter of them that grew
 * fastest and the quarter that grew slowest give the range.
 * @param history one entry a day, in any order; days may be missing
 */
export function runOutOf(history: readonly DayOfPool[]): RunOut {
  const days = [...history].sort((a, b) => (a.day < b.day ? -1 : 1));
  const last = days.at(-1);
  if (!last) return { kind: 'not-enough-history', days: 0, needed: FEWEST_DAYS };
  const room = last.purchased - last.taken;
  if (room <= 0) return { kind: 'full' };
  const span = daysBetween(days[0]?.day ?? last.day, last.day) + 1;
  if (span < FEWEST_DAYS) return { kind: 'not-enough-history', days: span, needed: FEWEST_DAYS };
  const growths = weeklyGrowths(days);
  const fast = daysUntil(room, quantile(growths, 0.75));
  const slow = daysUntil(room, quantile(growths, 0.25));
  if (fast === null) return { kind: 'not-in-sight' };
  return {
    kind: 'range',
    from: dateAfter(last.day, fast),
    to: slow === null ? null : dateAfter(last.day, slow),
  };
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Seats a day, for each week that two entries enclose. */
function weeklyGrowths(days: readonly DayOfPool[]): number[] {
  const growths: number[] = [];
  for (const end of days) {
    const start = days.findLast(({ day }) => daysBetween(day, end.day) >= WEEK);
    if (start) growths.push((end.taken - start.taken) / daysBetween(start.day, end.day));
  }
  return growths.sort((a, b) => a - b);
}

/** The value that this share of the sorted values does not pass. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function daysUntil(room: number, perDay: number): number | null {
  if (perDay <= 0) return null;
  const days = Math.ceil(room / perDay);
  return days > FARTHEST_DAYS ? null : days;
}

/** How much of what is purchased is allocated; null where nothing is purchased. */
export const utilization = (allocated: number, purchased: number): number | null =>
  purchased === 0 ? null : allocated / purchased;
