import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { LIMITS } from '../limits';
import { ChangedRows, type ChangedRow } from './changed-rows';
import { writeResult, type SqlEngine, type SqlRows } from './engine';
import { QueryMemory } from './query-memory';
import { rowSize } from './row-size';
import { DialectGap, MistakeRefusal, SqlRefusal, type DatabaseError } from './rules';
import { isAddedOnlyOnce, toSqlite } from './sqlite-dialect';
import { significant, tokenize } from './tokens';
import { comparisonsIn, isConverted, kindOfType, type ColumnKind } from './value-kinds';

/** One statement that changes data. */
export interface DataChange {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export type ChangeResult =
  { readonly ok: true; readonly rows: SqlRows } | { readonly ok: false; readonly refusal: SqlRefusal };

/** Forge SQL on embedded SQLite: in memory, or a copy of what was saved. */
export class SqliteEngine implements SqlEngine {
  private readonly database: Database.Database;
  private readonly memory: QueryMemory;
  private readonly changedRows: ChangedRows;
  private readonly pageCount: Database.Statement;
  private readonly pageSize: number;
  /** Of the whole database, since what was last written; asking for it takes as long as a small query. */
  private knownSize: number | undefined;
  /** What was asked before, by the text that the app sent: most of it comes again. */
  private readonly prepared = new Map<string, Prepared>();
  /** Known until a table changes. */
  private columnKinds: z.infer<typeof definedColumns> | undefined;
  private removeCopy: () => void = () => undefined;

  private constructor(file: string) {
    this.database = new Database(file);
    this.pageCount = this.database.prepare('PRAGMA page_count');
    this.pageSize = numberIn(this.database.prepare('PRAGMA page_size').get(), 'page_size');
    this.memory = new QueryMemory(this.database, () => this.size());
    this.changedRows = new ChangedRows(this.database);
    // TiDB's collation tells small letters from capitals, in LIKE too
    this.database.exec('PRAGMA case_sensitive_like = ON');
    // what a development environment may store
    this.database.exec(`PRAGMA max_page_count = ${Math.floor(LIMITS.sql.storageBytes / this.pageSize)}`);
  }

  static inMemory(): SqliteEngine {
    return new SqliteEngine(':memory:');
  }

  /** Goes on from what `saveTo` wrote, and leaves that as it is. */
  static copyOf(saved: string): SqliteEngine {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-sql-'));
    const copy = join(folder, 'copy.sqlite');
    copyFileSync(saved, copy);
    const engine = new SqliteEngine(copy);
    // a copy in memory would be made row by row; this one is nobody's to keep either, so that nothing waits for a disk
    engine.database.exec(
      'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY',
    );
    engine.removeCopy = () => {
      rmSync(folder, { recursive: true, force: true });
    };
    // where a file that is in use can't be removed, closing does
    if (process.platform !== 'win32') engine.removeCopy();
    return engine;
  }

  execute(sql: string, params: readonly unknown[], kind: 'select' | 'write' | 'ddl'): Promise<SqlRows> {
    try {
      const rows =
        kind === 'ddl' ? this.define(sql) : this.run(this.prepare(sql), params.map(bindable), kind);
      return Promise.resolve(rows);
    } catch (error) {
      if (isAddedOnlyOnce(sql) && String(error).includes('duplicate column name'))
        return Promise.resolve(writeResult(0));
      return Promise.reject(refusalFrom(error));
    }
  }

  /**
   * Data changes that each read the database as it was before all of them, as under snapshot isolation. One that writes a
   * row which an earlier one has written, or breaks a key by it, is made anew on what is there by then.
   */
  changeAtOnce(changes: readonly DataChange[]): ChangeResult[] {
    if (changes.length === 1) return changes.map((change) => this.change(change));
    const planned = changes.map((change) => this.tryOut(change));
    const written = new Set<string>();
    return changes.map((change, index) => {
      const plan = planned[index];
      const meets = !plan || plan.rows.some((row) => !row.isNew && written.has(nameOf(row)));
      this.changedRows.begin();
      const result = meets ? this.change(change) : (this.putAll(plan) ?? this.change(change));
      for (const row of this.changedRows.touched()) written.add(nameOf(row));
      return result;
    });
  }

  private change({ sql, params }: DataChange): ChangeResult {
    try {
      return { ok: true, rows: this.run(this.prepare(sql), params.map(bindable), 'write') };
    } catch (error) {
      return { ok: false, refusal: refusalFrom(error) };
    }
  }

  /** What a change would do; undefined for one that is refused. */
  private tryOut(change: DataChange): TriedChange | undefined {
    this.changedRows.begin();
    this.database.exec('SAVEPOINT before_trial');
    const result = this.change(change);
    const rows = this.changedRows.touched();
    this.database.exec('ROLLBACK TO before_trial');
    this.database.exec('RELEASE before_trial');
    return result.ok ? { rows, result } : undefined;
  }

