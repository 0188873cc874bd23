import { csvText, type CsvValue } from '../domain/csv-text';
import { readCsv, type CsvRow } from './csv';

/** What is wrong with a cell, or with a line when the place names no column. */
export interface CsvProblem {
  readonly place: string;
  readonly message: string;
}

/** A document that was read from rows, not yet checked. */
export interface TabularDocument {
  readonly document: Readonly<Record<string, unknown>>;
  /** What could not even be read. */
  readonly problems: readonly CsvProblem[];
  /** Where a part of the document stands in the file: `line 7, seats`. */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
}

/** How a column's cells are written: text, a number, yes or no, or several texts with semicolons between them. */
type Kind = 'text' | 'number' | 'flag' | 'list';
/** A property of the document's item, and how the column holds it. */
type Column = readonly [path: string, kind: Kind];
type Columns = Readonly<Record<string, Column>>;

interface Table {
  /** Of what stands on one row or several. */
  readonly outer: Columns;
  /** Of what has a row of its own. */
  readonly inner: Columns;
  /** The column by which rows belong together. */
  readonly by: string;
  readonly required: readonly string[];
}

const PRICE: Columns = {
  price: ['price.amount', 'text'],
  currency: ['price.currency', 'text'],
  per: ['price.per', 'text'],
};

const APPLICATIONS: Table = {
  by: 'application',
  required: ['application', 'applicationName', 'tier', 'tierName'],
  outer: {
    application: ['key', 'text'],
    applicationName: ['name', 'text'],
    description: ['description', 'text'],
    risk: ['risk', 'text'],
    criticality: ['criticality', 'text'],
    region: ['region', 'text'],
    supportPath: ['supportPath', 'text'],
    idleDays: ['idleDays', 'number'],
    owner: ['owner', 'text'],
    backupOwner: ['backupOwner', 'text'],
  },
  inner: {
    tier: ['key', 'text'],
    tierName: ['name', 'text'],
    summary: ['summary', 'text'],
    premium: ['premium', 'flag'],
    addOn: ['addOn', 'flag'],
    lowerTier: ['lowerTier', 'text'],
    roles: ['roles', 'list'],
    seats: ['seats', 'number'],
    ...PRICE,
    contractEnd: ['contractEnd', 'text'],
  },
};

const CONTRACTS: Table = {
  by: 'contract',
  required: ['contract', 'application', 'supplier', 'start', 'tier', 'seats'],
  outer: {
    contract: ['key', 'text'],
    application: ['application', 'text'],
    supplier: ['supplier', 'text'],
    start: ['start', 'text'],
    end: ['end', 'text'],
    noticeBy: ['noticeBy', 'text'],
    autoRenew: ['autoRenew', 'flag'],
  },
  inner: {
    tier: ['tier', 'text'],
    seats: ['seats', 'number'],
    ...PRICE,
  },
};

type Cells = Readonly<Record<string, unknown>>;
type Item = Cells & { readonly tiers: readonly Cells[] };

/** A row for each tier of each application. */
export const applicationsCsv = (applications: readonly Item[]): string => written(APPLICATIONS, applications);

/** A row for each contract and tier. */
export const contractsCsv = (contracts: readonly Item[]): string => written(CONTRACTS, contracts);

function written({ outer, inner }: Table, items: readonly Item[]): string {
  const rows = items.flatMap((item) =>
    item.tiers.map((tier) => [...cellsOf(item, outer), ...cellsOf(tier, inner)]),
  );
  return csvText([...Object.keys(outer), ...Object.keys(inner)], rows);
}

const cellsOf = (item: Cells, columns: Columns): CsvValue[] =>
  Object.values(columns).map(([path]) => {
    const value = path.split('.').reduce<unknown>(memberOf, item);
    if (Array.isArray(value)) return value.join('; ');
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  });

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : null;

/**
 * Applications with a row for each tier, or contracts with a row for each tier they are about, by their columns.
 * @throws {SeatkeeperError} `invalid` when the text is no CSV
 */
