import type { SqlEngine, SqlRows } from './engine';
import type { SqliteEngine, DataChange } from './sqlite-engine';

interface Waiting extends DataChange {
  readonly resolve: (rows: SqlRows) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * SQLite as TiDB isolates: data changes that are under way at the same time each read the database as it was before all
 * of them. Two that write one row come one after the other; two that each read what the other writes both go through.
 * Only those show it that are waited for together.
 * @see https://docs.pingcap.com/tidb/stable/transaction-isolation-levels/
 */
export class SnapshotEngine implements SqlEngine {
  private waiting: Waiting[] = [];

  /** @param turns of the event loop for which a change waits for others that come at the same time */
  constructor(
    private readonly engine: SqliteEngine,
    private readonly turns = 1,
  ) {}

  execute(sql: string, params: readonly unknown[], kind: 'select' | 'write' | 'ddl'): Promise<SqlRows> {
    if (kind !== 'write') return this.engine.execute(sql, params, kind);
    return new Promise((resolve, reject) => {
      this.waiting.push({ sql, params, resolve, reject });
      if (this.waiting.length === 1) void this.commitSoon();
    });
  }

  private async commitSoon(): Promise<void> {
    for (let turn = 0; turn < this.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    this.commit();
  }

  private commit(): void {
    const changes = this.waiting;
    this.waiting = [];
    const results = this.engine.changeAtOnce(changes);
    for (const [index, { resolve, reject }] of changes.entries()) {
      const result = results[index];
      if (result?.ok) resolve(result.rows);
      else reject(result?.refusal);
    }
  }

  tables(): Promise<readonly string[]> {
    return this.engine.tables();
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
