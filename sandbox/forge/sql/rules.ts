import { LIMITS } from '../limits';
import { isWord, significant, tokenize } from './tokens';

export type SqlRefusalCode =
  | 'INVALID_SQL_QUERY'
  | 'SQL_EXECUTION_ERROR'
  | 'QUERY_TIMED_OUT'
  | 'RATE_LIMIT_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'RESPONSE_TOO_LARGE'
  | 'QUOTA_EXCEEDED';

const STATUS: Partial<Record<SqlRefusalCode, number>> = {
  RATE_LIMIT_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESPONSE_TOO_LARGE: 413,
  QUOTA_EXCEEDED: 413,
};

/**
 * A statement that Forge SQL would refuse. `@forge/sql` names the first three codes; those for sizes and rates
 * are not documented.
 */
export class SqlRefusal extends Error {
  constructor(
    readonly code: SqlRefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'SqlRefusal';
  }

  get status(): number {
    return STATUS[this.code] ?? 400;
  }
}

/** A value that does not go into its column; no app may count on what becomes of it. */
export class ValueRefusal extends SqlRefusal {
  constructor(message: string) {
    super('SQL_EXECUTION_ERROR', message);
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
  return kindOf(first.text.toUpperCase(), endpoint);
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
