import type { RowProblem } from '../contract/import-plan';
import * as z from '#zod';
import { SeatkeeperError } from '../../common/rules/errors';
import type { Person, RosterFact } from '../../people/rules/person';
import { DAY } from '../../common/rules/time';
import { inWords } from '../../common/contract/issues-text';
import { readTable, type CsvRow } from '../../common/files/csv';
import { findRosterColumns, type RosterColumn, type RosterColumns } from './roster-columns';
import { readMoment } from './written-moment';
import { importMessages } from '../rules/messages';

/** A row of an HR roster before its account is known. */
export interface RosterRow {
  readonly row: number;
  readonly person: Omit<Person, 'accountId'>;
  /** Columns an e-mail address can be made of; not kept after the import. */
  readonly columns: Readonly<Record<string, string>>;
  /** Of somebody who has left it is no fault that what stands for their address is none. */
  readonly hasAddress: boolean;
}

export interface RosterFile {
  readonly rows: readonly RosterRow[];
  readonly rowCount: number;
  readonly problems: readonly RowProblem[];
  readonly repeatedRows: number;
  /** Workers of rows that are wrong otherwise: they are in the file, whatever it says of them. */
  readonly unreadWorkerIds: readonly string[];
  /** Rows that name no worker, so that nobody knows whom they are about. */
  readonly namelessRows: readonly number[];
  /** What the file has no column for, so that it says nothing of it. */
  readonly unsaid: readonly RosterFact[];
  /** Columns that say nothing to us. */
  readonly unused: readonly string[];
}

const REQUIRED: readonly RosterColumn[] = ['WorkerID', 'WorkerStatus'];

/** The optional columns, by what they say of a person. */
const OPTIONAL: readonly (readonly [RosterFact, RosterColumn])[] = [
  ['managerWorkerId', 'ManagerID'],
  ['workerType', 'WorkerType'],
  ['onLeave', 'OnLeave'],
  ['department', 'Department'],
  ['location', 'Location'],
  ['job', 'JobTitle'],
  ['trainings', 'Trainings'],
];

const text = (max: number) => z.string().trim().max(max);
const optional = (max: number) => text(max).default('');

const namesIn = (list: string): string[] =>
  list
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** How HR systems say that somebody has left, with the reason behind it; what is still to come is another thing. */
const HAS_LEFT =
  /^(?:inactive|(?:terminated|dismissed|retired|left|former|separated|deceased|discharged|offboarded)(?!\w)(?!.*(?:leave|notice|pending|future|upcoming))\D*)$/i;

const rowSchema = z.lazy(() =>
  z.object({
    WorkerID: text(64).min(1, importMessages.roster.emptyWorker),
    WorkerStatus: text(40).transform((status, context): 'active' | 'inactive' => {
      if (status.toLowerCase() === 'active') return 'active';
      if (HAS_LEFT.test(status)) return 'inactive';
      context.addIssue({ code: 'custom', message: importMessages.roster.unknownStatus(status) });
      return z.NEVER;
    }),
    ManagerID: optional(64),
    WorkerType: optional(60),
    OnLeave: optional(10).transform((value, context): boolean => {
      const isYes = ['true', 'yes', 'y', '1'].includes(value.toLowerCase());
      if (!isYes && !['false', 'no', 'n', '0', ''].includes(value.toLowerCase()))
        context.addIssue({ code: 'custom', message: importMessages.roster.unknownLeave(value) });
      return isYes;
    }),
    Department: optional(100),
    Location: optional(100),
    JobTitle: optional(100),
    Trainings: optional(4_000).transform(namesIn),
  }),
);

/**
 * Reads an HR roster: one header row, columns by what HR systems call them, in any order, others ignored. Rows that are wrong
 * are named and left out, also those whose e-mail address is none or that contradict themselves; of rows that repeat a
 * worker the last one counts, and where they differ about whether somebody works here, the later time of employment.
 * @param emailPattern of what columns addresses are made, where the file has none
 * @param now milliseconds since the epoch, UTC
 * @throws {SeatkeeperError} `invalid` when the file is no CSV or lacks a column, or the pattern makes no addresses
 */
