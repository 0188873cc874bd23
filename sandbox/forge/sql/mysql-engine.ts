import type { Pool, PoolOptions } from 'mysql2/promise';
import { writeResult, type SqlEngine, type SqlRows } from './engine';
import { SqlRefusal } from './rules';

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
      const [rows] = await this.pool.query(sql, [...params]);
      if (kind === 'select')
        return Array.isArray(rows) ? rows.map((row) => Object.fromEntries(Object.entries(row))) : [];
      return 'affectedRows' in rows ? writeResult(rows.affectedRows, rows.insertId) : writeResult(0);
    } catch (error) {
      throw new SqlRefusal('SQL_EXECUTION_ERROR', error instanceof Error ? error.message : String(error));
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
