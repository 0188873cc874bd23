import { closingOf, isWord, type Token } from './tokens';

/** Functions whose answers are the same, once translated. */
const FUNCTIONS = [
  ...[
    'ABS',
    'CAST',
    'CHARACTER_LENGTH',
    'CHAR_LENGTH',
    'COALESCE',
    'CONCAT',
    'COUNT',
    'EXISTS',
    'IF',
    'IFNULL',
    'INSTR',
  ],
  ...[
    'JSON_OBJECT',
    'LENGTH',
    'LOWER',
    'LTRIM',
    'MAX',
    'MIN',
    'NULLIF',
    'OCTET_LENGTH',
    'REPLACE',
    'RTRIM',
    'SUBSTR',
  ],
  ...['SUBSTRING', 'SUM', 'TRIM', 'UPPER', 'VALUES'],
];

/** What else stands before a parenthesis. */
const BEFORE_PARENTHESES = [
  ...[
    'ALL',
    'AND',
    'ANY',
    'AS',
    'BETWEEN',
    'BY',
    'CASE',
    'DISTINCT',
    'ELSE',
    'FROM',
    'HAVING',
    'IN',
    'IS',
    'JOIN',
    'LIKE',
  ],
  ...['NOT', 'ON', 'OR', 'SELECT', 'SET', 'SOME', 'THEN', 'UNION', 'USING', 'WHEN', 'WHERE', 'WITH'],
];

/** Operators that mean something else in SQLite or nothing in MySQL. */
const OPERATORS = ['||', '&&', '^', '!', '~', '|', '&', '<<', '>>', '==', ':', '@', '->', '->>', '{', '}'];

/** Words that one of the two does not know, or takes otherwise. */
const WORDS = [
  ...[
    'BINARY',
    'COLLATE',
    'CONFLICT',
    'DIV',
    'FILTER',
    'FULL',
    'GLOB',
    'INDEXED',
    'ISNULL',
    'MATCH',
    'MOD',
    'NOTNULL',
    'NULLS',
  ],
  ...['REGEXP', 'RLIKE', 'ROWID', 'SOUNDS', 'XOR'],
];

const AFTER_IS = ['NULL', 'NOT', 'TRUE', 'FALSE', 'UNKNOWN'];

const isOneOf = (token: Token | undefined, words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());

/**
 * What SQLite would answer otherwise than MySQL, or not at all, in words.
 * @param tokens of a statement that reads or changes data, without white space
 * @returns undefined where there is nothing of that kind
 */
export function sqliteGap(tokens: readonly Token[]): string | undefined {
  for (const index of tokens.keys()) {
    const gap = symbolGap(tokens, index) ?? wordGap(tokens, index) ?? functionGap(tokens, index);
    if (gap !== undefined) return gap;
  }
  return undefined;
}

function symbolGap(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  if (token?.kind !== 'symbol') return undefined;
  if (OPERATORS.includes(token.text)) return `'${token.text}'`;
  // where a number with a point stands before it, SQLite divides as MySQL does, to more digits
  const before = tokens[index - 1];
  if (token.text === '/' && !(before?.kind === 'number' && before.text.includes('.')))
    return `'/', which cuts whole numbers in SQLite; divide by what stands behind a number with a point`;
  return undefined;
}

function wordGap(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word' || tokens[index - 1]?.text === '.') return undefined;
  if (WORDS.includes(token.text.toUpperCase())) return token.text;
  const next = tokens[index + 1];
  if (isWord(token, 'IS') && !isOneOf(next, AFTER_IS)) return `IS ${next?.text ?? ''}`;
  if (isWord(token, 'LIMIT') && next?.kind !== 'number') return `LIMIT ${next?.text ?? ''}`;
  if (isWord(token, 'LIKE') && !isPattern(tokens, index + 1))
    return 'LIKE with a pattern that is put together';
  return undefined;
}

const endsPattern = (token: Token | undefined): boolean =>
  token === undefined ||
  [')', ','].includes(token.text) ||
  isOneOf(token, ['AND', 'OR', 'THEN', 'ORDER', 'GROUP', 'LIMIT', 'UNION', 'HAVING', 'AS']);

const isPattern = (tokens: readonly Token[], index: number): boolean =>
  (tokens[index]?.text === '?' || tokens[index]?.kind === 'string') && endsPattern(tokens[index + 1]);

function functionGap(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word' || tokens[index + 1]?.text !== '(') return undefined;
  if (isOneOf(tokens[index - 1], ['INTO', 'TABLE']) || isOneOf(token, BEFORE_PARENTHESES)) return undefined;
  const name = token.text.toUpperCase();
  if (!FUNCTIONS.includes(name)) return `${name}()`;
  const close = closingOf(tokens, index + 1);
  const inside = tokens.slice(index + 2, close);
  if (name === 'CAST' && !isWord(inside.at(-1), 'CHAR')) return `CAST to ${inside.at(-1)?.text ?? ''}`;
  if ((name === 'MIN' || name === 'MAX') && hasCommaOutside(inside)) return `${name}() of several values`;
  if ((name === 'LOWER' || name === 'UPPER') && inside.some(({ text }) => text === '?'))
    return `${name}() of a bound value`;
  return undefined;
}

function hasCommaOutside(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some(({ text }) => {
    if (text === '(') depth++;
    if (text === ')') depth--;
    return text === ',' && depth === 0;
  });
}
