import type { GadgetConfiguration } from '../../src/contracts/lead-gadget';
import type { Rate } from '../../src/domain/kpi/kpi';

interface MeasureWords {
  readonly name: string;
  readonly moreIsBetter: boolean;
  readonly sentence: (rate: Rate) => string;
  readonly listTitle: string;
  readonly noneListed: string;
}

export const MEASURE_WORDS: Readonly<Record<GadgetConfiguration['measure'], MeasureWords>> = {
  'sla-adherence': {
    name: 'SLA adherence',
    moreIsBetter: true,
    sentence: ({ hits, of }) => `${hits} of ${of} requests were fulfilled within the goal.`,
    listTitle: 'Missed the goal',
    noneListed: 'None missed the goal.',
  },
  'reopen-rate': {
    name: 'Reopen rate',
    moreIsBetter: false,
    sentence: ({ hits, of }) => `${hits} of ${of} fulfilled requests were reopened.`,
    listTitle: 'Reopened',
    noneListed: 'None was reopened.',
  },
};

/** `96.2%` */
export const percentWords = (value: number): string => `${Math.round(value * 1000) / 10}%`;
