export interface ParityRow {
  /** The heading above the table. */
  readonly area: string;
  readonly line: number;
  readonly feature: string;
  readonly state: string;
  /** `path › name`, or empty. */
  readonly test: string;
}

/** The rows of every `| feature | state | test |` table of a Markdown text, in order. */
export function parityRows(markdown: string): ParityRow[] {
  const rows: ParityRow[] = [];
  let area = '';
  let inTable = false;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (line.startsWith('### ')) area = line.slice('### '.length).trim();
    if (!line.startsWith('|')) inTable = false;
    else if (/^\|\s*feature\s*\|\s*state\s*\|\s*test\s*\|$/.test(line)) inTable = true;
    else if (inTable && !/^[|\s:-]+$/.test(line)) rows.push(rowOf(area, index + 1, line));
  }
  return rows;
}

/** @throws {Error} for a line that has not three cells */
function rowOf(area: string, line: number, text: string): ParityRow {
  const cells = text
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const [feature = '', state = '', test = ''] = cells;
  if (cells.length !== 3) throw new Error(`line ${line} has ${cells.length} cells, not 3: ${text}`);
  return { area, line, feature, state, test };
}

/** `METHOD /path` of every operation a row names, the names of parameters left out. */
export const operationsIn = (row: ParityRow): string[] =>
  [...row.feature.matchAll(/`([A-Z]+ \/(?:rest|jsm)\/[^`]*)`/g)].map(([, operation = '']) =>
    plainOperation(operation),
  );

/** One spelling for `{name}` and Hono's `:name`. */
export const plainOperation = (operation: string): string =>
  operation.replace(/\{[^}]*\}|:\w+(\{[^}]*\})?/g, '{}');
