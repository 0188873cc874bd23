import { isWord, type Token } from './tokens';

export type ColumnKind = 'text' | 'number';

/** A bound value, by its place, or a written one that is compared with a column. */
export interface Comparison {
  readonly column: string;
  readonly value: { readonly param: number } | { readonly literal: ColumnKind };
}

const COMPARING = ['=', '<', '>', '<=', '>=', '<>', '!=', '<=>'];
const BEFORE = ['WHERE', 'AND', 'OR', 'NOT', 'ON', 'WHEN', 'HAVING'];
const AFTER = [
  ...[
    'AND',
    'OR',
    'THEN',
    'GROUP',
    'ORDER',
    'LIMIT',
    'UNION',
    'HAVING',
    'LEFT',
    'JOIN',
    'INNER',
    'WHERE',
    'ELSE',
    'END',
  ],
];

const isOneOf = (token: Token | undefined, words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());
const begins = (token: Token | undefined): boolean => token?.text === '(' || isOneOf(token, BEFORE);
const ends = (token: Token | undefined): boolean =>
  token === undefined || [')', ',', ';'].includes(token.text) || isOneOf(token, AFTER);

/** What is compared with a column as it is, not as a part of an expression. */
export function comparisonsIn(tokens: readonly Token[]): Comparison[] {
  const params = new Map<number, number>();
  for (const [index, { text }] of tokens.entries()) if (text === '?') params.set(index, params.size);
  const valueAt = (index: number): Comparison['value'] | undefined => {
    const param = params.get(index);
    if (param !== undefined) return { param };
    const kind = tokens[index]?.kind;
    return kind === 'string' ? { literal: 'text' } : kind === 'number' ? { literal: 'number' } : undefined;
  };
  return [...tokens.keys()].flatMap((index) => {
    const column = tokens[index];
    const hasAlias = tokens[index - 1]?.text === '.';
    if (column?.kind !== 'word' || !begins(tokens[hasAlias ? index - 3 : index - 1])) return [];
    return placesAfter(tokens, index).flatMap((place) => {
      const value = valueAt(place);
      return value ? [{ column: column.text, value }] : [];
    });
  });
}

/** Where the values stand that the column at `index` is compared with. */
function placesAfter(tokens: readonly Token[], index: number): number[] {
  const operator = tokens[index + 1];
  if (operator && COMPARING.includes(operator.text)) return ends(tokens[index + 3]) ? [index + 2] : [];
  const start = isWord(operator, 'NOT') ? index + 2 : index + 1;
  if (isWord(tokens[start], 'BETWEEN') && isWord(tokens[start + 2], 'AND'))
    return ends(tokens[start + 4]) ? [start + 1, start + 3] : [];
  if (!isWord(tokens[start], 'IN') || tokens[start + 1]?.text !== '(') return [];
  const places: number[] = [];
  for (let place = start + 2; place < tokens.length; place += 2) {
    if (!ends(tokens[place + 1])) return [];
    places.push(place);
    if (tokens[place + 1]?.text !== ',') break;
  }
  return places;
}

/** Of a column, by the type that it was defined with; undefined for dates and whatever else. */
export function kindOfType(type: string): ColumnKind | undefined {
  if (/^(?:VAR)?CHAR|TEXT/i.test(type)) return 'text';
  return /^(?:\w*INT|DECIMAL|DOUBLE|FLOAT|NUMERIC)/i.test(type) ? 'number' : undefined;
}

/** Whether MySQL would change one of the two before it compares them, to a number as a rule, where SQLite does otherwise. */
export function isConverted(kind: ColumnKind, value: unknown): boolean {
  if (kind === 'text') return typeof value === 'number' || typeof value === 'boolean';
  return typeof value === 'string' && !/^-?(?:0|[1-9]\d*)$/.test(value);
}
