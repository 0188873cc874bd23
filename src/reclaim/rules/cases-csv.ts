import { csvText } from '../../common/rules/csv-text';
import { isoTime } from '../../common/rules/time-text';
import { caseCode } from './case-words';
import type { ReclaimCase } from './reclaim-case';

const HEADER = [
  ...[
    'case',
    'pool',
    'seat',
    'holder',
    'state',
    'action',
    'because',
    'inactiveSince',
    'source',
    'sourceAsOf',
  ],
  ...['openedAt', 'asked', 'keepReason', 'keepUntil', 'removedAt', 'removedBy', 'remarks'],
];

/** `2026-11-23T13:52:00.000Z` */
const moment = (at: number | null): string | null => (at === null ? null : isoTime(at));

/**
 * Reclaim cases as CSV, a row for each.
 * @param nameOf a pool as people know it
 */
export const casesCsv = (cases: readonly ReclaimCase[], nameOf: (poolId: string) => string): string =>
  csvText(
    HEADER,
    cases.map((one) => [
      caseCode(one),
      nameOf(one.poolId),
      one.slot,
      one.holderId,
      one.state,
      one.action,
      one.evidence.because,
      moment(one.evidence.inactiveSince),
      one.evidence.source,
      moment(one.evidence.observedAt),
      moment(one.openedAt),
      one.nudges,
      one.keepReason,
      moment(one.keepUntil),
      moment(one.removedAt),
      one.removedBy,
      one.remarks.map(({ at, text }) => `${isoTime(at)} ${text}`).join('; '),
    ]),
  );
