/** A stretch of time from `from` up to, not including, `to`; milliseconds since the epoch, UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** One fulfilled ticket of a period, as KPI facts tell of it. */
export interface FulfilledTicket {
  readonly issueId: string;
  readonly issueKey: string;
  readonly applicationKey: string;
  readonly fulfilledAt: number;
  /** Null when no measurement was mapped or had ended. */
  readonly slaBreached: boolean | null;
  readonly slaElapsed: number | null;
  readonly reopened: boolean;
}

/** A share of a whole; `value` is null when the whole is empty, so that zero is only shown when it is zero. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  readonly value: number | null;
}

export interface TrendPoint extends Rate {
  readonly from: number;
}

export const rate = (hits: number, of: number): Rate => ({ hits, of, value: of === 0 ? null : hits / of });

/** Fulfilled within the goal, among those whose measurement is known. */
export function slaAdherence(tickets: readonly FulfilledTicket[]): Rate {
  const measured = tickets.filter(({ slaBreached }) => slaBreached !== null);
  return rate(measured.filter(({ slaBreached }) => slaBreached === false).length, measured.length);
}

/** Tickets fulfilled in the period that were reopened since, among all fulfilled in it. */
export const reopenRate = (tickets: readonly FulfilledTicket[]): Rate =>
  rate(tickets.filter(({ reopened }) => reopened).length, tickets.length);

/** The period cut into `parts` of equal length, with a measure for each. */
export function trend(
  tickets: readonly FulfilledTicket[],
  period: Period,
  parts: number,
  measure: (part: readonly FulfilledTicket[]) => Rate,
): TrendPoint[] {
  const length = (period.to - period.from) / parts;
  return Array.from({ length: parts }, (_, index) => {
    const from = period.from + index * length;
    const within = tickets.filter(({ fulfilledAt }) => fulfilledAt >= from && fulfilledAt < from + length);
    return { from, ...measure(within) };
  });
}

/** The period of the same length that ended where this one starts. */
export const before = (period: Period): Period => ({ from: 2 * period.from - period.to, to: period.from });