export function readRoster(csv: string, emailPattern: string | null, now: number): RosterFile {
  requirePattern(emailPattern);
  const table = readTable(csv);
  const columns = findRosterColumns(table.columns);
  requireColumns(columns);
  if (table.rows.length === 0) throw new SeatkeeperError('invalid', importMessages.noRows);
  const problems: RowProblem[] = [];
  const byWorker = new Map<string, ReadRow[]>();
  const unreadWorkerIds: string[] = [];
  const namelessRows: number[] = [];
  for (const { line: row, cells } of table.rows.map((one) => namedCells(one, columns))) {
    const read = readRow(row, cells, emailPattern, now);
    if ('person' in read) {
      const ofWorker = byWorker.get(read.person.workerId);
      if (ofWorker) ofWorker.push(read);
      else byWorker.set(read.person.workerId, [read]);
      continue;
    }
    problems.push(read);
    const workerId = cells['WorkerID'] ?? '';
    if (workerId === '') namelessRows.push(row);
    else unreadWorkerIds.push(workerId);
  }
  const rows: RosterRow[] = [];
  const unread = new Set(unreadWorkerIds);
  for (const [workerId, ofWorker] of byWorker) {
    if (unread.has(workerId)) {
      // the row that can't be read may be the one that counts
      for (const { row } of ofWorker)
        problems.push({ row, message: importMessages.roster.otherRowUnread(workerId) });
      continue;
    }
    const counting = rowThatCounts(ofWorker);
    if (counting !== null) {
      rows.push(counting);
      continue;
    }
    unreadWorkerIds.push(workerId);
    for (const { row } of ofWorker)
      problems.push({ row, message: importMessages.roster.rowsContradict(workerId) });
  }
  const used = new Set([...columns.values(), ...columnsNamedIn(emailPattern ?? '')]);
  return {
    rows,
    rowCount: table.rows.length,
    problems: problems.toSorted((one, other) => one.row - other.row),
    repeatedRows: [...byWorker.values()].reduce((repeated, ofWorker) => repeated + ofWorker.length - 1, 0),
    unreadWorkerIds,
    namelessRows,
    unsaid: OPTIONAL.flatMap(([fact, column]) => (columns.has(column) ? [] : [fact])),
    unused: table.columns.filter((column) => !used.has(column)),
  };
}

/** @throws {SeatkeeperError} `invalid` when nobody can be told from such a file */
function requireColumns(columns: RosterColumns): void {
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (missing.length > 0) throw new SeatkeeperError('invalid', importMessages.roster.noColumns(missing));
}

/** What comes along with copied text and nobody sees; joiners stay, since words of some languages need them. */
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u2060\uFEFF]/g;

/** A row's cells by our names as well as by the file's own, letters composed as people type them. */
function namedCells({ line, cells }: CsvRow, columns: RosterColumns): CsvRow {
  const clean = Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [name, cell.normalize('NFC').replace(UNSEEN, '').trim()]),
  );
  const named = Object.fromEntries([...columns].map(([column, name]) => [column, clean[name] ?? '']));
  return { line, cells: { ...clean, ...named } };
}

type ReadRow = RosterRow & { readonly hiredAt: number | null };

function readRow(
  row: number,
  cells: RosterRow['columns'],
  emailPattern: string | null,
  now: number,
): ReadRow | RowProblem {
  const parsed = rowSchema.safeParse(cells, { error: inWords });
  const noAddress = addressProblems(cells, emailPattern);
  const hasLeft = parsed.success && parsed.data.WorkerStatus === 'inactive';
  if (!parsed.success || (noAddress.length > 0 && !hasLeft)) {
    const faults = parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
    return { row, message: [...faults, ...noAddress].join(' ') };
  }
  const { WorkerID, WorkerStatus, ManagerID, ...said } = parsed.data;
  const contradiction = leavingProblem(WorkerStatus, cells['TerminationDate'] ?? '', now);
  if (contradiction !== null) return { row, message: contradiction };
  return {
    row,
    columns: cells,
    hasAddress: noAddress.length === 0,
    hiredAt: momentSaid(cells['HireDate'] ?? ''),
    person: {
      workerId: WorkerID,
      managerWorkerId: ManagerID === '' || ManagerID === WorkerID ? null : ManagerID,
      status: WorkerStatus,
      onLeave: said.OnLeave,
      workerType: said.WorkerType,
      department: said.Department,
      location: said.Location,
      job: said.JobTitle,
      trainings: said.Trainings,
    },
  };
}

/** The moments that a date can mean, as it does not say which number is the day; null where it is no date at all. */
function meanings(written: string): number[] | null {
  const read = (['dmy', 'mdy'] as const).map((order) => readMoment(written, order));
  if (read.every((at) => Number.isNaN(at))) return null;
  return read.filter((at) => typeof at === 'number').filter((at) => !Number.isNaN(at));
}

/** What is wrong with the day on which somebody leaves, beside what their status says; null where nothing is. */
function leavingProblem(status: 'active' | 'inactive', leavingOn: string, now: number): string | null {
  const days = meanings(leavingOn);
  const { notLeavingDate, contradicts, leavesLater } = importMessages.roster;
  // whoever has left has left, whatever stands for the day
  if (days === null) return status === 'active' ? notLeavingDate(leavingOn) : null;
  if (days.length === 0) return null;
  if (status === 'active') return days.every((at) => at + DAY <= now) ? contradicts(leavingOn) : null;
  return days.every((at) => at > now) ? leavesLater(leavingOn) : null;
}

/** Null where it is no date, or could be two. */
function momentSaid(written: string): number | null {
  const [at, ...others] = new Set(meanings(written) ?? []);
  return at === undefined || others.length > 0 ? null : at;
}

