import { closingOf, isWord, splitAtCommas, type Token } from './tokens';

const ENDS = ['WHERE', 'ORDER', 'LIMIT'];

/** The tokens that are not in a query of their own. */
function withoutQueries(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.text === '(' && isWord(tokens[index + 1], 'SELECT')) index = closingOf(tokens, index);
    else kept.push(token);
  }
  return kept;
}

/** What is assigned: behind SET of an UPDATE, or behind ON DUPLICATE KEY UPDATE. */
function assignmentsIn(tokens: readonly Token[]): Token[][] {
  const start = tokens.findIndex(
    (token, index) =>
      (isWord(tokens[0], 'UPDATE') && isWord(token, 'SET')) ||
      (isWord(token, 'UPDATE') && isWord(tokens[index - 1], 'KEY')),
  );
  if (start < 0) return [];
  const after = tokens.slice(start + 1);
  let depth = 0;
  const end = after.findIndex((token) => {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    return depth === 0 && ENDS.some((word) => isWord(token, word));
  });
  return splitAtCommas(end < 0 ? after : after.slice(0, end));
}

/**
 * A column that is read behind its own assignment. MySQL and MariaDB, and TiDB in ON DUPLICATE KEY UPDATE, give what was just
 * assigned there; SQLite, and TiDB in UPDATE, what the row had before.
 * @see https://docs.pingcap.com/tidb/stable/sql-statement-update/
 * @param tokens of a statement, without white space
 */
export function readAfterAssigned(tokens: readonly Token[]): string | undefined {
  const assigned = new Set<string>();
  for (const assignment of assignmentsIn(tokens)) {
    const equals = assignment.findIndex(({ text }) => text === '=');
    const read = withoutQueries(assignment.slice(equals + 1)).find(
      (token, index, all) =>
        token.kind === 'word' &&
        assigned.has(token.text) &&
        all[index + 1]?.text !== '(' &&
        !(all[index - 1]?.text === '(' && isWord(all[index - 2], 'VALUES')),
    );
    if (read) return read.text;
    assigned.add(assignment[equals - 1]?.text ?? '');
  }
  return undefined;
}
