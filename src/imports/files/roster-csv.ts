import type { RowProblem } from '../contract/import-plan';
import * as z from '#zod';
import { SeatkeeperError } from '../../common/rules/errors';
import type { Person, RosterFact } from '../../people/rules/person';
import { inWords } from '../../common/contract/issues-text';
import { readCsv } from '../../common/files/csv';
import { importMessages } from '../rules/messages';

/** A row of an HR roster before its account is known. */
export interface RosterRow {
  readonly row: number;
  readonly person: Omit<Person, 'accountId'>;
  /** Columns an e-mail address can be made of; not kept after the import. */
  readonly columns: Readonly<Record<string, string>>;
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

const REQUIRED = ['WorkerID', 'WorkerStatus'];

/** The optional columns, by what they say of a person. */
const OPTIONAL: readonly (readonly [RosterFact, string])[] = [
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

const rowSchema = z.object({
  WorkerID: text(64).min(1, importMessages.roster.emptyWorker),
  WorkerStatus: text(40).transform((status, context): 'active' | 'inactive' => {
    const known = { active: 'active', inactive: 'inactive', terminated: 'inactive' } as const;
    const found = Object.entries(known).find(([name]) => name === status.toLowerCase());
    if (found) return found[1];
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
});

/**
 * Reads an HR roster in the shape of Microsoft's inbound-provisioning samples: one header row, columns by
 * name in any order, others ignored. Rows that are wrong are named and left out, also those whose e-mail address is none; of
 * rows that repeat a worker the last one counts.
 * @param emailPattern of what columns addresses are made, where the file has none
 * @throws {SeatkeeperError} `invalid` when the file is no CSV or lacks a column, or the pattern makes no addresses
 */
export function readRoster(csv: string, emailPattern: string | null): RosterFile {
  requirePattern(emailPattern);
  const records = readCsv(csv);
  if (records.length === 0 && csv.trim() !== '')
    throw new SeatkeeperError('invalid', importMessages.roster.noRows);
  const header = Object.keys(records[0]?.cells ?? {});
  const missing = REQUIRED.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new SeatkeeperError('invalid', importMessages.roster.noColumns(missing));
  }
  const problems: RowProblem[] = [];
  const byWorker = new Map<string, RosterRow>();
  const unreadWorkerIds: string[] = [];
  const namelessRows: number[] = [];
  let repeatedRows = 0;
  for (const { line: row, cells } of records) {
    const parsed = rowSchema.safeParse(cells, { error: inWords });
    const noAddress = addressProblems(cells, emailPattern);
    if (!parsed.success || noAddress.length > 0) {
      const faults = parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
      problems.push({ row, message: [...faults, ...noAddress].join(' ') });
      const workerId = cells['WorkerID']?.trim() ?? '';
      if (workerId === '') namelessRows.push(row);
      else unreadWorkerIds.push(workerId);
      continue;
    }
    const {
      WorkerID,
      WorkerStatus,
      ManagerID,
      WorkerType,
      OnLeave,
      Department,
      Location,
      JobTitle,
      Trainings,
    } = parsed.data;
    if (byWorker.has(WorkerID)) repeatedRows++;
    byWorker.set(WorkerID, {
      row,
      columns: cells,
      person: {
        workerId: WorkerID,
        managerWorkerId: ManagerID === '' || ManagerID === WorkerID ? null : ManagerID,
        status: WorkerStatus,
        onLeave: OnLeave,
        workerType: WorkerType,
        department: Department,
        location: Location,
        job: JobTitle,
        trainings: Trainings,
      },
    });
  }
  const rows = [...byWorker.values()];
  const unsaid = OPTIONAL.flatMap(([fact, column]) => (header.includes(column) ? [] : [fact]));
  const read = [...REQUIRED, ...OPTIONAL.map(([, column]) => column), ...EMAIL_COLUMNS, ...ACCOUNT_COLUMNS];
  const used = new Set([...read, ...columnsNamedIn(emailPattern ?? '')]);
  const unused = header.filter((column) => column.trim() !== '' && !used.has(column));
  return {
    rows,
    rowCount: records.length,
    problems,
    repeatedRows,
    unreadWorkerIds,
    namelessRows,
    unsaid,
    unused,
  };
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
  const address = given ?? madeAddress(cells, pattern);
  if (address === null || ADDRESS.test(address)) return [];
  const { notAddress, patternGivesNone } = importMessages.roster;
  return [given === null ? patternGivesNone(address) : notAddress(address)];
}

/**
 * A person's e-mail address from a column of the roster, or from a pattern such as `{UserID}@acme.example`
 * whose names in braces are columns. Lower-case; null when a column is empty.
 */
export const emailOf = ({ columns }: RosterRow, pattern: string | null): string | null =>
  (givenAddress(columns) ?? madeAddress(columns, pattern))?.toLowerCase() ?? null;

const givenAddress = (columns: RosterRow['columns']): string | null =>
  EMAIL_COLUMNS.map((column) => columns[column]?.trim()).find((value) => value) ?? null;

function madeAddress(columns: RosterRow['columns'], pattern: string | null): string | null {
  if (pattern === null || pattern.trim() === '') return null;
  const named = columnsNamedIn(pattern).map((column) => columns[column]?.trim() ?? '');
  if (named.includes('')) return null;
  return pattern.trim().replace(IN_BRACES, (_match, column: string) => columns[column]?.trim() ?? '');
}
