import { AGED_AFTER_DAYS } from '../../src/kpis/contract/gadget-choices';
import type { GadgetConfiguration, MeasureReport } from '../../src/kpis/contract/lead-gadget';
import { valueWords } from '../lib/kpi-words';
import { lists, measures, none, noneListed, words } from './measure-messages';

interface MeasureWords {
  readonly sentence: (report: MeasureReport) => string;
  /** What the parts of a breakdown count, such as `Missed`; null where their values are shown. */
  readonly counted: { readonly word: string; readonly side: 'hits' | 'misses' } | null;
  /** What there is none of, when there is no figure. */
  readonly nothing: string;
  readonly listTitle: string;
  readonly noneListed: string;
}

const LONGEST: MeasureWords = {
  sentence: ({ rate, percentiles, definition }) =>
    percentiles === null
      ? measures.count(rate.of)
      : measures.times(
          rate.of,
          valueWords(percentiles.median, definition.unit),
          valueWords(percentiles.ninetieth, definition.unit),
        ),
  counted: null,
  nothing: none.fulfilled,
  listTitle: lists.longest,
  noneListed: noneListed.longest,
};

export const MEASURE_WORDS: Readonly<Record<GadgetConfiguration['measure'], MeasureWords>> = {
  'sla-adherence': {
    sentence: ({ rate: { hits, of } }) => measures.withinGoal(hits, of),
    counted: { word: words.missed, side: 'misses' },
    nothing: none.fulfilled,
    listTitle: lists.missed,
    noneListed: noneListed.missed,
  },
  'first-time-right': {
    sentence: ({ rate: { hits, of } }) => measures.firstTimeRight(hits, of),
    counted: { word: words.notRight, side: 'misses' },
    nothing: none.fulfilled,
    listTitle: lists.notRight,
    noneListed: noneListed.notRight,
  },
  'reopen-rate': {
    sentence: ({ rate: { hits, of } }) => measures.reopened(hits, of),
    counted: { word: words.reopened, side: 'hits' },
    nothing: none.fulfilled,
    listTitle: lists.reopened,
    noneListed: noneListed.reopened,
  },
  'time-to-fulfill-mean': LONGEST,
  'time-to-fulfill-p50': LONGEST,
  'time-to-fulfill-p90': LONGEST,
  'backlog-aging': {
    sentence: ({ rate: { hits, of } }) => measures.aged(hits, of, AGED_AFTER_DAYS),
    counted: { word: words.aged, side: 'hits' },
    nothing: none.open,
    listTitle: lists.aged,
    noneListed: noneListed.aged,
  },
  utilization: {
    sentence: ({ rate: { hits, of } }) => measures.inUse(hits, of),
    counted: null,
    nothing: none.pool,
    listTitle: '',
    noneListed: '',
  },
  'inactive-paid-licenses': {
    sentence: ({ rate: { hits, of, unknown = 0 } }) => measures.idle(hits, of, unknown),
    counted: { word: words.idle, side: 'hits' },
    nothing: none.pool,
    listTitle: '',
    noneListed: '',
  },
  'reclaim-cycle': {
    sentence: ({ rate: { of } }) => measures.reclaimed(of),
    counted: null,
    nothing: none.reclaimed,
    listTitle: '',
    noneListed: '',
  },
  'premium-compliance': {
    sentence: ({ rate: { hits, of } }) => measures.approved(hits, of),
    counted: { word: words.notApproved, side: 'misses' },
    nothing: none.premium,
    listTitle: lists.notApproved,
    noneListed: noneListed.notApproved,
  },
};