  /** @returns undefined where a key stands against it by now */
  private putAll({ rows, result }: TriedChange): ChangeResult | undefined {
    this.database.exec('SAVEPOINT before_change');
    try {
      for (const row of rows) this.changedRows.put(row);
      this.knownSize = undefined;
      return result;
    } catch {
      this.database.exec('ROLLBACK TO before_change');
      return undefined;
    } finally {
      this.database.exec('RELEASE before_change');
    }
  }

  tables(): Promise<readonly string[]> {
    const statement = this.database.prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    return Promise.resolve(savedSchema.parse(statement.all()).map(({ name }) => name));
  }

  /** Writes the whole database into a new file. */
  saveTo(file: string): void {
    this.database.exec(`VACUUM INTO ${quoted(file)}`);
  }

  close(): Promise<void> {
    this.prepared.clear();
    this.database.close();
    this.removeCopy();
    return Promise.resolve();
  }

  private define(sql: string): SqlRows {
    this.prepared.clear();
    this.columnKinds = undefined;
    this.changedRows.reset();
    this.knownSize = undefined;
    for (const statement of toSqlite(sql)) this.database.exec(statement);
    return writeResult(0);
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) return known;
    const [text = sql] = toSqlite(sql);
    const made: Prepared = {
      text,
      statement: this.database.prepare(text),
      columns: undefined,
      comparisons: this.comparisonsOf(sql),
    };
    if (this.prepared.size >= MOST_PREPARED) this.prepared.clear();
    this.prepared.set(sql, made);
    return made;
  }

  /** Which bound values are compared with columns of one kind. @throws {DialectGap} for written ones of another kind */
  private comparisonsOf(sql: string): Prepared['comparisons'] {
    return comparisonsIn(significant(tokenize(sql))).flatMap(({ column, value }) => {
      const kind = this.kindOf(column);
      if (kind === undefined) return [];
      if ('param' in value) return [{ column, kind, param: value.param }];
      if (value.literal !== kind)
        throw new DialectGap(`the ${kind} '${column}' is compared with a ${value.literal}`);
      return [];
    });
  }

  /** Undefined for a column that is no text and no number, or not the same in every table. */
  private kindOf(column: string): ColumnKind | undefined {
    this.columnKinds ??= definedColumns.parse(this.database.prepare(DEFINED_COLUMNS).all());
    const named = this.columnKinds.filter(({ name }) => name === column);
    const kinds = new Set(named.map(({ type }) => kindOfType(type)));
    return kinds.size === 1 ? [...kinds][0] : undefined;
  }

  private run(prepared: Prepared, params: readonly unknown[], kind: 'select' | 'write'): SqlRows {
    const { text: sql, statement } = prepared;
    for (const { column, kind, param } of prepared.comparisons)
      if (isConverted(kind, params[param]))
        throw new DialectGap(`the ${kind} '${column}' is compared with a ${typeof params[param]}`);
    if (kind === 'write') {
      const run = () => this.memory.runWrite(sql, () => this.write(statement, params));
      const result = this.mayMakeLargeRow(sql, params) ? this.runWithinRowLimit(sql, run) : run();
      return writeResult(result.changes, Number(result.lastInsertRowid));
    }
    this.memory.checkSelect(sql, params);
    const rows: unknown[] = statement.raw().all([...params]);
    const columns = (prepared.columns ??= columnsOf(statement));
    return rows.map((row) => asMysqlReturns(row, columns));
  }

  private write(statement: Database.Statement, params: readonly unknown[]): Database.RunResult {
    this.knownSize = undefined;
    return statement.run([...params]);
  }

  /** Of the whole database, in bytes. */
  private size(): number {
    return (this.knownSize ??= numberIn(this.pageCount.get(), 'page_count') * this.pageSize);
  }

