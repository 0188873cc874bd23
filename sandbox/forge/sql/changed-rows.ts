import type Database from 'libsql';
import { z } from 'zod';

/** A row that a data change has touched, as it is after it. */
export interface ChangedRow {
  readonly table: string;
  readonly rowId: number;
  readonly isNew: boolean;
  /** Undefined when it is gone. */
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

const tables = z.array(z.object({ name: z.string() }));
const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const logged = z.array(z.object({ tbl: z.string(), rid: z.number(), is_new: z.number() }));

/** Tells which rows data changes touch, by triggers that only this connection has. */
export class ChangedRows {
  private isWatching = false;

  constructor(private readonly database: Database.Database) {}

  /** Tables may have been added. */
  reset(): void {
    this.isWatching = false;
  }

  /** Forgets what was touched until now. */
  begin(): void {
    this.watch();
    this.database.exec('DELETE FROM changed_row');
  }

  /** What was touched since. */
  touched(): ChangedRow[] {
    const rows = logged.parse(
      this.database
        .prepare(
          'SELECT tbl, rid, MAX(is_new) AS is_new FROM changed_row GROUP BY tbl, rid ORDER BY MIN(rowid)',
        )
        .all(),
    );
    return rows.map(({ tbl, rid, is_new }) => {
      // `get` would add something of the library's own to the row
      const [after] = rowsSchema.parse(
        this.database.prepare(`SELECT * FROM "${tbl}" WHERE rowid = ?`).all(rid),
      );
      return { table: tbl, rowId: rid, isNew: is_new === 1, after };
    });
  }

  /** Makes a row what it was after a change. */
  put({ table, rowId, isNew, after }: ChangedRow): void {
    if (!isNew) this.database.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowId);
    if (!after) return;
    const values = { ...after, ...(isNew ? {} : { rowid: rowId }) };
    const names = Object.keys(values).map((name) => `"${name}"`);
    this.database
      .prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(values));
  }

  private watch(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    this.database.exec('CREATE TEMP TABLE IF NOT EXISTS changed_row (tbl TEXT, rid INTEGER, is_new INTEGER)');
    const there = tables.parse(
      this.database
        .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all(),
    );
    for (const { name } of there)
      for (const [event, row, isNew] of [
        ['INSERT', 'NEW', 1],
        ['UPDATE', 'OLD', 0],
        ['DELETE', 'OLD', 0],
      ] as const)
        this.database.exec(
          `CREATE TEMP TRIGGER IF NOT EXISTS "watch_${name}_${event}" AFTER ${event} ON main."${name}"
           BEGIN INSERT INTO changed_row VALUES ('${name}', ${row}.rowid, ${isNew}); END`,
        );
  }
}
