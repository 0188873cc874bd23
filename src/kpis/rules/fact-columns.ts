import type { CsvValue } from '../../common/rules/csv-text';
import type { TicketFact } from '../../facts/rules/ticket-facts';
import { isoTime } from '../../common/rules/time-text';

/** A fact as it stands in the table of facts. Times in milliseconds since the epoch, UTC; lengths in milliseconds. */
export interface RecordedFact {
  readonly issueId: string;
  /** Unique within the ticket. */
  readonly key: string;
  readonly issueKey: string;
  /** `removed`: the ticket's history does not know it, so it counts for nothing. */
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
  readonly type: 'text' | 'whole number' | 'number' | 'true or false' | 'time';
  /** What it says, with its unit, and when it is empty. */
  readonly meaning: string;
  readonly of: (row: Row) => CsvValue;
}

const known = (text: string): string | null => (text === '' ? null : text);

/** The table of facts as programs outside get it: one row a fact. */
export const FACT_COLUMNS: readonly FeedColumn<RecordedFact>[] = [
  {
    name: 'id',
    type: 'text',
    meaning: 'The same for one fact for ever. A row that comes again replaces the one with its id.',
    of: ({ issueId, key }) => `${issueId}/${key}`,
  },
  { name: 'issueId', type: 'text', meaning: 'Jira’s id of the ticket.', of: ({ issueId }) => issueId },
  {
    name: 'issueKey',
    type: 'text',
    meaning: 'The ticket’s key when the fact was recorded.',
    of: ({ issueKey }) => issueKey,
  },
  {
    name: 'kind',
    type: 'text',
    meaning:
      'What happened: requested, approved, declined, fulfilled, reopened, or unapproved (fulfilled without a valid decision). A row that is removed turned out not to have happened: leave it out.',
    of: ({ kind }) => kind,
  },
  { name: 'happenedAt', type: 'time', meaning: 'When it happened, UTC.', of: ({ at }) => isoTime(at) },
  {
    name: 'application',
    type: 'text',
    meaning: 'Key of the application in the catalog; empty when the ticket never said.',
    of: ({ applicationKey }) => known(applicationKey),
  },
  {
    name: 'tier',
    type: 'text',
    meaning: 'Key of the tier of that application; empty when the ticket never said.',
    of: ({ tierKey }) => known(tierKey),
  },
  {
    name: 'slaGoalMs',
    type: 'whole number',
    meaning: 'Goal of the service-level measurement that ended with it, milliseconds; empty without one.',
    of: ({ slaGoal }) => slaGoal,
  },
  {
    name: 'slaElapsedMs',
    type: 'whole number',
    meaning: 'What that measurement took in its own working hours, milliseconds; empty without one.',
    of: ({ slaElapsed }) => slaElapsed,
  },
  {
    name: 'slaBreached',
    type: 'true or false',
    meaning: 'Whether that measurement missed its goal; empty without one.',
    of: ({ slaBreached }) => slaBreached,
  },
  {
    name: 'cycle',
    type: 'whole number',
    meaning: 'Which fulfillment of the ticket it is, the first being 1; empty for all else.',
    of: ({ cycle }) => cycle,
  },
  {
    name: 'tookMs',
    type: 'whole number',
    meaning:
      'From the approval to the first fulfillment in the working hours of the beneficiary’s calendar, milliseconds; empty for all else.',
    of: ({ took }) => took,
  },
  {
    name: 'department',
    type: 'text',
    meaning: 'The beneficiary’s department by the roster, of a fulfillment; empty when nobody knows.',
    of: ({ department }) => department,
  },
  {
    name: 'assigneeId',
    type: 'text',
    meaning: 'Atlassian account id of whoever fulfilled it; empty for all else. No name and no address.',
    of: ({ assigneeId }) => assigneeId,
  },
  {
    name: 'requestTypeId',
    type: 'text',
    meaning: 'Id of the ticket’s request type, of a fulfillment; empty when nobody knows.',
    of: ({ requestTypeId }) => requestTypeId,
  },
  {
    name: 'changedAt',
    type: 'time',
    meaning: 'When the row was written, or what was missing in it was filled in, UTC.',
    of: ({ changedAt }) => isoTime(changedAt),
  },
];
