import type { Pool, PoolConnection, PoolOptions, QueryResult } from 'mysql2/promise';
import { z } from 'zod';
import { writeResult, type SqlEngine, type SqlRows } from './engine';
import { SqlRefusal, MistakeRefusal } from './rules';

/** Forge SQL on a MySQL, MariaDB or TiDB server: one fresh database for each installation. */
export class MysqlEngine implements SqlEngine {
  private constructor(
    private readonly pool: Pool,
    private readonly name: string,
  ) {}

  /**
   * @param url `mysql://user:password@host:port/`, or with `?socketPath=/path` for a local socket
   * @param name of the database, which is made anew and dropped on close
   */
  static async open(url: string, name: string): Promise<MysqlEngine> {
    const { createConnection, createPool } = await import('mysql2/promise');
    const options = optionsFrom(url);
    const connection = await createConnection(options);
    await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
    return new MysqlEngine(createPool({ ...options, database: name, connectionLimit: 8 }), name);
  }

  async execute(sql: string, params: readonly unknown[], kind: 'select' | 'write' | 'ddl'): Promise<SqlRows> {
    try {
      const rows = await (/^\s*INSERT\s+IGNORE\b/i.test(sql)
        ? this.insertIgnoring(sql, params)
        : this.query(sql, params));
      if (kind === 'select')
        return Array.isArray(rows) ? rows.map((row) => Object.fromEntries(Object.entries(row))) : [];
      return 'affectedRows' in rows ? writeResult(rows.affectedRows, rows.insertId) : writeResult(0);
    } catch (error) {
      throw refusalFrom(error);
    }
  }

  private async query(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    const [rows] = await this.pool.query(sql, [...params]);
    return rows;
  }

  /**
   * Takes an INSERT IGNORE back where the server passed over more than a duplicate: it cuts a value to what its column
   * takes, and no app may count on that.
   */
  private async insertIgnoring(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    const connection = await this.pool.getConnection();
    try {
      await connection.beginTransaction();
      const [rows] = await connection.query(sql, [...params]);
      const cut = await valueWarning(connection);
      if (cut) throw new MistakeRefusal(cut.Message, { errno: cut.Code, code: 'WARN_DATA_TRUNCATED' });
      await connection.commit();
      return rows;
    } catch (error) {
      await connection.rollback();
      throw error;
    } finally {
      connection.release();
    }
  }

  async tables(): Promise<readonly string[]> {
    const rows = await this.execute('SHOW TABLES', [], 'select');
    return Array.isArray(rows)
      ? rows.map((row: Record<string, unknown>) => String(Object.values(row)[0]))
      : [];
  }

  async close(): Promise<void> {
    await this.pool.query(`DROP DATABASE \`${this.name}\``);
    await this.pool.end();
  }
}

const warning = z.looseObject({ Code: z.coerce.number(), Message: z.string() });
const DUPLICATE = 1062;

/** What a statement warned of besides duplicates. */
async function valueWarning(connection: PoolConnection): Promise<z.infer<typeof warning> | undefined> {
  const [rows] = await connection.query('SHOW WARNINGS');
  return z
    .array(warning)
    .parse(rows)
    .find(({ Code }) => Code !== DUPLICATE);
}

/** Out of range, no default, not null, of the wrong kind, too long. */
const VALUE_ERRORS = [1264, 1364, 1048, 1366, 1406];

function refusalFrom(error: unknown): SqlRefusal {
  if (error instanceof SqlRefusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  const { errno, code } = databaseError.parse(Object(error));
  return VALUE_ERRORS.includes(errno)
    ? new MistakeRefusal(message, { errno, code })
    : new SqlRefusal('SQL_EXECUTION_ERROR', message, { errno, code });
}

/** Some errors are of the connection and have no number. */
const databaseError = z.looseObject({
  errno: z.number().catch(1105),
  code: z.string().catch('ER_UNKNOWN_ERROR'),
});

function optionsFrom(url: string): PoolOptions {
  const parsed = new URL(url);
  const socketPath = parsed.searchParams.get('socketPath');
  return {
    user: decodeURIComponent(parsed.username) || 'root',
    password: decodeURIComponent(parsed.password),
    ...(socketPath ? { socketPath } : { host: parsed.hostname, port: Number(parsed.port || 3306) }),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    // Forge SQL returns these as strings
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    flags: ['-FOUND_ROWS'],
  };
}
