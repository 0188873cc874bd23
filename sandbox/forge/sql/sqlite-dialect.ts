import { readAfterAssigned } from './assignment-order';
import { ungroupedColumn } from './grouping';
import { DialectGap } from './rules';
import { sqliteGap } from './sqlite-gaps';
import { sqliteText } from './sqlite-text';
import { kindOfType } from './value-kinds';
import { closingOf, isWord, splitAtCommas, tokenize, type Token } from './tokens';

/**
 * Says in SQLite what a statement says in MySQL's dialect, for the few forms that differ: INSERT IGNORE,
 * ON DUPLICATE KEY UPDATE, FROM DUAL, the null-safe comparison, strings, some functions, the body of CREATE TABLE, and ADD
 * COLUMN. One MySQL statement can become several, because SQLite keeps indexes outside CREATE TABLE. What SQLite would take and
 * answer otherwise is refused.
 *
 * An INSERT IGNORE passes over a duplicate and nothing else: MySQL would also cut a value to what its column takes, without a
 * word, and what an app must not rely on is refused here.
 * @throws {DialectGap}
 */
export function toSqlite(sql: string): readonly string[] {
  const known = said.get(sql);
  if (known) return known;
  const made = inSqlite(sql);
  if (said.size >= MOST_SAID) said.clear();
  said.set(sql, made);
  return made;
}

// most statements come again, on this site or another
const said = new Map<string, readonly string[]>();
const MOST_SAID = 2_000;

function inSqlite(sql: string): string[] {
  const tokens = tokenize(sql);
  const words = tokens.filter((token) => token.kind !== 'space');
  if (isWord(words[0], 'CREATE') && isWord(words[1], 'TABLE')) return createTable(tokens);
  if (isWord(words[0], 'ALTER')) return [sql.replace(ADD_COLUMN, addColumn)];
  requireSameAnswer(words);
  return [translate(tokens)];
}

function requireSameAnswer(words: readonly Token[]): void {
  const gap = sqliteGap(words);
  if (gap !== undefined) throw new DialectGap(gap);
  const ungrouped = ungroupedColumn(words);
  if (ungrouped !== undefined) throw new DialectGap(`'${ungrouped}' may differ within a group of GROUP BY`);
  const read = readAfterAssigned(words);
  if (read !== undefined) throw new DialectGap(`'${read}' is read behind its own assignment`);
}

const ADD_COLUMN = /\bADD\s+COLUMN\s+(?:IF\s+NOT\s+EXISTS\s+)?(.+)$/is;

const addColumn = (_statement: string, definition: string): string =>
  `ADD COLUMN ${columnDefinition(definition)}`;

/**
 * Whether a statement does nothing where the column is there already. SQLite has no such form, and refuses.
 * @see https://docs.pingcap.com/tidb/stable/sql-statement-add-column
 */
export const isAddedOnlyOnce = (sql: string): boolean => /\bADD\s+COLUMN\s+IF\s+NOT\s+EXISTS\b/i.test(sql);

function translate(tokens: readonly Token[]): string {
  const out: string[] = [];
  let inUpdateOfInsert = false;
  let isIgnoring = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    const following = wordsFrom(tokens, index);
    if (startsWith(following, ['INSERT', 'IGNORE'])) {
      out.push('INSERT');
      isIgnoring = true;
      index = following[1]?.index ?? index;
    } else if (startsWith(following, ['ON', 'DUPLICATE', 'KEY', 'UPDATE'])) {
      out.push('ON CONFLICT DO UPDATE SET');
      index = following[3]?.index ?? index;
      inUpdateOfInsert = true;
    } else if (startsWith(following, ['FROM', 'DUAL'])) {
      index = following[1]?.index ?? index;
    } else if (isWord(token, 'LIKE') && following[1]) {
      const escape = isWord(following[2]?.token, 'ESCAPE') ? '' : String.raw` ESCAPE '\'`;
      out.push(`LIKE ${translated(following[1].token, [])}${escape}`);
      index = following[1].index;
    } else if (inUpdateOfInsert && isWord(token, 'VALUES') && following[1]?.token.text === '(') {
      out.push(`excluded.${following[2]?.token.text ?? ''}`);
      index = following[3]?.index ?? index;
    } else if (isCall(following, ['CONCAT', 'LOWER', 'UPPER'])) {
      const close = closingOf(tokens, following[1]?.index ?? index);
      const inside = tokens.slice((following[1]?.index ?? index) + 1, close);
      out.push(isWord(token, 'CONCAT') ? concatenated(inside) : inOtherCase(token.text, translate(inside)));
      index = close;
    } else {
      out.push(translated(token, following));
    }
  }
  const text = out.join('');
  return isIgnoring ? `${text.replace(/[;\s]+$/, '')} ON CONFLICT DO NOTHING` : text;
}

const isCall = (following: readonly { token: Token }[], names: readonly string[]): boolean =>
  following[1]?.token.text === '(' && names.some((name) => isWord(following[0]?.token, name));

/** Function names that mean something else in SQLite: LENGTH is of bytes in MySQL. */
const NAMES: Readonly<Record<string, string>> = {
  LENGTH: 'octet_length',
  CHAR_LENGTH: 'length',
  CHARACTER_LENGTH: 'length',
  IF: 'iif',
};

