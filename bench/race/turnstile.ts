import type { SqlEngine, SqlRows } from '../../sandbox/forge/sql/engine';

/** How many statements are under way at once, where the database can do more than one. */
const USUALLY_AT_ONCE = 4;

/**
 * Lets the statements of many invocations through in an order that chance decides: whoever waits may be next, as with
 * workers on many machines.
 */
export class Turnstile implements SqlEngine {
  /** Draws the order; set anew for each race. */
  random: () => number = () => 0;
  private readonly waiting: (() => void)[] = [];
  private underWay = 0;

  constructor(
    private readonly engine: SqlEngine,
    private readonly atOnce = USUALLY_AT_ONCE,
  ) {}

  async execute(sql: string, params: readonly unknown[], kind: 'select' | 'write' | 'ddl'): Promise<SqlRows> {
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      setImmediate(() => {
        this.next();
      });
    });
    try {
      return await this.engine.execute(sql, params, kind);
    } finally {
      this.underWay -= 1;
      this.next();
    }
  }

  private next(): void {
    if (this.underWay >= this.atOnce || this.waiting.length === 0) return;
    const [chosen] = this.waiting.splice(Math.floor(this.random() * this.waiting.length), 1);
    this.underWay += 1;
    chosen?.();
  }

  tables(): Promise<readonly string[]> {
    return this.engine.tables();
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
