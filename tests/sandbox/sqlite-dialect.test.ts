import { DialectGap } from '../../sandbox/forge/sql/rules';
import { SqliteEngine } from '../../sandbox/forge/sql/sqlite-engine';

let engine: SqliteEngine;
beforeEach(async () => {
  engine = SqliteEngine.inMemory();
  await engine.execute(
    'CREATE TABLE thing (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NULL, label VARCHAR(20) NULL, size INT NULL)',
    [],
    'ddl',
  );
  await engine.execute(
    `INSERT INTO thing (id, name, label, size) VALUES (1, 'a', 'x', 5), (2, 'A', NULL, 2), (3, 'b ', 'y', 5)`,
    [],
    'write',
  );
});
afterEach(() => engine.close());

const rows = (sql: string, ...params: readonly unknown[]): Promise<unknown> =>
  engine.execute(sql, params, 'select');
const refusalOf = (sql: string, ...params: readonly unknown[]): Promise<unknown> =>
  engine.execute(sql, params, sql.startsWith('SELECT') ? 'select' : 'write').then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what SQLite would answer otherwise than MySQL', () => {
  it.each([
    ['whole numbers divided', 'SELECT 5 / 2 AS n', "'/'"],
    ['|| between texts', "SELECT name || 'x' AS n FROM thing", "'||'"],
    ['a division that cuts', 'SELECT size DIV 2 AS n FROM thing', 'DIV'],
    ['IS between two values', 'SELECT id FROM thing WHERE name IS label', 'IS label'],
    ['no limit by a negative one', 'SELECT id FROM thing LIMIT -1', 'LIMIT -'],
    ['a double equals sign', 'SELECT id FROM thing WHERE id == 1', "'=='"],
    ['a function that it lacks', 'SELECT DATE_FORMAT(name, 1) AS n FROM thing', 'DATE_FORMAT()'],
    ['a function that MySQL lacks', "SELECT printf('%d', id) AS n FROM thing", 'PRINTF()'],
    ['a mean', 'SELECT AVG(size) AS n FROM thing', 'AVG()'],
    ['the largest of several values', 'SELECT MAX(id, size) AS n FROM thing', 'MAX() of several values'],
    ['a conversion to a number', 'SELECT CAST(name AS SIGNED) AS n FROM thing', 'CAST to SIGNED'],
    ['a pattern that is put together', "SELECT id FROM thing WHERE name LIKE CONCAT(label, '%')", 'LIKE'],
    ['a column beside groups', 'SELECT name, label FROM thing GROUP BY name', "'label'"],
    ['a column beside an aggregate', 'SELECT COUNT(*) AS n, t.name FROM thing t', "'t.name'"],
    ['an order within groups', 'SELECT size FROM thing GROUP BY size ORDER BY name', "'name'"],
    [
      'a column of groups in a query inside',
      'SELECT n FROM (SELECT MAX(id) AS n, name FROM thing) AS x',
      "'name'",
    ],
    ['a text compared with a number', 'SELECT id FROM thing WHERE name = 5', "'name'"],
    ['a text in numbers', "SELECT id FROM thing t WHERE t.name IN ('a', 5)", "'name'"],
    ['a number compared with a text', "SELECT id FROM thing WHERE NOT size <> 'five'", "'size'"],
    ['a column read behind its assignment', 'UPDATE thing SET size = 1, id = size + 1', "'size'"],
    [
      'a column read behind its assignment on a duplicate',
      `INSERT INTO thing (id, size) VALUES (1, 1)
       ON DUPLICATE KEY UPDATE size = VALUES(size), label = CASE WHEN size > 1 THEN 'x' ELSE label END`,
      "'size'",
    ],
  ])('is refused as not modelled: %s', async (_what, sql, named) => {
    const refusal = await refusalOf(sql);
    expect(refusal).toBeInstanceOf(DialectGap);
    expect(refusal).toMatchObject({ status: 501, message: expect.stringContaining(named) as string });
  });

  it.each([
    ['a text', 'SELECT id FROM thing WHERE name = ?', 5],
    ['a text', 'SELECT id FROM thing WHERE name = ?', true],
    ['a text', 'SELECT id FROM thing WHERE id = 1 AND name BETWEEN ? AND ?', 5],
    ['a number', 'SELECT id FROM thing WHERE size IN (?)', ''],
    ['a number', 'SELECT id FROM thing WHERE (size <= ?)', '05'],
  ])('is refused where %s is compared with a bound value of another kind: %s', async (_what, sql, value) => {
    const marks = [...sql.matchAll(/\?/g)];
    expect(await refusalOf(sql, ...marks.map(() => value))).toBeInstanceOf(DialectGap);
    expect(await refusalOf(sql, ...marks.map(() => null))).toBeUndefined();
  });

  it('is refused where letters beyond ASCII would change their case', async () => {
    await engine.execute('UPDATE thing SET name = ? WHERE id = 3', ['Éclair'], 'write');
    expect(await rows('SELECT LOWER(name) AS n FROM thing WHERE id = 2')).toEqual([{ n: 'a' }]);
    expect(await refusalOf('SELECT LOWER(name) AS n FROM thing')).toBeInstanceOf(DialectGap);
  });
});

describe('what SQLite answers as MySQL does', () => {
  it.each([
    ['capitals differ from small letters, in LIKE too', "SELECT id FROM thing WHERE name LIKE 'a%'", [1]],
    [
      'a backslash takes a sign of LIKE its meaning',
      String.raw`SELECT id FROM thing WHERE name LIKE '\_'`,
      [],
    ],
    ['blanks at the end do not count in a comparison', "SELECT id FROM thing WHERE name = 'b'", [3]],
    ['nothing makes CONCAT nothing', 'SELECT id FROM thing WHERE CONCAT(name, label) IS NULL', [2]],
    [
      'LENGTH is of bytes',
      "SELECT id FROM thing WHERE LENGTH('é') = 2 AND CHAR_LENGTH('é') = 1 AND id = 1",
      [1],
    ],
    ['double quotes hold a text', 'SELECT id FROM thing WHERE name = "a"', [1]],
    ['a backslash escapes', String.raw`SELECT id FROM thing WHERE 'it\'s' = 'it''s' AND id = 1`, [1]],
    ['two dashes are no comment by themselves', 'SELECT id FROM thing WHERE id = 4--1 OR id = 2--1', [3]],
    ['a number with a point divides', 'SELECT id FROM thing WHERE size * 1.0 / 2 > 2.4', [1, 3]],
    ['an alias groups', 'SELECT MIN(id) AS id, size AS s FROM thing GROUP BY s ORDER BY s', [2, 1]],
  ])('%s', async (_what, sql, ids) => {
    const found = (await rows(sql)) as { readonly id: unknown }[];
    expect(found.map(({ id }) => Number(id))).toEqual(ids);
  });

  it('takes texts that differ in blanks at their end for one key', async () => {
    await engine.execute('CREATE TABLE word (text VARCHAR(5) NOT NULL PRIMARY KEY)', [], 'ddl');
    await engine.execute("INSERT INTO word (text) VALUES ('a')", [], 'write');
    expect(await refusalOf("INSERT INTO word (text) VALUES ('a ')")).toMatchObject({
      database: { errno: 1062 },
      message: expect.stringContaining('Duplicate entry') as string,
    });
  });
});
