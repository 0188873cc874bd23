import type { DATE_ORDERS } from '../contract/usage';
import { SeatkeeperError } from '../../common/rules/errors';
import { readCsv, type CsvRow } from '../../common/files/csv';
import { importMessages } from '../rules/messages';

export type DateOrder = (typeof DATE_ORDERS)[number];

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

/** How lists that other tools export call their columns; case, spaces and underscores aside. */
const COLUMNS = {
  login: ['email', 'emailaddress', 'useremail', 'mail', 'login', 'user', 'username', 'userprincipalname'],
  application: ['application', 'app', 'product', 'software', 'service'],
  tier: ['tier', 'license', 'licence', 'licensetype', 'plan', 'subscription', 'edition'],
  lastActive: [
    'lastactivity',
    'lastactivitydate',
    'lastactive',
    'lastlogin',
    'lastlogindate',
    'lastseen',
    'lastsignin',
    'lastsignindate',
    'lastused',
  ],
} as const;

type Column = keyof typeof COLUMNS;

const COLUMN_ORDER: readonly Column[] = ['login', 'application', 'tier', 'lastActive'];

const NAMES: Readonly<Record<Column, string>> = {
  login: importMessages.usage.login,
  application: importMessages.usage.application,
  tier: importMessages.usage.tier,
  lastActive: importMessages.usage.lastActive,
};

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Reads a list of users, licenses and last activity: one row a person and license, columns by what they are usually
 * called, in any order. Times without a zone are read as UTC. Rows that are wrong are named and left out; of rows that
 * repeat a person and license the latest activity counts.
 * @throws {SeatkeeperError} `invalid` when the file is no CSV or lacks a column
 */
export function readUsage(csv: string, dateOrder: DateOrder): UsageFile {
  const records = readCsv(csv);
  const columns = columnsOf(Object.keys(records[0]?.cells ?? {}));
  const problems: { line: number; message: string }[] = [];
  const rows = new Map<string, UsageRow>();
  let repeatedRows = 0;
  for (const record of records) {
    const row = rowOf(record, columns, dateOrder);
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

function columnsOf(header: readonly string[]): Readonly<Record<Column, string>> {
  const find = (column: Column): string | undefined =>
    header.find((name) => COLUMNS[column].some((known) => known === folded(name)));
  const found = {
    login: find('login'),
    application: find('application'),
    tier: find('tier'),
    lastActive: find('lastActive'),
  };
  const { login, application, tier, lastActive } = found;
  if (login === undefined || application === undefined || tier === undefined || lastActive === undefined) {
    const missing = COLUMN_ORDER.filter((column) => found[column] === undefined);
    throw new SeatkeeperError(
      'invalid',
      importMessages.usage.noColumns(missing.map((column) => NAMES[column])),
    );
  }
  return { login, application, tier, lastActive };
}

function rowOf(
  { line, cells }: CsvRow,
  columns: Readonly<Record<Column, string>>,
  dateOrder: DateOrder,
): UsageRow | { readonly line: number; readonly message: string } {
  const cell = (column: Column): string => (cells[columns[column]] ?? '').trim();
  const empty = (['login', 'application', 'tier'] as const).find((column) => cell(column) === '');
  if (empty) return { line, message: importMessages.usage.empty(columns[empty]) };
  if (cell('login').length > 120) return { line, message: importMessages.usage.tooLong(columns.login, 120) };
  const lastActiveAt = momentOf(cell('lastActive'), dateOrder);
  if (Number.isNaN(lastActiveAt))
    return {
      line,
      message: importMessages.usage.notDate(columns.lastActive, cell('lastActive').slice(0, 40)),
    };
  return {
    line,
    login: cell('login').toLowerCase(),
    application: cell('application'),
    tier: cell('tier'),
    lastActiveAt,
  };
}

const NOT_SAID = ['', '?', '-', 'n/a', 'na', 'unknown', 'null'];
const NEVER = ['never', 'never logged in', 'never signed in'];
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** @returns NaN for what is no date */
function momentOf(text: string, dateOrder: DateOrder): number | null | undefined {
  const word = text.toLowerCase();
  if (NOT_SAID.includes(word)) return undefined;
  if (NEVER.includes(word)) return null;
  if (ISO.test(text)) {
    const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && text.length > 10;
    const moment = text.replace(' ', 'T');
    return Date.parse(hasZone || moment.length === 10 ? moment : `${moment}Z`);
  }
  const slashed = dateOrder === 'iso' ? null : SLASHED.exec(text);
  if (!slashed) return Number.NaN;
  const [, first = '', second = '', year = '', hour = '0', minute = '0'] = slashed;
  const [day, month] = dateOrder === 'dmy' ? [first, second] : [second, first];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return new Date(at).getUTCDate() === Number(day) && Number(month) <= 12 ? at : Number.NaN;
}
