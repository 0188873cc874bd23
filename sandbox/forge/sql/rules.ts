import { LIMITS } from '../limits';
import { reservedNames } from './reserved-names';
import { isWord, significant, tokenize, type Token } from './tokens';

export type SqlRefusalCode =
  | 'INVALID_SQL_QUERY'
  | 'SQL_EXECUTION_ERROR'
  | 'QUERY_TIMED_OUT'
  | 'RATE_LIMIT_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'RESPONSE_TOO_LARGE'
  | 'QUOTA_EXCEEDED'
  | 'NOT_MODELLED';

const STATUS: Partial<Record<SqlRefusalCode, number>> = {
  RATE_LIMIT_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESPONSE_TOO_LARGE: 413,
  QUOTA_EXCEEDED: 413,
  NOT_MODELLED: 501,
};

/** What a database calls an error. */
export interface DatabaseError {
  readonly errno: number;
  readonly code: string;
}

/**
 * A statement that Forge SQL would refuse. `@forge/sql` names the first three codes; those for sizes and rates
 * are not documented, and the last is the sandbox's own.
 */
export class SqlRefusal extends Error {
  /** @param database what the database called it, where the statement came as far as that */
  constructor(
    readonly code: SqlRefusalCode,
    message: string,
    readonly database?: DatabaseError,
  ) {
    super(message);
    this.name = 'SqlRefusal';
  }

  get status(): number {
    return STATUS[this.code] ?? 400;
  }
}

/** What the app's code got wrong, whatever the database's answer: a value that does not go into its column, say. */
export class MistakeRefusal extends SqlRefusal {
  constructor(message: string, database: DatabaseError) {
    super('SQL_EXECUTION_ERROR', message, database);
  }
}

/** What SQLite would answer otherwise than MySQL. A MySQL-dialect server takes it. */
export class DialectGap extends SqlRefusal {
  constructor(what: string) {
    super('NOT_MODELLED', `The sandbox’s SQLite does not answer as MySQL does: ${what}`);
  }
}

export type StatementKind = 'select' | 'write' | 'ddl';

const DDL_WORDS = ['CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'RENAME'];
const SELECT_WORDS = ['SELECT', 'WITH', 'SHOW', 'EXPLAIN', 'DESCRIBE'];
const WRITE_WORDS = ['INSERT', 'UPDATE', 'DELETE', 'REPLACE'];
const TRANSACTION_WORDS = [
  'BEGIN',
  'START',
  'COMMIT',
  'ROLLBACK',
  'SAVEPOINT',
  'LOCK',
  'UNLOCK',
  'SET',
  'USE',
];
// TiDB takes none of these, or Forge forbids them; MariaDB and SQLite would let them pass
const FORBIDDEN_WORDS = ['RETURNING', 'REFERENCES', 'TRIGGER', 'PROCEDURE', 'PRAGMA', 'ATTACH', 'DELIMITER'];

/**
 * Checks a statement against what Forge SQL takes: one statement a call, no transactions, no foreign keys,
 * DDL only through the DDL endpoint, at most 1 MiB a request.
 * @param request the whole body of the call, as it was sent
 * @see https://developer.atlassian.com/platform/forge/storage-reference/sql/
 * @throws {SqlRefusal}
 */
export function checkStatement(request: string, sql: string, endpoint: 'dml' | 'ddl'): StatementKind {
  if (Buffer.byteLength(request) > LIMITS.sql.requestBytes) {
    throw new SqlRefusal('REQUEST_TOO_LARGE', 'The request is larger than 1 MiB');
  }
  const asked = `${endpoint} ${sql}`;
  const kind = checked.get(asked) ?? checkText(sql, endpoint);
  if (checked.size >= MOST_CHECKED) checked.clear();
  checked.set(asked, kind);
  return kind;
}

// most statements come again
const checked = new Map<string, StatementKind>();
const MOST_CHECKED = 2_000;

function checkText(sql: string, endpoint: 'dml' | 'ddl'): StatementKind {
  const tokens = significant(tokenize(sql));
  while (tokens.at(-1)?.text === ';') tokens.pop();
  const first = tokens[0];
  if (!first) throw new SqlRefusal('INVALID_SQL_QUERY', 'The query is empty');
  if (tokens.some((token) => token.text === ';')) {
    throw new SqlRefusal('INVALID_SQL_QUERY', 'Only one statement a call is allowed');
  }
  const forbidden = tokens.find((token) => FORBIDDEN_WORDS.some((word) => isWord(token, word)));
  if (forbidden) throw new SqlRefusal('INVALID_SQL_QUERY', `Forge SQL does not take '${forbidden.text}'`);
  const bound = boundArgument(tokens);
  if (bound !== undefined)
    throw new MistakeRefusal(`Incorrect arguments to ${bound}`, { errno: 1210, code: 'ER_WRONG_ARGUMENTS' });
  const [reserved] = reservedNames(tokens);
  if (reserved !== undefined)
    throw new MistakeRefusal(`You have an error in your SQL syntax near '${reserved}', which is reserved`, {
      errno: 1064,
      code: 'ER_PARSE_ERROR',
    });
  return kindOf(first.text.toUpperCase(), endpoint);
}

const UNITS = ['MICROSECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const isUnit = (token: Token): boolean => UNITS.some((unit) => token.text.toUpperCase().endsWith(unit));

/**
 * Whose argument is a bound value that TiDB does not take: it wants an integer there, and what is bound comes as a
 * double. TiDB calls an OFFSET an argument of LIMIT; what it says of INTERVAL is not documented.
 * @see https://github.com/forge-sql-orm/forge-sql-orm/issues/1422
 */
export function boundArgument(tokens: readonly Token[]): 'LIMIT' | 'INTERVAL' | undefined {
  for (const [index, token] of tokens.entries()) {
    const [first, comma, second] = tokens.slice(index + 1, index + 4);
    const isBound = first?.text === '?' || (comma?.text === ',' && second?.text === '?');
    if ((isWord(token, 'LIMIT') && isBound) || (isWord(token, 'OFFSET') && first?.text === '?'))
      return 'LIMIT';
    if (!isWord(token, 'INTERVAL')) continue;
    const after = tokens.slice(index + 1);
    const unit = after.findIndex((one) => one.kind === 'word' && isUnit(one));
    if (after.slice(0, Math.max(unit, 0)).some(({ text }) => text === '?')) return 'INTERVAL';
  }
  return undefined;
}

function kindOf(word: string, endpoint: 'dml' | 'ddl'): StatementKind {
  if (TRANSACTION_WORDS.includes(word)) {
    throw new SqlRefusal(
      'INVALID_SQL_QUERY',
      `Forge SQL has no transactions and no session settings: '${word}'`,
    );
  }
  if (SELECT_WORDS.includes(word)) return 'select';
  if (WRITE_WORDS.includes(word)) return 'write';
  if (!DDL_WORDS.includes(word))
    throw new SqlRefusal('INVALID_SQL_QUERY', `Forge SQL does not take '${word}'`);
  if (endpoint === 'dml')
    throw new SqlRefusal('INVALID_SQL_QUERY', 'Use executeDDL for data definition statements');
  return 'ddl';
}
