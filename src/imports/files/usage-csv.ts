import { DAY } from '../../common/rules/time';
import { SeatkeeperError } from '../../common/rules/errors';
import { foldedColumn } from '../../common/files/column-name';
import { readTable, type CsvRow } from '../../common/files/csv';
import { importMessages } from '../rules/messages';
import { readMoment, type DateOrder, type WrittenMoment } from './written-moment';

/** One person with one license, as a list names them. */
export interface UsageRow {
  readonly line: number;
  /** Lower-case. */
  readonly login: string;
  readonly application: string;
  readonly tier: string;
  /** Milliseconds since the epoch, UTC; null for never, undefined when the list does not say. */
  readonly lastActiveAt: number | null | undefined;
}

export interface UsageFile {
  readonly rows: readonly UsageRow[];
  readonly rowCount: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly repeatedRows: number;
}

/**
 * How lists that other tools export call their columns, the best first, as `foldedColumn` compares them. An address says
 * who somebody is better than a name.
 */
const COLUMNS = {
  login: [
    'email',
    'emailaddress',
    'useremail',
    'workemail',
    'primaryemail',
    'mail',
    'userprincipalname',
    'login',
    'userlogin',
    'username',
    'user',
  ],
  application: ['application', 'app', 'product', 'software', 'service'],
  tier: ['tier', 'license', 'licence', 'licensetype', 'plan', 'subscription', 'edition'],
  lastActive: [
    'lastactivity',
    'lastactivityat',
    'lastactivitydate',
    'lastactive',
    'lastactivedate',
    'lastaccess',
    'lastaccessed',
    'lastauthenticatedat',
    'lastlogin',
    'lastlogindate',
    'lastseen',
    'lastsignin',
    'lastsignindate',
    'lastused',
  ],
  deleted: ['isdeleted', 'deleted', 'deletedat', 'deleteddate', 'deletiondate'],
  status: ['status', 'userstatus', 'accountstatus'],
} as const;

type Column = Exclude<keyof typeof COLUMNS, 'deleted' | 'status'>;

/** Which columns of a file say what; several of them can say when somebody was active last. */
interface UsageColumns {
  readonly login: string;
  readonly application: string;
  readonly tier: string;
  readonly lastActive: readonly string[];
  /** All that can say that somebody is not there any more. */
  readonly deleted: readonly string[];
  readonly status: readonly string[];
}

const COLUMN_ORDER: readonly Column[] = ['login', 'application', 'tier', 'lastActive'];

const NAMES: Readonly<Record<Column, string>> = {
  login: importMessages.usage.login,
  application: importMessages.usage.application,
  tier: importMessages.usage.tier,
  lastActive: importMessages.usage.lastActive,
};

/**
 * Reads a list of users, licenses and last activity: one row a person and license, columns by what they are usually
 * called, in any order; of several columns of last activity the latest counts. Times without a zone are read as UTC. Rows
 * that are wrong, of the future or of deleted users are named and left out; of rows that repeat a person and license the
 * latest activity counts.
 * @param now milliseconds since the epoch, UTC
 * @throws {SeatkeeperError} `invalid` when the file is no CSV, lacks a column or has no rows
 */
export function readUsage(csv: string, dateOrder: DateOrder, now: number): UsageFile {
  const { columns: header, rows: records } = readTable(csv);
  const columns = columnsOf(header);
  if (records.length === 0) throw new SeatkeeperError('invalid', importMessages.noRows);
  const problems: { line: number; message: string }[] = [];
  const rows = new Map<string, UsageRow>();
  let repeatedRows = 0;
  for (const record of records) {
    const row = rowOf(record, columns, dateOrder, now);
    if ('message' in row) {
      problems.push(row);
      continue;
    }
    const key = JSON.stringify([row.login, row.application.toLowerCase(), row.tier.toLowerCase()]);
    const before = rows.get(key);
    if (before) repeatedRows += 1;
    rows.set(key, before && isLater(before, row) ? before : row);
  }
  return { rows: [...rows.values()], rowCount: records.length, problems, repeatedRows };
}

