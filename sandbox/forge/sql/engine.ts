/** The answer to a DML statement, as Forge SQL gives it (the result header of the MySQL protocol). */
export interface WriteResult {
  readonly affectedRows: number;
  readonly fieldCount: number;
  readonly info: string;
  readonly insertId: number;
  readonly serverStatus: number;
  readonly warningStatus: number;
}

export type SqlRows = readonly Record<string, unknown>[] | WriteResult;

/**
 * One installation's database. Integers wider than 32 bits, decimals and dates come back as strings, as
 * Forge SQL returns them; narrower integers as numbers.
 */
export interface SqlEngine {
  /** @throws {SqlRefusal} with the database's message when the statement fails. */
  execute(sql: string, params: readonly unknown[], kind: 'select' | 'write' | 'ddl'): Promise<SqlRows>;
  /** Names of the tables there are. */
  tables(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const writeResult = (affectedRows: number, insertId = 0): WriteResult => ({
  affectedRows,
  fieldCount: 0,
  info: '',
  insertId,
  serverStatus: 2,
  warningStatus: 0,
});
