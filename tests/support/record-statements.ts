/**
 * Set up before every test file: where SEATKEEPER_STATEMENTS names a folder, each test file writes down there which
 * kinds of statements it had carried out on which database, for .tools/compare-statements.mjs to see that all of them ran
 * on a server too.
 */
import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { STATEMENTS } from '../../sandbox/forge/sql/statements';
import { sqlUrl } from './sql-engine';

const folder = process.env['SEATKEEPER_STATEMENTS'];

/** Reads that the app sends as one statement stand side by side in it. */
const BETWEEN_READS = / UNION ALL (?=SELECT \d+ AS part\b)/;
const TABLE = /(?:\bFROM|\bJOIN|\bINTO|(?<!KEY )\bUPDATE)\s+([a-z_]+)/g;
const FEATURES = ['ON DUPLICATE KEY', 'IGNORE', 'GROUP BY', 'EXISTS', 'WITH'];

/**
 * What a statement does to which tables, and by what of SQL that databases differ in: `INSERT seat IGNORE`. Which columns and
 * values it names depends on what a test asks for, by chance in some.
 */
function kindsOf(statement: string): string[] {
  const text = statement.replaceAll(/\s+/g, ' ').trim();
  return text.split(BETWEEN_READS).map((read) => {
    const verb = read.slice(0, read.indexOf(' '));
    const tables = [...new Set([...read.matchAll(TABLE)].map(([, table = '']) => table))].sort();
    return [verb, tables.join(' '), ...FEATURES.filter((feature) => read.includes(feature))].join(' ');
  });
}

if (folder !== undefined && folder !== '') {
  const kinds = new Map<string, readonly string[]>();
  const before = process.cpuUsage();
  const keep = (statement: unknown): void => {
    const text = String(statement);
    if (!kinds.has(text)) kinds.set(text, kindsOf(text));
  };
  subscribe(STATEMENTS, keep);
  // Node's channels outlive the test file, which Jest loads anew each time
  afterAll(() => {
    unsubscribe(STATEMENTS, keep);
    if (kinds.size === 0) return;
    const { testPath = '' } = expect.getState();
    const file = relative(join(__dirname, '../..'), testPath);
    const database = sqlUrl === undefined ? 'sqlite' : 'server';
    const name = createHash('sha256').update(file).digest('hex').slice(0, 16);
    const { user, system } = process.cpuUsage(before);
    const seen = {
      file,
      database,
      ms: (user + system) / 1_000,
      kinds: [...new Set([...kinds.values()].flat())],
    };
    writeFileSync(join(folder, `${database}-${name}.json`), JSON.stringify(seen));
  });
}
