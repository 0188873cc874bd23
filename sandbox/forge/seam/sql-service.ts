import { z } from 'zod';
import { jsonTextResponse } from '../../json-response';
import { LIMITS, USUAL_MS } from '../limits';
import { checkStatement, MistakeRefusal, SqlRefusal, type StatementKind } from '../sql/rules';
import { statements } from '../sql/statements';
import { answer } from './answer';
import { report, since, storageRefusal, type Caller, type Service } from './service';

const sqlRequest = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) });

const FAULTS = ['INVALID_SQL_QUERY', 'NOT_MODELLED'];
const LIMIT_CODES = [
  'RATE_LIMIT_EXCEEDED',
  'QUERY_TIMED_OUT',
  'REQUEST_TOO_LARGE',
  'RESPONSE_TOO_LARGE',
  'QUOTA_EXCEEDED',
];

/**
 * `POST /api/v1/execute` and `/api/v1/execute/ddl`, with the quotas of Forge SQL. How Forge words a refusal by
 * rate or by size of the answer is not documented: 429 and 413 here.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/sql-api/
 */
export const serveSql: Service = async (host, caller, path, init, delayMs) => {
  const refusal = storageRefusal(host, caller);
  if (refusal) return { response: refusal, ms: USUAL_MS.sql + delayMs };
  const { query, params } = sqlRequest.parse(JSON.parse(init.body ?? '{}'));
  const started = performance.now();
  let ms = USUAL_MS.sql + delayMs;
  try {
    if (host.manifest.modulesOf('sql').length === 0) {
      throw new SqlRefusal('SQL_EXECUTION_ERROR', 'The manifest declares no sql module');
    }
    const kind = checkStatement(init.body ?? '', query, path.endsWith('/ddl') ? 'ddl' : 'dml');
    const allowed = LIMITS.sql.timeoutMs[kind];
    checkRates(caller, kind, Math.min(ms, allowed), host.now());
    if (ms > allowed) {
      ms = allowed;
      throw new SqlRefusal('QUERY_TIMED_OUT', `The query ran for longer than ${allowed / 1_000} seconds`);
    }
    if (kind === 'ddl') await checkTables(caller, query);
    const rows = await caller.installation.sql.execute(query, params, kind);
    if (statements.hasSubscribers) statements.publish(query);
    const text = JSON.stringify({ rows, metadata: {} });
    if (Array.isArray(rows)) checkSize(text);
    const count = Array.isArray(rows) ? rows.length : 'affectedRows' in rows ? rows.affectedRows : 0;
    caller.record.calls.push({ kind: 'sql', statement: query, rows: count, ms: since(started) });
    return { response: jsonTextResponse(text), ms };
  } catch (error) {
    if (!(error instanceof SqlRefusal)) throw error;
    if (FAULTS.includes(error.code) || error instanceof MistakeRefusal)
      report(caller, 'sql', `${error.message}: ${query}`);
    else if (LIMIT_CODES.includes(error.code)) report(caller, 'limit', `${error.message}: ${query}`);
    const call = {
      kind: 'sql',
      statement: query,
      rows: 0,
      ms: since(started),
      error: error.message,
    } as const;
    caller.record.calls.push(call);
    return { response: answer(error.status, bodyOf(error, query)), ms };
  }
};

/**
 * A refusal of the database says nothing outside `debug`.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/sql-handling-errors/
 * @see https://github.com/forge-sql-orm/forge-sql-orm/issues/1422
 */
function bodyOf({ code, message, database }: SqlRefusal, query: string): Record<string, unknown> {
  if (code !== 'SQL_EXECUTION_ERROR') return { code, message };
  return {
    code,
    message: 'Unknown SQL execution error',
    suggestion:
      'There was an error while executing the given command. Find more information about the SQL execution error in "debug" field',
    debug: { message, code: 'ER_UNKNOWN_ERROR', errno: 1105, ...database, sql: query },
  };
}

function checkRates({ installation }: Caller, kind: StatementKind, ms: number, at: number): void {
  const { sqlStatements, sqlDdl, sqlTime } = installation.meters;
  const isTaken = (kind === 'ddl' ? sqlDdl : sqlStatements).take(at) && sqlTime.take(at, ms);
  if (!isTaken) {
    throw new SqlRefusal('RATE_LIMIT_EXCEEDED', 'The rate limit of Forge SQL is exceeded');
  }
}

async function checkTables({ installation }: Caller, query: string): Promise<void> {
  const name = /^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[`"]?(\w+)/i.exec(query)?.[1];
  if (name === undefined) return;
  const tables = await installation.sql.tables();
  if (tables.length >= LIMITS.sql.tables && !tables.includes(name))
    throw new SqlRefusal('QUOTA_EXCEEDED', 'There are 200 tables already');
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) > LIMITS.sql.responseBytes) {
    throw new SqlRefusal('RESPONSE_TOO_LARGE', 'The answer is larger than 4 MiB');
  }
}
