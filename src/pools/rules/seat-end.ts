import { DAY } from '../../common/rules/time';
import type { HeldSeat } from './pool';

/** So many days before an access ends its holder is notified. */
export const NOTICE_DAYS = [7, 1] as const;

/** What is due about the end of an access: a word to its holder, or its removal. */
export type EndStep = { readonly kind: 'notice'; readonly days: number } | { readonly kind: 'over' };

/**
 * What is due at a time about an access that ends; undefined before the first notice. Times in milliseconds since the
 * epoch, UTC.
 */
export function endStepAt(endsAt: number, now: number): EndStep | undefined {
  if (endsAt <= now) return { kind: 'over' };
  const days = NOTICE_DAYS.findLast((before) => endsAt - before * DAY <= now);
  return days === undefined ? undefined : { kind: 'notice', days };
}

/** When the next step about an end is due after a time; null when there is no end, or it is over. */
export function nextEndStep(endsAt: number | null, after: number): number | null {
  if (endsAt === null) return null;
  const steps = [...NOTICE_DAYS.map((days) => endsAt - days * DAY), endsAt];
  return steps.find((at) => at > after) ?? null;
}

/** Whether who has a seat can ask for it again: it is over, or its end has been announced. */
export const isRenewable = (
  { state, endsAt, isWithdrawn }: Pick<HeldSeat, 'state' | 'endsAt' | 'isWithdrawn'>,
  now: number,
): boolean => state === 'allocated' && (isWithdrawn || (endsAt !== null && endsAt <= renewableUntil(now)));

/** The latest end of a seat that can be asked for again at a time. */
export const renewableUntil = (now: number): number => now + NOTICE_DAYS[0] * DAY;
