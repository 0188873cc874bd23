import { failedWith, ProbeApp } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start();
  await app.call('migrate');
  await app.sandbox.clock.advanceBy(60_000);
});

afterEach(() => app.sandbox.stop());

const sql = (query: string, params: readonly unknown[] = [], count = 1): Promise<unknown> =>
  app.call('sql-attempt', { query, params, count });
const slowly = (delayMs: number): void => {
  app.sandbox.host.interferer = ({ remote }) => (remote === 'sql' ? { delayMs } : undefined);
};

describe('Forge SQL', () => {
  it('takes a request of 1 MiB and refuses a larger one', async () => {
    const around = Buffer.byteLength(
      JSON.stringify({ query: 'SELECT LENGTH(?) AS n', params: [''], method: 'all' }),
    );
    const fits = 1024 * 1024 - around;
    expect(await sql('SELECT LENGTH(?) AS n', [{ textOf: fits }])).toMatchObject({
      value: [{ rows: { length: 1 } }],
    });
    expect(await sql('SELECT LENGTH(?) AS n', [{ textOf: fits + 1 }])).toEqual(
      failedWith({ code: 'REQUEST_TOO_LARGE' }),
    );
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('refuses an answer above 4 MiB', async () => {
    await app.call('ddl-attempt', { query: 'CREATE TABLE wide (id INT PRIMARY KEY, text LONGTEXT)' });
    for (let id = 0; id < 5; id++)
      await sql('INSERT INTO wide (id, text) VALUES (?, ?)', [id, { textOf: 1_000_000 }]);
    expect(await sql('SELECT text FROM wide WHERE id < 4')).toMatchObject({
      value: [{ rows: { length: 4 } }],
    });
    expect(await sql('SELECT text FROM wide')).toEqual(failedWith({ code: 'RESPONSE_TOO_LARGE' }));
  });

  it.each([
    ['SELECT', 5, 'sql-attempt', 'SELECT 1 AS one'],
    ['data change', 10, 'sql-attempt', 'DELETE FROM thing'],
    ['data definition', 20, 'ddl-attempt', 'CREATE TABLE other (id INT PRIMARY KEY)'],
  ])('lets a %s run for %i seconds and no longer', async (_what, seconds, call, query) => {
    slowly(seconds * 1_000 - 8);
    expect(await app.call(call, { query })).toHaveProperty('value');
    slowly(seconds * 1_000 - 7);
    expect(await app.call(call, { query })).toEqual(failedWith({ code: 'QUERY_TIMED_OUT' }));
  });

  it('does not do what it ends for taking too long', async () => {
    await sql('INSERT INTO thing (id, name) VALUES (1, ?)', ['a']);
    slowly(11_000);
    await sql('DELETE FROM thing');
    app.sandbox.host.interferer = undefined;
    expect(await sql('SELECT name FROM thing')).toMatchObject({ value: [{ rows: [{ name: 'a' }] }] });
  });

  it('takes 150 statements in a second, be they reads or data changes, and refuses the next', async () => {
    const query = 'DELETE FROM thing';
    expect(await sql(query, [], 150)).toHaveProperty('value');
    await app.sandbox.clock.advanceBy(1_000);
    expect(await sql(query, [], 151)).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
    await app.sandbox.clock.advanceBy(1_000);
    const read = 'SELECT name FROM thing';
    expect(await sql(read, [], 150)).toHaveProperty('value');
    expect(await sql(query)).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
    await app.sandbox.clock.advanceBy(1_000);
    expect(await sql(read, [], 151)).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
  });

  it('takes 25 data definitions in a minute, and refuses the next', async () => {
    const query = 'CREATE TABLE IF NOT EXISTS again (id INT PRIMARY KEY)';
    expect(await app.call('ddl-attempt', { query, count: 25 })).toHaveProperty('value');
    expect(await app.call('ddl-attempt', { query })).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
    await app.sandbox.clock.advanceBy(60_000);
    expect(await app.call('ddl-attempt', { query })).toHaveProperty('value');
  });

  it('gives an installation 62.5 seconds of query time in a minute', async () => {
    slowly(4_992);
    expect(await sql('SELECT 1 AS one', [], 12)).toHaveProperty('value');
    slowly(2_492);
    expect(await sql('SELECT 1 AS one')).toHaveProperty('value');
    app.sandbox.host.interferer = undefined;
    expect(await sql('SELECT 1 AS one')).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
  });

  it.each([
    ['a foreign key', 'ALTER TABLE thing ADD FOREIGN KEY (small) REFERENCES thing (small)'],
    ['a trigger', 'CREATE TRIGGER watch AFTER INSERT ON thing FOR EACH ROW DELETE FROM thing'],
    ['a procedure', 'CREATE PROCEDURE tidy() DELETE FROM thing'],
  ])('refuses %s', async (_what, query) => {
    expect(await app.call('ddl-attempt', { query })).toEqual(failedWith({ code: 'INVALID_SQL_QUERY' }));
  });

  it.each([
    // bound on purpose: each has to be refused
    ['LIMIT', 'SELECT id FROM thing LIMIT ?', [1]],
    ['LIMIT', 'SELECT id FROM thing LIMIT 1 OFFSET ?', [1]],
    ['LIMIT', 'SELECT id FROM thing LIMIT 1, ?', [1]],
    ['LIMIT', 'DELETE FROM thing LIMIT ?', [1]],
    ['INTERVAL', "SELECT id FROM thing WHERE name > DATE_ADD('2026-11-23', INTERVAL (2 * ?) DAY)", [1]],
  ])('takes no bound value as an argument of %s: %s', async (what, query, params) => {
    const debug = expect.objectContaining({
      message: `Incorrect arguments to ${what}`,
      errno: 1210,
    }) as unknown;
    expect(await sql(query, params)).toEqual(failedWith({ code: 'SQL_EXECUTION_ERROR', debug }));
    expect(app.sandbox.host.invocations.problems()).toMatchObject([{ kind: 'sql' }]);
  });

  it.each([
    ['a table', 'ddl-attempt', 'CREATE TABLE groups (id INT PRIMARY KEY)'],
    ['a column', 'ddl-attempt', 'CREATE TABLE other (id INT PRIMARY KEY, rank INT NULL)'],
    ['a key', 'ddl-attempt', 'CREATE TABLE other (id INT PRIMARY KEY, KEY system (id))'],
    ['what is selected', 'sql-attempt', 'SELECT id AS row_number FROM thing'],
  ])('takes no reserved word as the name of %s', async (_what, call, query) => {
    const debug = expect.objectContaining({ code: 'ER_PARSE_ERROR', errno: 1064 }) as unknown;
    expect(await app.call(call, { query })).toEqual(failedWith({ code: 'SQL_EXECUTION_ERROR', debug }));
    expect(app.sandbox.host.invocations.problems()).toMatchObject([{ kind: 'sql' }]);
  });

  it('takes a reserved word as a name in backquotes', async () => {
    const query = 'CREATE TABLE other (id INT PRIMARY KEY, `rank` INT NULL)';
    expect(await app.call('ddl-attempt', { query })).toHaveProperty('value');
    expect(await sql('SELECT CAST(id AS CHAR) AS `rank` FROM other')).toHaveProperty('value');
  });

  it('takes a bound value beside a LIMIT that is written out', async () => {
    expect(await sql('SELECT ? AS given FROM thing WHERE id > ? LIMIT 5 OFFSET 2', ['a', 1])).toHaveProperty(
      'value',
    );
  });

  it('returns wide integers, decimals and dates as strings', async () => {
    await app.call('ddl-attempt', {
      query: 'CREATE TABLE typed (id INT PRIMARY KEY, wide BIGINT, price DECIMAL(10,2), day DATE)',
    });
    await sql('INSERT INTO typed (id, wide, price, day) VALUES (?, ?, ?, ?)', [
      1,
      9_007_199_254,
      '12.50',
      '2026-11-23',
    ]);
    expect(await sql('SELECT wide, price, day FROM typed')).toMatchObject({
      value: [{ rows: [{ wide: '9007199254', price: expect.any(String) as unknown, day: '2026-11-23' }] }],
    });
  });
});

describe('a value that does not go into its column', () => {
  beforeEach(async () => {
    await app.call('ddl-attempt', {
      query: `CREATE TABLE tight (id INT NOT NULL PRIMARY KEY, name VARCHAR(5) NULL, words TEXT NULL, tiny TINYINT NULL,
        price DECIMAL(5,2) NULL, needed VARCHAR(5) NOT NULL)`,
    });
  });

  it.each([
    ['of more characters than the column has', { name: 'a name' }],
    ['of more bytes than a TEXT holds', { words: { textOf: 65_536 } }],
    ['past the range of a TINYINT', { tiny: 128 }],
    ['past the range of an INT', { id: 2_147_483_648 }],
    ['past the range of a DECIMAL', { price: 1_000 }],
    ['that is missing', { needed: null }],
  ])('%s is refused, by INSERT IGNORE too, which would cut it without a word', async (_what, columns) => {
    const row = { id: 1, needed: 'x', ...columns };
    const insert = `INTO tight (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`;
    const attempts = [`INSERT ${insert}`, `INSERT IGNORE ${insert}`];
    for (const query of attempts)
      expect(await sql(query, Object.values(row))).toEqual(failedWith({ code: 'SQL_EXECUTION_ERROR' }));
    expect(await sql('SELECT id FROM tight')).toMatchObject({ value: [{ rows: [] }] });
    const problems = app.sandbox.host.invocations.problems();
    expect(problems.filter(({ kind }) => kind === 'sql')).toHaveLength(attempts.length);
  });

  it('that is as long as the column takes it goes in, and a duplicate is still passed over', async () => {
    const insert = 'INTO tight (id, words, tiny, needed) VALUES (1, ?, -128, ?)';
    for (const query of [`INSERT IGNORE ${insert}`, `INSERT IGNORE ${insert}`])
      expect(await sql(query, [{ textOf: 65_535 }, 'x'])).toHaveProperty('value');
    expect(await sql('SELECT LENGTH(words) AS bytes FROM tight')).toMatchObject({
      value: [{ rows: [{ bytes: expect.anything() as unknown }] }],
    });
  });
});

describe('a column that is added to a table', () => {
  it('is added once when the statement says so, keeps its type, and is refused twice when it does not', async () => {
    const ddl = (query: string): Promise<unknown> => app.call('ddl-attempt', { query });
    const once = 'ALTER TABLE thing ADD COLUMN IF NOT EXISTS color VARCHAR(5) NULL';
    expect(await ddl(once)).toHaveProperty('value');
    await sql('INSERT INTO thing (id, name, color) VALUES (1, ?, ?)', ['a', 'green']);
    expect(await ddl(once)).toHaveProperty('value');
    expect(await sql('SELECT color FROM thing')).toMatchObject({ value: [{ rows: [{ color: 'green' }] }] });
    expect(await sql('UPDATE thing SET color = ?', ['purple'])).toHaveProperty('error');
    expect(await ddl('ALTER TABLE thing ADD COLUMN color VARCHAR(5) NULL')).toHaveProperty('error');
  });
});
