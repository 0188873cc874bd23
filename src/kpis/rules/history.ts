import { type Said, SAID, REOPENED, REOPENED_OUTCOMES } from '../../facts/rules/past-event';
import { rate, type Rate } from './kpi';

/** What the last events of tickets say, and how many of them say so. */
export interface OutcomeCount {
  readonly outcome: number;
  /** Whether an event that leaves the ticket open came after one that closed it. */
  readonly wasOpenedAgain: boolean;
  readonly tickets: number;
}

export interface HistoryTotals {
  readonly tickets: number;
  readonly events: number;
  readonly reopened: number;
  readonly slaMissed: number;
  /** Among tickets whose last event says whether the goal was met. */
  readonly slaAdherence: Rate;
  /** Among tickets whose last event says whether they were reopened. */
  readonly reopenRate: Rate;
}

/** @param events all that came in, also those of no known ticket */
export function totalsOf(events: number, counts: readonly OutcomeCount[]): HistoryTotals {
  const count = (isMeant: (slaMissed: Said | undefined, reopened: Said | undefined) => boolean): number =>
    counts
      .filter((one) => isMeant(SAID[Math.floor(one.outcome / REOPENED_OUTCOMES)], reopenedOf(one)))
      .reduce((sum, { tickets }) => sum + tickets, 0);
  const slaMissed = count((missed) => missed === 'yes');
  const slaMet = count((missed) => missed === 'no');
  const reopened = count((_missed, again) => again === 'yes');
  const notReopened = count((_missed, again) => again === 'no');
  return {
    tickets: count(() => true),
    events,
    reopened,
    slaMissed,
    slaAdherence: rate(slaMet, slaMet + slaMissed),
    reopenRate: rate(reopened, reopened + notReopened),
  };
}

function reopenedOf({ outcome, wasOpenedAgain }: OutcomeCount): Said | undefined {
  const said = REOPENED[outcome % REOPENED_OUTCOMES];
  return said === 'states' ? (wasOpenedAgain ? 'yes' : 'no') : said;
}