/** Of the rows of one worker the one that counts; null where they contradict each other. */
function rowThatCounts(rows: readonly ReadRow[]): RosterRow | null {
  const last = rows.at(-1);
  if (last === undefined || rows.every(({ person }) => person.status === last.person.status))
    return last ?? null;
  const hired = rows.map(({ hiredAt }) => hiredAt).filter((at) => at !== null);
  if (hired.length < rows.length || new Set(hired).size < rows.length) return null;
  return rows.reduce((latest, row) => ((row.hiredAt ?? 0) > (latest.hiredAt ?? 0) ? row : latest));
}

const ACCOUNT_COLUMNS = ['AccountID', 'AtlassianAccountID'];

/** Whether the file has a column of Atlassian accounts. */
export const hasAccounts = ({ rows }: RosterFile): boolean =>
  ACCOUNT_COLUMNS.some((column) => Object.keys(rows[0]?.columns ?? {}).includes(column));

/** The Atlassian account that a row names; null where it names none. */
export const accountIdOf = ({ columns }: RosterRow): string | null =>
  ACCOUNT_COLUMNS.map((column) => columns[column]?.trim()).find((value) => value) ?? null;

const EMAIL_COLUMNS = ['Email', 'WorkEmail', 'EmailAddress', 'Mail'];

/**
 * Whether e-mail addresses can be made of what the file has; one that says nothing of them leaves everybody their account.
 * @throws {SeatkeeperError} `invalid` when the pattern names a column that the file doesn't have
 */
export function hasEmails({ rows }: RosterFile, pattern: string | null): boolean {
  const header = Object.keys(rows[0]?.columns ?? {});
  if (EMAIL_COLUMNS.some((column) => header.includes(column))) return true;
  if (pattern === null || pattern.trim() === '') return false;
  const missing = columnsNamedIn(pattern).filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new SeatkeeperError('invalid', importMessages.roster.noPatternColumns(missing));
  return true;
}

const columnsNamedIn = (pattern: string): string[] =>
  [...pattern.matchAll(IN_BRACES)].map((match) => match[1] ?? '');

const IN_BRACES = /\{([^{}]+)\}/g;

/** What mail systems take for an address is more than this; what is none is told apart. */
const ADDRESS = /^[^\s@,;:<>()[\]{}"]+@[^\s@,;:<>()[\]{}".]+(\.[^\s@,;:<>()[\]{}".]+)+$/u;

/** @throws {SeatkeeperError} `invalid` for a pattern that makes no address whatever the columns say */
function requirePattern(pattern: string | null): void {
  if (pattern === null || pattern.trim() === '') return;
  // a column may hold a whole address, or its end
  const isOne = ['x', 'x.x', 'x@x.x'].some((cell) => ADDRESS.test(pattern.trim().replace(IN_BRACES, cell)));
  if (!isOne) throw new SeatkeeperError('invalid', importMessages.roster.badPattern(pattern));
}

/** Why the address of a row is none; nothing where it is one, or empty. */
function addressProblems(cells: RosterRow['columns'], pattern: string | null): string[] {
  const given = givenAddress(cells);
  const differing = differingAddresses(cells);
  if (differing.length > 1) return [importMessages.roster.twoAddresses(differing)];
  const address = given ?? madeAddress(cells, pattern);
  if (address === null || ADDRESS.test(address)) return [];
  const { notAddress, patternGivesNone } = importMessages.roster;
  return [given === null ? patternGivesNone(address) : notAddress(address)];
}

/**
 * A person's e-mail address from a column of the roster, or from a pattern such as `{UserID}@acme.example`
 * whose names in braces are columns. Lower-case; null when a column is empty.
 */
export const emailOf = ({ columns, hasAddress }: RosterRow, pattern: string | null): string | null =>
  hasAddress ? ((givenAddress(columns) ?? madeAddress(columns, pattern))?.toLowerCase() ?? null) : null;

/** The columns whose addresses differ; none where they say the same. */
function differingAddresses(columns: RosterRow['columns']): string[] {
  const filled = EMAIL_COLUMNS.filter((column) => (columns[column]?.trim() ?? '') !== '');
  const addresses = new Set(filled.map((column) => columns[column]?.trim().toLowerCase()));
  return addresses.size > 1 ? filled : [];
}

const givenAddress = (columns: RosterRow['columns']): string | null =>
  EMAIL_COLUMNS.map((column) => columns[column]?.trim()).find((value) => value) ?? null;

function madeAddress(columns: RosterRow['columns'], pattern: string | null): string | null {
  if (pattern === null || pattern.trim() === '') return null;
  const named = columnsNamedIn(pattern).map((column) => columns[column]?.trim() ?? '');
  if (named.includes('')) return null;
  return pattern.trim().replace(IN_BRACES, (_match, column: string) => columns[column]?.trim() ?? '');
}
