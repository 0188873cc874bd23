import { RESERVED_WORDS } from './reserved-words';
import { isWord, splitAtCommas, type Token } from './tokens';

const isOneOf = (token: Token | undefined, words: readonly string[]): boolean =>
  words.some((word) => isWord(token, word));

/** Names in a definition: of the table, its columns and keys. */
function definedNames(tokens: readonly Token[]): Token[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  if (!isWord(tokens[0], 'CREATE') || !isWord(tokens[1], 'TABLE') || open < 0) return [];
  const close = tokens.findLastIndex(({ text }) => text === ')');
  const names = splitAtCommas(tokens.slice(open + 1, close)).map((definition) => {
    if (isOneOf(definition[0], ['PRIMARY', 'FOREIGN', 'CONSTRAINT', 'CHECK'])) return undefined;
    if (isWord(definition[0], 'UNIQUE')) return definition[2];
    return isOneOf(definition[0], ['KEY', 'INDEX']) ? definition[1] : definition[0];
  });
  return [tokens[open - 1], ...names].filter((name) => name !== undefined);
}

/** Behind AS within CAST stands a type. */
const isType = (tokens: readonly Token[], index: number): boolean =>
  isOneOf(tokens[index], [
    'CHAR',
    'SIGNED',
    'UNSIGNED',
    'DECIMAL',
    'DOUBLE',
    'BINARY',
    'JSON',
    'DATE',
    'DATETIME',
  ]) && [')', '('].includes(tokens[index + 1]?.text ?? '');

const givenNames = (tokens: readonly Token[]): Token[] =>
  tokens.filter(
    (token, index) => token.kind === 'word' && isWord(tokens[index - 1], 'AS') && !isType(tokens, index),
  );

/**
 * Names that MySQL or TiDB reserves and that stand in no backquotes. SQLite and MariaDB take some of them.
 * @param tokens of a statement, without white space
 */
export const reservedNames = (tokens: readonly Token[]): string[] =>
  [...definedNames(tokens), ...givenNames(tokens)].flatMap(({ kind, text }) =>
    kind === 'word' && RESERVED_WORDS.has(text.toUpperCase()) ? [text] : [],
  );
