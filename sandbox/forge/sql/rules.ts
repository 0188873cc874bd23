import { isWord, significant, tokenize } from './tokens';

/** A statement that Forge SQL would refuse; `code` is the error code that `@forge/sql` knows. */
export class SqlRefusal extends Error {
  constructor(
    readonly code: 'INVALID_SQL_QUERY' | 'SQL_EXECUTION_ERROR' | 'QUERY_TIMED_OUT',
    message: string,
  ) {
    super(message);
    this.name = 'SqlRefusal';
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

const MAX_REQUEST_BYTES = 1024 * 1024;

/**
 * Checks a statement against what Forge SQL takes: one statement a call, no transactions, no foreign keys,
 * DDL only through the DDL endpoint, at most 1 MiB a request.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/sql/
 * @throws {SqlRefusal}
 */
export function checkStatement(
  sql: string,
  params: readonly unknown[],
  endpoint: 'dml' | 'ddl',
): StatementKind {
  if (Buffer.byteLength(sql) + Buffer.byteLength(JSON.stringify(params)) > MAX_REQUEST_BYTES) {
    throw new SqlRefusal('INVALID_SQL_QUERY', 'The request is larger than 1 MiB');
  }
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
