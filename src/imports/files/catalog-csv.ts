import { csvText, type CsvValue } from '../../common/rules/csv-text';
import {
  APPLICATIONS,
  CONTRACTS,
  readTable,
  type CellProblem,
  type Columns,
  type Table,
  type TableRow,
  type TabularDocument,
} from './catalog-table';
import { readCsv, type CsvRow } from '../../common/files/csv';
import { importMessages } from '../rules/messages';

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
  const { items, problems, locationOf } = readTable(
    table,
    headerProblems.length > 0 ? [] : rows.map(tableRow),
  );
  const part = isContracts ? 'contracts' : 'applications';
  return {
    document: { format: 'seatkeeper-catalog', applications: [], [part]: items },
    problems: [...headerProblems, ...problems],
    locationOf: ([whole, ...path]) => locationOf(path) ?? String(whole ?? ''),
    emptyWords: importMessages.table.emptyCell,
  };
}

function tableRow({ line, cells }: CsvRow): TableRow {
  const location = (column?: string): string => importMessages.table.line(line, column);
  return { cells, outerLocation: location, innerLocation: location };
}

function problemsOfHeader({ outer, inner, required }: Table, names: readonly string[]): CellProblem[] {
  const missing = required.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !Object.hasOwn(outer, name) && !Object.hasOwn(inner, name));
  return [
    ...missing.map((name) => ({
      location: importMessages.table.line(1),
      message: importMessages.table.noColumn(name),
    })),
    ...unknown.map((name) => ({
      location: importMessages.table.line(1),
      message: importMessages.table.unknownColumn(name),
    })),
  ];
}
