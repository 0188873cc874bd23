import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntaxFault } from '../preflight/sql/mysql-grammar';
import { SourceStatements } from '../preflight/sql/source-statements';
import { statementFaults } from '../preflight/sql/statement-faults';
import { plantProject } from './tool-runner';

describe('what TiDB or Forge SQL refuses, or the app does not use', () => {
  it.each([
    ['a value bound to LIMIT', 'SELECT a FROM t LIMIT 5 OFFSET ?'],
    ['a value bound to INTERVAL', 'SELECT a FROM t WHERE b > NOW() - INTERVAL ? DAY'],
    ['a common table expression', 'WITH x AS (SELECT 1 AS a) SELECT a FROM x'],
    ['a window function', 'SELECT a, SUM(b) OVER (PARTITION BY c) AS d FROM t'],
    ['a foreign key', 'CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES u (a))'],
    ['AUTO_INCREMENT', 'CREATE TABLE t (a INT NOT NULL AUTO_INCREMENT PRIMARY KEY)'],
    ['a CHECK', 'CREATE TABLE t (a INT NOT NULL CHECK (a > 0))'],
    ['a column of JSON', 'ALTER TABLE t ADD COLUMN doc JSON NULL'],
    ['INSERT … SELECT', 'INSERT INTO t (a) SELECT a FROM u ON DUPLICATE KEY UPDATE a = VALUES(a)'],
    ['a DELETE from several tables', 'DELETE t FROM t JOIN u ON u.a = t.a WHERE u.b = 1'],
    ['a DELETE from several tables', 'DELETE FROM t USING t JOIN u ON u.a = t.a'],
    ['the name rank, which is reserved', 'CREATE TABLE t (a INT, rank INT NOT NULL)'],
    ['the name groups, which is reserved', 'CREATE TABLE groups (a INT)'],
    ['the name system, which is reserved', 'CREATE TABLE t (a INT, KEY system (a))'],
    ['the name row_number, which is reserved', 'SELECT COUNT(*) AS row_number FROM t'],
  ])('is named: %s in %s', (fault, sql) => {
    expect(statementFaults(sql)).toContain(fault);
  });

  it.each([
    'SELECT a FROM t WHERE b = ? ORDER BY a LIMIT 5 OFFSET 10',
    "INSERT INTO t (a) VALUES ((SELECT MAX(a) FROM u)), ('rank AS rank')",
    'DELETE FROM t WHERE a IN (SELECT a FROM u, v)',
    'SELECT CAST(JSON_OBJECT(1, a) AS CHAR) AS doc FROM t AS `rank`',
    'CREATE TABLE t (a INT NOT NULL, `rank` INT, PRIMARY KEY (a), UNIQUE KEY one (a), KEY many (a))',
    'INSERT IGNORE INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = CASE WHEN a <=> VALUES(a) THEN 1 ELSE 2 END',
  ])('is not found in %s', (sql) => {
    expect(statementFaults(sql)).toEqual([]);
    expect(syntaxFault(sql)).toBeUndefined();
  });
});

it('what is no statement of MySQL’s is quoted from where it goes wrong', () => {
  expect(syntaxFault('SELECT a FROM t GROUP a')).toBe('MySQL cannot read it from “a”');
  expect(syntaxFault('UPDATE t SET')).toContain('where it ends');
});

describe('statements in the source', () => {
  const place = plantProject({
    'src/parts.ts': "export const COLUMNS = `id, ${KEY}`;\nconst KEY = 'name';\n",
    'src/store.ts': `import { COLUMNS } from './parts';
const WAITS = \`state = 'waits' AND \${extra()}\`;
export const one = (table: string, where: string, ids: string[]) =>
  \`SELECT \${COLUMNS} FROM \${table} WHERE \${WAITS} AND \${where} AND id IN (\${ids.join()}) \${order()}\`;
export const two = (rows: { sql: string }) => \`INSERT INTO thing \${rows.sql} ON DUPLICATE KEY UPDATE \${set}, n = n\`;
export const three = \` ORDER BY name\`;
export const prose = 'Select a pool, then delete it from the list.';
`,
  });
  afterAll(place.remove);

  it('are read with their constants and with what may stand where only a run knows', () => {
    const statements = new SourceStatements(place.folder, (path) => readFileSync(path, 'utf8'));
    const found = statements.in(join('src', 'store.ts'));
    expect(found.map(({ line, sql, isWhole }) => ({ line, sql, isWhole }))).toEqual([
      {
        line: 4,
        sql: "SELECT id, name FROM x1 WHERE state = 'waits' AND x1 = 1 AND x1 = 1 AND id IN (x1) ",
        isWhole: true,
      },
      {
        line: 5,
        sql: 'INSERT INTO thing (x1) VALUES (1) ON DUPLICATE KEY UPDATE x1 = 1, n = n',
        isWhole: true,
      },
      { line: 6, sql: ' ORDER BY name', isWhole: false },
    ]);
    for (const { sql, isWhole } of found) if (isWhole) expect(syntaxFault(sql)).toBeUndefined();
  });
});
