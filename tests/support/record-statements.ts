/**
 * Set up before every test file: where SEATKEEPER_STATEMENTS names a folder, each test file writes down there which
 * statements it had carried out on which kind of database, for .tools/compare-statements.mjs to see that all of them ran on
 * a server too.
 */
import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { STATEMENTS } from '../../sandbox/forge/sql/statements';
import { sqlUrl } from './sql-engine';

const folder = process.env['SEATKEEPER_STATEMENTS'];

/** The same for statements that differ in how many rows or values they take, or in a number that is written out. */
const shapeOf = (statement: string): string =>
  statement
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b\d+\b/g, 'N')
    .replaceAll(/\?(?:, \?)+/g, '?, …')
    .replaceAll(/(\([^()]*\))(?:, \1)+/g, '$1, …')
    .trim();

if (folder !== undefined && folder !== '') {
  const shapes = new Map<string, string>();
  const before = process.cpuUsage();
  const keep = (statement: unknown): void => {
    const text = String(statement);
    if (!shapes.has(text)) shapes.set(text, shapeOf(text));
  };
  subscribe(STATEMENTS, keep);
  // Node's channels outlive the test file, which Jest loads anew each time
  afterAll(() => {
    unsubscribe(STATEMENTS, keep);
    if (shapes.size === 0) return;
    const { testPath = '' } = expect.getState();
    const file = relative(join(__dirname, '../..'), testPath);
    const database = sqlUrl === undefined ? 'sqlite' : 'server';
    const name = createHash('sha256').update(file).digest('hex').slice(0, 16);
    const { user, system } = process.cpuUsage(before);
    const seen = { file, database, ms: (user + system) / 1_000, shapes: [...new Set(shapes.values())] };
    writeFileSync(join(folder, `${database}-${name}.json`), JSON.stringify(seen));
  });
}
