import { boundArgument } from '../../../sandbox/forge/sql/rules';
import { isWord, significant, splitAtCommas, tokenize, type Token } from '../../../sandbox/forge/sql/tokens';
import { RESERVED_WORDS } from './reserved-words';

const indexOf = (tokens: readonly Token[], ...words: readonly string[]): number =>
  tokens.findIndex((_token, index) => words.every((word, offset) => isWord(tokens[index + offset], word)));
const has = (tokens: readonly Token[], ...words: readonly string[]): boolean =>
  indexOf(tokens, ...words) >= 0;
const isOneOf = (token: Token | undefined, ...words: readonly string[]): boolean =>
  words.some((word) => isWord(token, word));

/** What stands in no parentheses. */
function outermost(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === ')') depth--;
    const isOutside = depth === 0;
    if (text === '(') depth++;
    return isOutside;
  });
}

const isDefinition = (tokens: readonly Token[]): boolean => isOneOf(tokens[0], 'CREATE', 'ALTER');

function isDeleteOfSeveral(tokens: readonly Token[]): boolean {
  if (!isWord(tokens[0], 'DELETE')) return false;
  const where = indexOf(tokens, 'WHERE');
  const head = outermost(where < 0 ? tokens : tokens.slice(0, where));
  return (
    !isWord(head[1], 'FROM') ||
    has(head, 'JOIN') ||
    has(head, 'USING') ||
    head.some(({ text }) => text === ',')
  );
}

/** Names in a definition: of the table, its columns and keys. */
function definedNames(tokens: readonly Token[]): Token[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  if (!isWord(tokens[0], 'CREATE') || open < 0) return [];
  const inside = splitAtCommas(
    tokens.slice(
      open + 1,
      tokens.findLastIndex(({ text }) => text === ')'),
    ),
  );
  const names = inside.map((definition) => {
    if (isWord(definition[0], 'PRIMARY')) return undefined;
    if (isWord(definition[0], 'UNIQUE')) return definition[2];
    return isOneOf(definition[0], 'KEY', 'INDEX') ? definition[1] : definition[0];
  });
  return [tokens[open - 1], ...names].filter((name) => name !== undefined);
}

const givenNames = (tokens: readonly Token[]): Token[] =>
  tokens.filter(
    (token, index) =>
      token.kind === 'word' &&
      isWord(tokens[index - 1], 'AS') &&
      !isWord(tokens[index - 1], 'CAST') &&
      !isType(tokens, index),
  );

/** Behind AS within CAST stands a type. */
const isType = (tokens: readonly Token[], index: number): boolean =>
  isOneOf(
    tokens[index],
    'CHAR',
    'SIGNED',
    'UNSIGNED',
    'DECIMAL',
    'DOUBLE',
    'BINARY',
    'JSON',
    'DATE',
    'DATETIME',
  ) && [')', '('].includes(tokens[index + 1]?.text ?? '');

const isReserved = ({ kind, text }: Token): boolean =>
  kind === 'word' && RESERVED_WORDS.has(text.toUpperCase());

/** What the app does not use, because TiDB has it otherwise than other databases or Forge SQL not at all. */
const NOT_USED: readonly (readonly [what: string, isIn: (tokens: readonly Token[]) => boolean])[] = [
  ['a common table expression', (tokens) => isWord(tokens[0], 'WITH') || has(tokens, 'WITH', 'RECURSIVE')],
  [
    'a window function',
    (tokens) => tokens.some((token, index) => isWord(token, 'OVER') && tokens[index - 1]?.text === ')'),
  ],
  ['a foreign key', (tokens) => has(tokens, 'FOREIGN', 'KEY') || has(tokens, 'REFERENCES')],
  ['AUTO_INCREMENT', (tokens) => has(tokens, 'AUTO_INCREMENT')],
  ['a CHECK', (tokens) => isDefinition(tokens) && has(tokens, 'CHECK')],
  ['a column of JSON', (tokens) => isDefinition(tokens) && has(tokens, 'JSON')],
  [
    'INSERT … SELECT',
    (tokens) => isOneOf(tokens[0], 'INSERT', 'REPLACE') && has(outermost(tokens), 'SELECT'),
  ],
  ['a DELETE from several tables', isDeleteOfSeveral],
];

/**
 * What in a statement TiDB or Forge SQL refuses, or what the app keeps away from, in words. Looks at words alone, so that a part of
 * a statement will do.
 */
export function statementFaults(sql: string): string[] {
  const tokens = significant(tokenize(sql));
  const bound = boundArgument(tokens);
  const reserved = [...definedNames(tokens), ...givenNames(tokens)].filter(isReserved);
  return [
    ...(bound === undefined ? [] : [`a value bound to ${bound}`]),
    ...NOT_USED.filter(([, isIn]) => isIn(tokens)).map(([what]) => what),
    ...reserved.map(({ text }) => `the name ${text}, which is reserved`),
  ];
}