  /** A request is 1 MiB at most, so that a larger row can only grow out of what is there or out of a function. */
  private mayMakeLargeRow(sql: string, params: readonly unknown[]): boolean {
    const isMade = /\b(?:CONCAT|REPEAT|ZEROBLOB|GROUP_CONCAT|PRINTF|REPLACE)\s*\(|\|\|/i.test(sql);
    const given = params.reduce<number>((sum, one) => sum + (typeof one === 'string' ? one.length : 0), 0);
    return (isMade || given > LIMITS.sql.requestBytes / 4) && this.size() > LIMITS.sql.requestBytes;
  }

  private runWithinRowLimit<T>(sql: string, run: () => T): T {
    this.database.exec('SAVEPOINT before_write');
    try {
      const result = run();
      const table = /\b(?:INTO|UPDATE)\s+[`"]?(\w+)/i.exec(sql)?.[1];
      if (table !== undefined && this.largestRowOf(table) > LIMITS.sql.rowBytes)
        throw new SqlRefusal('QUOTA_EXCEEDED', 'The row is larger than 6 MiB');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK TO before_write');
      throw error;
    } finally {
      this.database.exec('RELEASE before_write');
    }
  }

  private largestRowOf(table: string): number {
    const size = rowSize(this.database, table);
    const row: unknown = this.database.prepare(`SELECT MAX(${size}) AS size FROM "${table}"`).get();
    return numberIn(row, 'size');
  }
}

interface TriedChange {
  readonly rows: readonly ChangedRow[];
  readonly result: ChangeResult;
}

const nameOf = ({ table, rowId }: ChangedRow): string => `${table} ${rowId}`;

interface Prepared {
  /** In SQLite's own words. */
  readonly text: string;
  readonly statement: Database.Statement;
  /** Known once it has been asked. */
  columns: readonly Column[] | undefined;
  /** Of bound values with columns. */
  readonly comparisons: readonly {
    readonly column: string;
    readonly kind: ColumnKind;
    readonly param: number;
  }[];
}

const definedColumns = z.array(z.object({ name: z.string(), type: z.string() }));
const DEFINED_COLUMNS = `SELECT p.name, p.type FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'`;

interface Column {
  readonly name: string;
  /** An expression over integers is a BIGINT or DECIMAL in MySQL, and those come back as strings. */
  readonly areNumbersText: boolean;
}

const MOST_PREPARED = 500;

const savedSchema = z.array(z.object({ type: z.string(), name: z.string(), sql: z.string() }));

const numberIn = (row: unknown, column: string): number => Number(Reflect.get(Object(row), column));

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function bindable(param: unknown): unknown {
  if (typeof param === 'boolean') return param ? 1 : 0;
  return param ?? null;
}

const NARROW_INTEGER = /^(?:TINY|SMALL|MEDIUM)?INT(?:EGER)?\b/i;
const FLOATING = /^(?:FLOAT|DOUBLE|REAL)\b/i;

const columnsOf = (statement: Database.Statement): Column[] =>
  statement.columns().map(({ name, type }) => ({
    name,
    areNumbersText: !NARROW_INTEGER.test(type ?? '') && !FLOATING.test(type ?? ''),
  }));

/** @param row as `raw` gives it, which leaves out the names and what the library adds of its own */
function asMysqlReturns(row: unknown, columns: readonly Column[]): Record<string, unknown> {
  if (!Array.isArray(row)) throw new Error('the database gave a row with names');
  const returned: Record<string, unknown> = {};
  for (const [index, { name, areNumbersText }] of columns.entries()) {
    const value: unknown = row[index];
    returned[name] = areNumbersText && typeof value === 'number' ? String(value) : value;
  }
  return returned;
}

interface Said {
  /** By SQLite; its one group names what it is about. */
  readonly when: RegExp;
  readonly as: (name: string) => string;
  readonly database: DatabaseError;
}

const outOfRange = { errno: 1264, code: 'ER_WARN_DATA_OUT_OF_RANGE' };

/** What MySQL in strict mode says where a value does not go into its column. */
const MISTAKES: readonly Said[] = [
  {
    when: /CHECK constraint failed: length\((?:CAST\()?(\w+)/,
    as: (column) => `Data too long for column '${column}'`,
    database: { errno: 1406, code: 'ER_DATA_TOO_LONG' },
  },
  {
    when: /CHECK constraint failed: typeof\((\w+)/,
    as: (column) => `Incorrect integer value for column '${column}'`,
    database: { errno: 1366, code: 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD' },
  },
  {
    when: /CHECK constraint failed: (?:abs\((\w+)|(\w+) BETWEEN)/,
    as: (column) => `Out of range value for column '${column}'`,
    database: outOfRange,
  },
  {
    when: /NOT NULL constraint failed: (?:\w+\.)?(\w+)/,
    as: (column) => `Column '${column}' cannot be null`,
    database: { errno: 1048, code: 'ER_BAD_NULL_ERROR' },
  },
];

/** Other refusals, which an app may reckon with. */
const REFUSALS: readonly Said[] = [
  {
    when: /UNIQUE constraint failed: (.*)$/,
    as: (key) => `Duplicate entry for key '${key}'`,
    database: { errno: 1062, code: 'ER_DUP_ENTRY' },
  },
  {
    when: /no such table: (\S+)/,
    as: (table) => `Table '${table}' doesn't exist`,
    database: { errno: 1146, code: 'ER_NO_SUCH_TABLE' },
  },
];

function wordsOf(
  list: readonly Said[],
  message: string,
): { said: string; database: DatabaseError } | undefined {
  for (const { when, as, database } of list) {
    const found = when.exec(message);
    if (found) return { said: as(found.slice(1).filter(Boolean).join('')), database };
  }
  return undefined;
}

function refusalFrom(error: unknown): SqlRefusal {
  if (error instanceof SqlRefusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  const mistake = wordsOf(MISTAKES, message);
  if (mistake) return new MistakeRefusal(mistake.said, mistake.database);
  if (message.includes('database or disk is full'))
    return new SqlRefusal('QUOTA_EXCEEDED', 'The storage quota of 128 MiB is used up');
  if (message.includes('malformed JSON'))
    return new DialectGap('LOWER() and UPPER() of letters beyond ASCII');
  const refusal = wordsOf(REFUSALS, message);
  return new SqlRefusal('SQL_EXECUTION_ERROR', refusal?.said ?? message, refusal?.database);
}
