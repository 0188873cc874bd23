import { importMessages } from '../rules/messages';

/** What is wrong with a cell, or with a row when the location names no column. */
export interface CellProblem {
  readonly location: string;
  readonly message: string;
}

/** A document that was read from rows, not yet checked. */
export interface TabularDocument {
  readonly document: Readonly<Record<string, unknown>>;
  /** What could not even be read. */
  readonly problems: readonly CellProblem[];
  /** Where a part of the document was read: `line 7, seats`. */
  readonly locationOf: (path: readonly PropertyKey[]) => string;
  /** What is said of a cell that had to be filled and is not. */
  readonly emptyWords: string;
}

/** How a column's cells are written: text, one of few words, a number, yes or no, or several texts with semicolons between them. */
type Kind = 'text' | 'word' | 'number' | 'flag' | 'list';
/** A property of the document's item, and how the column holds it. */
type Column = readonly [path: string, kind: Kind];
export type Columns = Readonly<Record<string, Column>>;

export interface Table {
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
  per: ['price.per', 'word'],
};

export const APPLICATIONS: Table = {
  by: 'application',
  required: ['application', 'applicationName', 'tier', 'tierName'],
  outer: {
    application: ['key', 'text'],
    applicationName: ['name', 'text'],
    description: ['description', 'text'],
    risk: ['risk', 'word'],
    criticality: ['criticality', 'word'],
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

export const CONTRACTS: Table = {
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

/** One row, by the names of the columns. */
export interface TableRow {
  readonly cells: Readonly<Record<string, string>>;
  /** Where its cells are, or the row itself: those of what stands on several rows, and the row's own. */
  readonly outerLocation: LocationOfColumn;
  readonly innerLocation: LocationOfColumn;
}
export type LocationOfColumn = (column?: string) => string;

type Cells = Readonly<Record<string, unknown>>;

interface Read {
  readonly cells: Cells;
  readonly location: LocationOfColumn;
}
interface ReadItem extends Read {
  readonly first: TableRow;
  readonly tiers: Read[];
}

export interface ReadTable {
  readonly items: readonly Cells[];
  readonly problems: readonly CellProblem[];
  /** Where a part of the items was read, its path beginning with the item's index; undefined for what is no part. */
  readonly locationOf: (path: readonly PropertyKey[]) => string | undefined;
}

/** Rows by what they belong to; what stands on several rows is read from the first and has to be the same. */
export function readTable(table: Table, rows: readonly TableRow[]): ReadTable {
  const items = new Map<string, ReadItem>();
  const problems: CellProblem[] = [];
  for (const row of rows) {
    const key = row.cells[table.by] ?? '';
    const before = items.get(key);
    if (before) problems.push(...differences(table.outer, before.first, row));
    const item = before ?? {
      first: row,
      location: row.outerLocation,
      cells: readCells(row.cells, row.outerLocation, table.outer, problems),
      tiers: [],
    };
    items.set(key, item);
    item.tiers.push({
      location: row.innerLocation,
      cells: readCells(row.cells, row.innerLocation, table.inner, problems),
    });
  }
  const all = [...items.values()];
  return {
    items: all.map(({ cells, tiers }) => ({ ...cells, tiers: tiers.map((tier) => tier.cells) })),
    problems,
    locationOf: (path) => locationIn(table, all, path),
  };
}

function locationIn(
  table: Table,
  items: readonly ReadItem[],
  [index, ...path]: readonly PropertyKey[],
): string | undefined {
  const item = items[Number(index)];
  if (!item) return undefined;
  const [first, tierIndex, ...tierPath] = path;
  const tier = first === 'tiers' ? item.tiers[Number(tierIndex)] : undefined;
  return tier ? tier.location(columnOf(table.inner, tierPath)) : item.location(columnOf(table.outer, path));
}

function columnOf(columns: Columns, path: readonly PropertyKey[]): string | undefined {
  const wanted = path.map(String);
  if (wanted.length === 0) return undefined;
  const found = Object.entries(columns).find(([, [own]]) => {
    const parts = own.split('.');
    return parts.every((part, index) => wanted[index] === undefined || wanted[index] === part);
  });
  return found?.[0];
}

const differences = (columns: Columns, first: TableRow, { cells, outerLocation }: TableRow): CellProblem[] =>
  Object.keys(columns).flatMap((column) => {
    const own = cells[column] ?? '';
    const before = first.cells[column] ?? '';
    if (own === '' || own === before) return [];
    return [
      {
        location: outerLocation(column),
        message: importMessages.table.differs(own, before, first.outerLocation()),
      },
    ];
  });

function readCells(
  cells: TableRow['cells'],
  location: LocationOfColumn,
  columns: Columns,
  problems: CellProblem[],
): Cells {
  const read: Record<string, unknown> = {};
  const nested: Record<string, Record<string, unknown>> = {};
  for (const [column, [path, kind]] of Object.entries(columns)) {
    const cell = cells[column]?.trim() ?? '';
    if (cell === '') continue;
    const value = readCell(cell, kind);
    if (value === undefined) problems.push({ location: location(column), message: EXPECTED[kind](cell) });
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
    case 'word':
      return cell.toLowerCase();
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
  text: importMessages.table.unreadable,
  word: importMessages.table.unreadable,
  number: importMessages.table.notNumber,
  flag: importMessages.table.notFlag,
  list: importMessages.table.unreadable,
};