function translated(token: Token, following: readonly { token: Token }[]): string {
  if (token.kind === 'space') return ' ';
  if (token.kind === 'string') return sqliteText(token.text);
  if (token.text === '<=>') return 'IS';
  // two of them begin a comment in SQLite
  if (token.text === '-') return ' -';
  const name = following[1]?.token.text === '(' ? NAMES[token.text.toUpperCase()] : undefined;
  return name ?? token.text;
}

/** Of nothing is nothing, as `||` has it; SQLite's own CONCAT leaves it out. */
const concatenated = (inside: readonly Token[]): string =>
  `(${splitAtCommas(inside)
    .map((part) => `(${translate(part)})`)
    .join(' || ')})`;

/** Raises an error for what is beyond ASCII, which SQLite leaves as it is. */
const inOtherCase = (name: string, text: string): string =>
  `${name}(CASE WHEN (${text}) GLOB '*[^' || char(1) || '-' || char(127) || ']*' THEN json_extract('', '$') ELSE (${text}) END)`;

function wordsFrom(tokens: readonly Token[], start: number): { token: Token; index: number }[] {
  const found: { token: Token; index: number }[] = [];
  for (let index = start; index < tokens.length && found.length < 4; index++) {
    const token = tokens[index];
    if (token && (index === start || token.kind !== 'space')) found.push({ token, index });
  }
  return found;
}

const startsWith = (found: readonly { token: Token }[], words: readonly string[]): boolean =>
  words.every((word, index) => isWord(found[index]?.token, word));

function createTable(tokens: readonly Token[]): string[] {
  const open = tokens.findIndex((token) => token.text === '(');
  const close = tokens.findLastIndex((token) => token.text === ')');
  const head = tokens
    .slice(0, open)
    .map((token) => token.text)
    .join('');
  const table =
    tokens.slice(0, open).findLast((token) => token.kind === 'word' || token.kind === 'quoted')?.text ?? '';
  const ifNotExists = /IF\s+NOT\s+EXISTS/i.test(head) ? 'IF NOT EXISTS ' : '';
  const columns: string[] = [];
  const indexes: string[] = [];
  for (const definition of splitByComma(tokens.slice(open + 1, close))) {
    const index = /^(?:(UNIQUE)\s+)?(?:KEY|INDEX)\s+(\S+?)\s*(\(.*\))$/is.exec(definition);
    const unique = /^UNIQUE\s+(?:KEY|INDEX)/i.test(definition);
    if (index && !unique)
      indexes.push(`CREATE INDEX ${ifNotExists}${index[2] ?? ''} ON ${table} ${index[3] ?? ''}`);
    else if (index) columns.push(`UNIQUE ${index[3] ?? ''}`);
    else columns.push(columnDefinition(definition));
  }
  return [`${head}(${columns.join(', ')})`, ...indexes];
}

function splitByComma(tokens: readonly Token[]): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + token.text);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function columnDefinition(definition: string): string {
  const increment = /^(\S+)\s+\w+(?:\(\d+\))?.*\bAUTO_INCREMENT\b/is.exec(definition);
  if (increment) return `${increment[1] ?? ''} INTEGER PRIMARY KEY AUTOINCREMENT`;
  const name = /^\S+/.exec(definition)?.[0] ?? '';
  const type = definition.slice(name.length).trim();
  const checks = checksOf(name, type).map((check) => ` CHECK (${check})`);
  // blanks at the end of a text do not count when it is compared
  const collation = kindOfType(type) === 'text' ? ' COLLATE RTRIM' : '';
  return `${definition}${collation}${checks.join('')}`;
}

/** How many bytes wide MySQL's integers are. */
const INTEGER_BYTES: Readonly<Record<string, number>> = {
  TINYINT: 1,
  SMALLINT: 2,
  MEDIUMINT: 3,
  INT: 4,
  INTEGER: 4,
};
const TEXT_BYTES: Readonly<Record<string, number>> = { TINYTEXT: 2 ** 8, TEXT: 2 ** 16, MEDIUMTEXT: 2 ** 24 };

/** What MySQL in strict mode asks of a value, and SQLite by itself does not. */
function checksOf(name: string, type: string): string[] {
  const word = /^\w+/.exec(type)?.[0]?.toUpperCase() ?? '';
  const [length = '0', decimals = '0'] = /^\w+\s*\((\d+)(?:\s*,\s*(\d+))?\)/.exec(type)?.slice(1) ?? [];
  const bytes = INTEGER_BYTES[word];
  if (bytes !== undefined || word === 'BIGINT') {
    // it makes an integer of what goes into an integer column, or refuses it
    const isWhole = `typeof(${name}) IN ('integer', 'null')`;
    // a BIGINT is as wide as SQLite's own
    if (bytes === undefined) return [isWhole];
    const half = 2 ** (8 * bytes - 1);
    return [isWhole, `${name} BETWEEN ${-half} AND ${half - 1}`];
  }
  if (word === 'VARCHAR' || word === 'CHAR') return [`length(${name}) <= ${length}`];
  if (word === 'DECIMAL') return [`abs(${name}) < ${10 ** (Number(length) - Number(decimals))}`];
  const room = TEXT_BYTES[word];
  return room === undefined ? [] : [`length(CAST(${name} AS BLOB)) < ${room}`];
}