export function readCatalogCsv(text: string): TabularDocument {
  const rows = readCsv(text);
  const names = Object.keys(rows[0]?.cells ?? {});
  const isContracts = names.includes(CONTRACTS.by);
  const table = isContracts ? CONTRACTS : APPLICATIONS;
  const headerProblems = problemsOfHeader(table, names);
  const { items, problems } =
    headerProblems.length > 0 ? { items: [], problems: headerProblems } : grouped(table, rows);
  const part = isContracts ? 'contracts' : 'applications';
  return {
    document: {
      format: 'seatkeeper-catalog',
      applications: [],
      [part]: items.map(({ cells, tiers }) => ({ ...cells, tiers: tiers.map((tier) => tier.cells) })),
    },
    problems,
    placeOf: ([whole, index, ...path]) => {
      const item = items[Number(index)];
      if (!item) return String(whole ?? '');
      const [first, tierIndex, ...tierPath] = path;
      const tier = first === 'tiers' ? item.tiers[Number(tierIndex)] : undefined;
      return tier
        ? place(tier.line, columnOf(table.inner, tierPath))
        : place(item.line, columnOf(table.outer, path));
    },
  };
}

const place = (line: number, column: string | undefined): string =>
  column === undefined ? `line ${line}` : `line ${line}, ${column}`;

function columnOf(columns: Columns, path: readonly PropertyKey[]): string | undefined {
  const wanted = path.map(String);
  if (wanted.length === 0) return undefined;
  const found = Object.entries(columns).find(([, [own]]) => {
    const parts = own.split('.');
    return parts.every((part, index) => wanted[index] === undefined || wanted[index] === part);
  });
  return found?.[0];
}

function problemsOfHeader({ outer, inner, required }: Table, names: readonly string[]): CsvProblem[] {
  const missing = required.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !Object.hasOwn(outer, name) && !Object.hasOwn(inner, name));
  return [
    ...missing.map((name) => ({
      place: 'line 1',
      message: `there is no column “${name}”, or no row below it`,
    })),
    ...unknown.map((name) => ({ place: 'line 1', message: `nobody knows a column “${name}”` })),
  ];
}

interface Read {
  readonly line: number;
  readonly cells: Cells;
}
interface ReadItem extends Read {
  readonly row: CsvRow;
  readonly tiers: Read[];
}

/** Rows by what they belong to; what stands on several rows is read from the first and has to be the same. */
function grouped(table: Table, rows: readonly CsvRow[]): { items: ReadItem[]; problems: CsvProblem[] } {
  const items = new Map<string, ReadItem>();
  const problems: CsvProblem[] = [];
  for (const row of rows) {
    const key = row.cells[table.by] ?? '';
    const before = items.get(key);
    if (before) problems.push(...differences(table.outer, before.row, row));
    const item = before ?? { line: row.line, row, cells: readCells(row, table.outer, problems), tiers: [] };
    items.set(key, item);
    item.tiers.push({ line: row.line, cells: readCells(row, table.inner, problems) });
  }
  return { items: [...items.values()], problems };
}

const differences = (columns: Columns, first: CsvRow, { line, cells }: CsvRow): CsvProblem[] =>
  Object.keys(columns).flatMap((column) => {
    const own = cells[column] ?? '';
    const before = first.cells[column] ?? '';
    if (own === '' || own === before) return [];
    return [{ place: place(line, column), message: `“${own}” here, “${before}” on line ${first.line}` }];
  });

function readCells({ line, cells }: CsvRow, columns: Columns, problems: CsvProblem[]): Cells {
  const read: Record<string, unknown> = {};
  const nested: Record<string, Record<string, unknown>> = {};
  for (const [column, [path, kind]] of Object.entries(columns)) {
    const cell = cells[column]?.trim() ?? '';
    if (cell === '') continue;
    const value = readCell(cell, kind);
    if (value === undefined) problems.push({ place: place(line, column), message: EXPECTED[kind](cell) });
    const [name = '', inner] = path.split('.');
    if (inner === undefined) read[name] = value;
    else (nested[name] ??= {})[inner] = value;
  }
  return { ...read, ...nested };
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

function readCell(cell: string, kind: Kind): unknown {
  switch (kind) {
    case 'text':
      return cell;
    case 'number':
      return /^\d{1,9}$/.test(cell) ? Number(cell) : undefined;
    case 'flag':
      return FLAGS.get(cell.toLowerCase());
    case 'list':
      return cell
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '');
  }
}

const EXPECTED: Readonly<Record<Kind, (cell: string) => string>> = {
  text: (cell) => `“${cell}” cannot be read`,
  number: (cell) => `“${cell}” is not a whole number`,
  flag: (cell) => `“${cell}” is neither yes nor no`,
  list: (cell) => `“${cell}” cannot be read`,
};
