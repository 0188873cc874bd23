/** What somebody who looks after a pool has to know. */
export type PoolAlert =
  | {
      readonly kind: 'utilization';
      readonly threshold: number;
      readonly taken: number;
      readonly purchased: number;
    }
  | { readonly kind: 'over-allocated'; readonly over: number }
  | { readonly kind: 'contract-ends' | 'notice-ends'; readonly lead: number; readonly day: string }
  | { readonly kind: 'sudden-growth'; readonly seats: number; readonly since: string }
  | { readonly kind: 'inactive-paid'; readonly seats: number };

/** What alerts follow from. Days are `YYYY-MM-DD`, UTC. */
export interface PoolFacts {
  readonly today: string;
  readonly purchased: number;
  readonly taken: number;
  readonly over: number;
  readonly premium: boolean;
  readonly isPaid: boolean;
  readonly inactive: number;
  readonly contractEnd: string | null;
  readonly noticeBy: string | null;
  /** Seats by which it suddenly grew within a week; null when it did not. */
  readonly sudden: number | null;
}

/** Shares of a pool from which on it is said that it fills up. */
const THRESHOLDS = [1, 0.9];

/** Days before a deadline, the nearest first. */
const LEADS = [7, 30, 60, 90];

const DAY = 86_400_000;

/** The alerts that hold on a day. A deadline has one for the nearest lead time that has come, and none afterwards. */
export function alertsOf(facts: PoolFacts): PoolAlert[] {
  const { purchased, taken, over } = facts;
  const threshold = purchased > 0 ? THRESHOLDS.find((share) => taken >= purchased * share) : undefined;
  const isGrowing = facts.premium && facts.sudden !== null;
  return [
    ...(over > 0 ? [{ kind: 'over-allocated' as const, over }] : []),
    ...(threshold === undefined || over > 0
      ? []
      : [{ kind: 'utilization' as const, threshold, taken, purchased }]),
    ...deadline('contract-ends', facts.contractEnd, facts.today),
    ...deadline('notice-ends', facts.noticeBy, facts.today),
    ...(isGrowing
      ? [{ kind: 'sudden-growth' as const, seats: facts.sudden, since: weekBefore(facts.today) }]
      : []),
    ...(facts.isPaid && facts.inactive > 0
      ? [{ kind: 'inactive-paid' as const, seats: facts.inactive }]
      : []),
  ];
}

const weekBefore = (day: string): string => new Date(Date.parse(day) - 7 * DAY).toISOString().slice(0, 10);

function deadline(kind: 'contract-ends' | 'notice-ends', day: string | null, today: string): PoolAlert[] {
  if (day === null) return [];
  const left = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
  const lead = left < 0 ? undefined : LEADS.find((days) => left <= days);
  return lead === undefined ? [] : [{ kind, lead, day }];
}

/** The same for the same alert, however often it is worked out: what was raised once is not raised again. */
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
