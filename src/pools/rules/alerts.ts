import { DAY } from '../../common/rules/time';
import { costOfSeats, paidSeats, type Cost, type PriceLine } from '../../common/rules/seat-costs';
import type { Growth } from './growth';

/** What somebody who manages a pool has to know. */
export type PoolAlert =
  | {
      readonly kind: 'utilization';
      readonly threshold: number;
      readonly taken: number;
      readonly purchased: number;
    }
  | { readonly kind: 'over-allocated'; readonly over: number }
  | { readonly kind: 'contract-ends' | 'notice-ends'; readonly lead: number; readonly day: string }
  | {
      readonly kind: 'sudden-growth';
      readonly seats: number;
      readonly since: string;
      /** By how much it grew at most in a week before; null where nobody wrote it down. */
      readonly most: number | null;
    }
  | {
      readonly kind: 'inactive-paid';
      /** At most: of a pool that has free seats too, nobody says which of them are paid. */
      readonly seats: number;
      readonly atLeast: number;
      readonly costs: readonly Cost[];
    };

/** What alerts follow from. Days are `YYYY-MM-DD`, UTC. */
export interface PoolFacts {
  readonly today: string;
  readonly purchased: number;
  readonly taken: number;
  readonly over: number;
  readonly premium: boolean;
  readonly priceLines: readonly PriceLine[];
  readonly inactive: number;
  readonly contractEnd: string | null;
  readonly noticeBy: string | null;
  readonly growth: Growth;
}

/** Shares of a pool from which on it is said that it fills up. */
const THRESHOLDS = [1, 0.9];

/** Days before a deadline, the nearest first. */
const LEADS = [7, 30, 60, 90];

/** The alerts that hold on a day. A deadline has one for the nearest lead time that has come, and none afterwards. */
export function alertsOf(facts: PoolFacts): PoolAlert[] {
  const { purchased, taken, over, growth } = facts;
  const threshold = purchased > 0 ? THRESHOLDS.find((share) => taken >= purchased * share) : undefined;
  return [
    ...(over > 0 ? [{ kind: 'over-allocated' as const, over }] : []),
    ...(threshold === undefined || over > 0
      ? []
      : [{ kind: 'utilization' as const, threshold, taken, purchased }]),
    ...deadline('contract-ends', facts.contractEnd, facts.today),
    ...deadline('notice-ends', facts.noticeBy, facts.today),
    ...(facts.premium && growth.kind === 'sudden' ? [{ ...growth, kind: 'sudden-growth' as const }] : []),
    ...inactivePaid(facts),
  ];
}

function inactivePaid({ priceLines, purchased, over, inactive }: PoolFacts): PoolAlert[] {
  const paid = paidSeats(priceLines);
  const seats = Math.min(inactive, paid);
  if (seats === 0) return [];
  const all = purchased + over;
  const atLeast = Math.max(0, inactive - (all - paid));
  return [{ kind: 'inactive-paid', seats, atLeast, costs: costOfSeats(priceLines, inactive, all).costs }];
}

function deadline(kind: 'contract-ends' | 'notice-ends', day: string | null, today: string): PoolAlert[] {
  if (day === null) return [];
  const left = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
  const lead = left < 0 ? undefined : LEADS.find((days) => left <= days);
  return lead === undefined ? [] : [{ kind, lead, day }];
}

/**
 * What an alert is about, whatever is said of it by and by: a deadline is one matter, however near it is. What was raised
 * once is not raised again.
 */
export const alertMatter = (alert: PoolAlert): string =>
  isDeadline(alert) ? `${alert.kind}:${alert.day}` : alertKey(alert);

type Deadline = Extract<PoolAlert, { readonly lead: number }>;

const isDeadline = (alert: PoolAlert): alert is Deadline => 'lead' in alert;

/** What is said anew of the same matter: how near a deadline is. */
export const alertStep = (alert: PoolAlert): string => (isDeadline(alert) ? String(alert.lead) : 'raised');

/** Whether somebody has to act. Unused seats have searches and cases of their own, and what fills up is not full. */
export function mustAct(alert: PoolAlert): boolean {
  switch (alert.kind) {
    case 'utilization':
      return alert.threshold >= 1;
    case 'inactive-paid':
      return false;
    case 'over-allocated':
    case 'contract-ends':
    case 'notice-ends':
    case 'sudden-growth':
      return true;
  }
}

/** The same for the same alert, however often it is worked out. */
export function alertKey(alert: PoolAlert): string {
  switch (alert.kind) {
    case 'utilization':
      return `utilization:${alert.threshold}`;
    case 'over-allocated':
    case 'sudden-growth':
    case 'inactive-paid':
      return alert.kind;
    case 'contract-ends':
    case 'notice-ends':
      return `${alert.kind}:${alert.lead}:${alert.day}`;
  }
}
