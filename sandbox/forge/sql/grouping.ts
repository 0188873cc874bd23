import { closingOf, isWord, splitAtCommas, type Token } from './tokens';

const AGGREGATES = ['COUNT', 'SUM', 'MIN', 'MAX', 'AVG', 'GROUP_CONCAT'];
const CLAUSES = ['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'UNION'];
const NO_COLUMNS = [
  ...[
    'AND',
    'AS',
    'ASC',
    'BETWEEN',
    'BY',
    'CASE',
    'CHAR',
    'DESC',
    'DISTINCT',
    'ELSE',
    'END',
    'EXISTS',
    'FALSE',
    'IN',
  ],
  ...['IS', 'LIKE', 'NOT', 'NULL', 'OR', 'THEN', 'TRUE', 'WHEN'],
];

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');
const isOneOf = (token: Token | undefined, words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());

/** The clauses of one query, each by its word. */
function clausesOf(tokens: readonly Token[], select: number): ReadonlyMap<string, readonly Token[]> {
  const clauses = new Map<string, Token[]>([['SELECT', []]]);
  let clause = 'SELECT';
  for (let index = select + 1; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token || token.text === ')' || isWord(token, 'UNION')) break;
    if (isOneOf(token, CLAUSES)) {
      clause = token.text.toUpperCase();
      clauses.set(clause, []);
      continue;
    }
    const close = token.text === '(' ? closingOf(tokens, index) : index;
    clauses.get(clause)?.push(...tokens.slice(index, close + 1));
    index = close;
  }
  return clauses;
}

const withoutBy = (tokens: readonly Token[] = []): readonly Token[] =>
  isWord(tokens[0], 'BY') ? tokens.slice(1) : tokens;

/** An expression of the list and the name it goes by. */
function named(item: readonly Token[]): {
  readonly tokens: readonly Token[];
  readonly name: string | undefined;
} {
  const as = item.findLastIndex((token) => isWord(token, 'AS'));
  return as >= 0 && as === item.length - 2
    ? { tokens: item.slice(0, as), name: item.at(-1)?.text }
    : { tokens: item, name: undefined };
}

/** The columns that an expression reads by itself: in no aggregate and no query of its own. */
function columnsIn(tokens: readonly Token[], groups: readonly string[]): string[] {
  const columns: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const next = tokens[index + 1];
    const group = groups.find((one) => textOf(tokens.slice(index, index + one.split(' ').length)) === one);
    if (group !== undefined) index += group.split(' ').length - 1;
    else if (token?.text === '(' && isWord(next, 'SELECT')) index = closingOf(tokens, index);
    else if (isOneOf(token, AGGREGATES) && next?.text === '(') index = closingOf(tokens, index + 1);
    else if (token?.kind === 'word' && next?.text === '.') {
      columns.push(`${token.text} . ${tokens[index + 2]?.text ?? ''}`);
      index += 2;
    } else if (token?.kind === 'word' && next?.text !== '(' && !isOneOf(token, NO_COLUMNS))
      columns.push(token.text);
    else if (token?.text === '*' && index === 0) columns.push('*');
  }
  return columns;
}

const lastPart = (column: string): string => column.split(' ').at(-1) ?? column;

const hasAggregate = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, index) =>
      isOneOf(token, AGGREGATES) && tokens[index + 1]?.text === '(' && !isInQuery(tokens, index),
  );

function isInQuery(tokens: readonly Token[], index: number): boolean {
  return tokens.some(
    (token, open) =>
      open < index &&
      token.text === '(' &&
      isWord(tokens[open + 1], 'SELECT') &&
      closingOf(tokens, open) > index,
  );
}

/**
 * A column that a query with groups shows, although it may differ within a group: MySQL refuses that, SQLite takes any row's.
 * @see https://docs.pingcap.com/tidb/stable/aggregate-group-by-functions/
 * @param tokens of a statement, without white space
 */
export function ungroupedColumn(tokens: readonly Token[]): string | undefined {
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, 'SELECT')) continue;
    const clauses = clausesOf(tokens, index);
    const list = splitAtCommas(clauses.get('SELECT') ?? []).map(named);
    const having = clauses.get('HAVING') ?? [];
    if (!clauses.has('GROUP') && !list.some((item) => hasAggregate(item.tokens)) && !hasAggregate(having))
      continue;
    const groups = splitAtCommas(withoutBy(clauses.get('GROUP'))).map(textOf);
    const names = list.flatMap(({ name }) => (name === undefined ? [] : [name]));
    const isGrouped = (column: string): boolean =>
      groups.some((group) => lastPart(group) === lastPart(column));
    const shown = list
      .filter(({ name }) => name === undefined || !groups.includes(name))
      .flatMap((item) => columnsIn(item.tokens, groups));
    const later = [...having, ...withoutBy(clauses.get('ORDER'))];
    const found = [...shown, ...columnsIn(later, groups).filter((column) => !names.includes(column))].find(
      (column) => !isGrouped(column),
    );
    if (found !== undefined) return found.replaceAll(' ', '');
  }
  return undefined;
}
