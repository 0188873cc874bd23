import { reservedNames } from '../../../sandbox/forge/sql/reserved-names';
import { boundArgument } from '../../../sandbox/forge/sql/rules';
import { isWord, significant, tokenize, type Token } from '../../../sandbox/forge/sql/tokens';

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
  return [
    ...(bound === undefined ? [] : [`a value bound to ${bound}`]),
    ...NOT_USED.filter(([, isIn]) => isIn(tokens)).map(([what]) => what),
    ...reservedNames(tokens).map((name) => `the name ${name}, which is reserved`),
  ];
}
