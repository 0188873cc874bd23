import { SnapshotEngine } from '../../sandbox/forge/sql/snapshot-engine';
import { SqliteEngine } from '../../sandbox/forge/sql/sqlite-engine';
import type { SqlEngine } from '../../sandbox/forge/sql/engine';

let engine: SqlEngine;
beforeEach(async () => {
  engine = new SnapshotEngine(SqliteEngine.inMemory());
  for (const table of ['seat', 'place'])
    await engine.execute(`CREATE TABLE ${table} (id VARCHAR(5) NOT NULL PRIMARY KEY, n INT NULL)`, [], 'ddl');
  for (const table of ['seat', 'place']) await change(`INSERT INTO ${table} (id, n) VALUES ('a', 0)`);
});
afterEach(() => engine.close());

const change = async (sql: string): Promise<number> => {
  const result = await engine.execute(sql, [], 'write');
  return 'affectedRows' in result ? result.affectedRows : NaN;
};
const rows = (sql: string): Promise<unknown> => engine.execute(sql, [], 'select');

const TAKE = 'UPDATE seat SET n = 1 WHERE EXISTS (SELECT 1 FROM place WHERE n = 0)';
const QUIT = 'UPDATE place SET n = 1 WHERE NOT EXISTS (SELECT 1 FROM seat WHERE n = 1)';

describe('data changes that are under way at the same time', () => {
  it('each read what was there before both, and both go through where they write different rows', async () => {
    expect(await Promise.all([change(TAKE), change(QUIT)])).toEqual([1, 1]);
    expect(await rows('SELECT s.n AS seat, p.n AS place FROM seat s JOIN place p ON p.id = s.id')).toEqual([
      { seat: 1, place: 1 },
    ]);
  });

  it('come one after the other where they write the same row', async () => {
    const add = 'UPDATE seat SET n = n + 1';
    expect(await Promise.all([change(add), change(add)])).toEqual([1, 1]);
    expect(await rows('SELECT n FROM seat')).toEqual([{ n: 2 }]);
  });

  it('cannot both make a row with the same key', async () => {
    const add = (n: number): string => `INSERT INTO seat (id, n) VALUES ('b', ${n})`;
    const outcomes = await Promise.allSettled([
      change(add(1)),
      change(add(2)),
      change(`INSERT IGNORE INTO seat (id) VALUES ('b')`),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { message: expect.stringContaining('Duplicate entry') as unknown } },
      { status: 'fulfilled', value: 0 },
    ]);
  });

  it('see each other when one comes after the other', async () => {
    expect([await change(TAKE), await change(QUIT)]).toEqual([1, 0]);
  });
});
