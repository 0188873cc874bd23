import type { GadgetConfiguration, MeasureReport } from '../../src/kpis/contract/lead-gadget';
import { valueWords } from '../lib/kpi-words';

interface MeasureWords {
  readonly sentence: (report: MeasureReport) => string;
  /** What the parts of a breakdown count, such as `Missed`; null where their values are told. */
  readonly counted: { readonly word: string; readonly side: 'hits' | 'misses' } | null;
  /** What there is none of, when there is no figure. */
  readonly nothing: string;
  readonly listTitle: string;
  readonly noneListed: string;
}

const NOTHING_FULFILLED = 'No access request was fulfilled';

const lengths = (listTitle: string): MeasureWords => ({
  sentence: ({ rate, percentiles, definition }) =>
    percentiles === null
      ? `${rate.of} requests.`
      : `${rate.of} requests from approval to fulfillment: half within ${valueWords(percentiles.median, definition.unit)}, nine of ten within ${valueWords(percentiles.ninetieth, definition.unit)} of working time.`,
  counted: null,
  nothing: NOTHING_FULFILLED,
  listTitle,
  noneListed: 'None took any time.',
});

const LONGEST = lengths('Took longest');

export const MEASURE_WORDS: Readonly<Record<GadgetConfiguration['measure'], MeasureWords>> = {
  'sla-adherence': {
    sentence: ({ rate: { hits, of } }) => `${hits} of ${of} requests were fulfilled within the goal.`,
    counted: { word: 'Missed', side: 'misses' },
    nothing: NOTHING_FULFILLED,
    listTitle: 'Missed the goal',
    noneListed: 'None missed the goal.',
  },
  'first-time-right': {
    sentence: ({ rate: { hits, of } }) => `${hits} of ${of} requests were right the first time.`,
    counted: { word: 'Not right', side: 'misses' },
    nothing: NOTHING_FULFILLED,
    listTitle: 'Not right the first time',
    noneListed: 'All were right the first time.',
  },
  'reopen-rate': {
    sentence: ({ rate: { hits, of } }) => `${hits} of ${of} fulfilled requests were reopened.`,
    counted: { word: 'Reopened', side: 'hits' },
    nothing: NOTHING_FULFILLED,
    listTitle: 'Reopened',
    noneListed: 'None was reopened.',
  },
  'time-to-fulfill-mean': LONGEST,
  'time-to-fulfill-p50': LONGEST,
  'time-to-fulfill-p90': LONGEST,
  'backlog-aging': {
    sentence: ({ rate: { hits, of }, definition }) => `${hits} of ${of}: ${definition.numerator}`,
    counted: { word: 'Aged', side: 'hits' },
    nothing: 'No access request is open',
    listTitle: 'Aged',
    noneListed: 'None is aged.',
  },
  utilization: {
    sentence: ({ rate: { hits, of } }) => `${hits} of ${of} seat-days were in use.`,
    counted: null,
    nothing: 'No pool was recorded',
    listTitle: '',
    noneListed: '',
  },
  'inactive-paid-licenses': {
    sentence: ({ rate: { hits, of } }) =>
      `${hits} of ${of} paid seats in use are known to be idle. Those nobody knows of are not among them.`,
    counted: { word: 'Idle', side: 'hits' },
    nothing: 'No pool was recorded',
    listTitle: '',
    noneListed: '',
  },
  'reclaim-cycle': {
    sentence: ({ rate: { of } }) => `${of} seats were taken back.`,
    counted: null,
    nothing: 'No seat was taken back',
    listTitle: '',
    noneListed: '',
  },
  'premium-compliance': {
    sentence: ({ rate: { hits, of } }) => `${hits} of ${of} premium fulfillments had every approval.`,
    counted: { word: 'Without', side: 'misses' },
    nothing: 'No premium tier was fulfilled',
    listTitle: 'Without a valid decision',
    noneListed: 'None was without a valid decision.',
  },
};