const isLater = (one: UsageRow, other: UsageRow): boolean =>
  (one.lastActiveAt ?? -1) > (other.lastActiveAt ?? -1);

function columnsOf(header: readonly string[]): UsageColumns {
  const names = header.map((name) => ({ name, folded: foldedColumn(name) }));
  const find = (spellings: readonly string[]): string[] =>
    spellings.flatMap((spelling) =>
      names.filter(({ folded }) => folded === spelling).map(({ name }) => name),
    );
  const [login] = find(COLUMNS.login);
  const [application] = find(COLUMNS.application);
  const [tier] = find(COLUMNS.tier);
  const known = find(COLUMNS.lastActive);
  // a report has one for each product of a suite
  const ofProducts = names.filter(({ folded }) => /.lastactivitydate$/.test(folded)).map(({ name }) => name);
  const lastActive = [...known, ...ofProducts];
  if (login === undefined || application === undefined || tier === undefined || lastActive.length === 0) {
    const found = { login, application, tier, lastActive: lastActive[0] };
    const missing = COLUMN_ORDER.filter((column) => found[column] === undefined);
    throw new SeatkeeperError(
      'invalid',
      importMessages.usage.noColumns(missing.map((column) => NAMES[column])),
    );
  }
  return {
    login,
    application,
    tier,
    lastActive,
    deleted: find(COLUMNS.deleted),
    status: find(COLUMNS.status),
  };
}

interface RowFault {
  readonly line: number;
  readonly message: string;
}

function rowOf(
  { line, cells }: CsvRow,
  columns: UsageColumns,
  dateOrder: DateOrder,
  now: number,
): UsageRow | RowFault {
  const cell = (column: string): string => (cells[column] ?? '').normalize('NFC').trim();
  const [login, application, tier] = [cell(columns.login), cell(columns.application), cell(columns.tier)];
  const empty = [columns.login, columns.application, columns.tier].find((column) => cell(column) === '');
  if (empty !== undefined) return { line, message: importMessages.usage.empty(empty) };
  if (login.length > 120) return { line, message: importMessages.usage.tooLong(columns.login, 120) };
  if (CONCEALED.test(login)) return { line, message: importMessages.usage.concealed(login.slice(0, 8)) };
  const isDeleted =
    columns.deleted.some((column) => !IS_NO.test(cell(column))) ||
    columns.status.some((column) => IS_DELETED.test(cell(column)));
  if (isDeleted) return { line, message: importMessages.usage.deletedUser };
  const moments = columns.lastActive.map((column) => ({ column, at: readMoment(cell(column), dateOrder) }));
  const wrong = moments.find(({ at }) => Number.isNaN(at));
  if (wrong)
    return { line, message: importMessages.usage.notDate(wrong.column, cell(wrong.column).slice(0, 40)) };
  // somewhere it is a day later
  const future = moments.find(({ at }) => typeof at === 'number' && at > now + DAY);
  if (future)
    return { line, message: importMessages.usage.inFuture(future.column, cell(future.column).slice(0, 40)) };
  return {
    line,
    login: login.toLowerCase(),
    application,
    tier,
    lastActiveAt: latest(moments.map(({ at }) => at)),
  };
}

/** A name that a report conceals by a fingerprint, MD5 to SHA-256. */
const CONCEALED = /^[0-9a-f]{32,64}$/i;

/** Anything else in a column of deleted users says that somebody is one, be it a date or a word. */
const IS_NO = /^(?:|false|no|n|0|-|n\/a|null|none|never)$/i;
const IS_DELETED = /^(?:deleted|removed)$/i;

/** Never only where nothing else is said; nothing where no column says anything. */
function latest(moments: readonly WrittenMoment[]): WrittenMoment {
  const said = moments.filter((at) => at !== undefined);
  const times = said.filter((at) => at !== null);
  if (times.length > 0) return Math.max(...times);
  return said.length > 0 ? null : undefined;
}
