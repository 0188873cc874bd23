import type { CsvValue } from '../../common/rules/csv-text';
import type { TicketFact } from '../../facts/rules/ticket-facts';
import { isoTime } from '../../common/rules/time-text';
import { feedMessages } from './feed-messages';

/** A fact as it stands in the table of facts. Times in milliseconds since the epoch, UTC; lengths in milliseconds. */
export interface RecordedFact {
  readonly issueId: string;
  /** Unique within the ticket. */
  readonly key: string;
  readonly issueKey: string;
  /** `removed`: the ticket's history does not know it, or the ticket is in another project now; it counts for nothing. */
  readonly kind: TicketFact['kind'] | 'removed';
  readonly at: number;
  /** Empty where the ticket never said what it wants; so is the tier. */
  readonly applicationKey: string;
  readonly tierKey: string;
  readonly slaGoal: number | null;
  readonly slaElapsed: number | null;
  readonly slaBreached: boolean | null;
  readonly cycle: number | null;
  readonly took: number | null;
  readonly department: string | null;
  readonly assigneeId: string | null;
  readonly requestTypeId: string | null;
  /** When it was written, or when what it says was filled in. */
  readonly changedAt: number;
}

/** A column of a table that programs outside read. */
export interface FeedColumn<Row> {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'time';
  /** What it says, with its unit, and when it is empty. */
  readonly meaning: string;
  readonly of: (row: Row) => CsvValue;
}

const known = (text: string): string | null => (text === '' ? null : text);

const { facts: words } = feedMessages;

/** The table of facts as programs outside get it: one row a fact. */
export const FACT_COLUMNS: readonly FeedColumn<RecordedFact>[] = [
  {
    name: 'id',
    type: 'text',
    meaning: words.id,
    of: ({ issueId, key }) => `${issueId}/${key}`,
  },
  { name: 'issueId', type: 'text', meaning: words.issueId, of: ({ issueId }) => issueId },
  {
    name: 'issueKey',
    type: 'text',
    meaning: words.issueKey,
    of: ({ issueKey }) => issueKey,
  },
  {
    name: 'kind',
    type: 'text',
    meaning: words.kind,
    of: ({ kind }) => kind,
  },
  { name: 'happenedAt', type: 'time', meaning: words.happenedAt, of: ({ at }) => isoTime(at) },
  {
    name: 'application',
    type: 'text',
    meaning: words.application,
    of: ({ applicationKey }) => known(applicationKey),
  },
  {
    name: 'tier',
    type: 'text',
    meaning: words.tier,
    of: ({ tierKey }) => known(tierKey),
  },
  {
    name: 'slaGoalMs',
    type: 'integer',
    meaning: words.slaGoalMs,
    of: ({ slaGoal }) => slaGoal,
  },
  {
    name: 'slaElapsedMs',
    type: 'integer',
    meaning: words.slaElapsedMs,
    of: ({ slaElapsed }) => slaElapsed,
  },
  {
    name: 'slaBreached',
    type: 'boolean',
    meaning: words.slaBreached,
    of: ({ slaBreached }) => slaBreached,
  },
  {
    name: 'cycle',
    type: 'integer',
    meaning: words.cycle,
    of: ({ cycle }) => cycle,
  },
  {
    name: 'tookMs',
    type: 'integer',
    meaning: words.tookMs,
    of: ({ took }) => took,
  },
  {
    name: 'department',
    type: 'text',
    meaning: words.department,
    of: ({ department }) => department,
  },
  {
    name: 'assigneeId',
    type: 'text',
    meaning: words.assigneeId,
    of: ({ assigneeId }) => assigneeId,
  },
  {
    name: 'requestTypeId',
    type: 'text',
    meaning: words.requestTypeId,
    of: ({ requestTypeId }) => requestTypeId,
  },
  {
    name: 'changedAt',
    type: 'time',
    meaning: words.changedAt,
    of: ({ changedAt }) => isoTime(changedAt),
  },
];
