import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { haveDescriptions } from '../support/descriptions';
import { plantProject, projectRoot, runNode } from './tool-runner';

// each looks at an app with all of Forge’s tools
const PATIENCE_MS = 600_000;

const manifest = (rest: string): string => `app:
  id: ari:cloud:ecosystem::app/0b7ad9ff-0000-4000-8000-000000000003
  runtime: { name: nodejs22.x }
modules:
  scheduledTrigger:
    - { key: often, function: fn-often, interval: fiveMinute }
  sql:
    - { key: main, engine: mysql }
  function:
    - { key: fn-often, handler: index.often }
${rest}`;

const GOOD = {
  'manifest.yml': manifest(`permissions:
  scopes: [storage:app, read:jira-work]
  external: { fetch: { backend: [{ address: api.example.com }] } }
`),
  'src/index.ts': `import api, { fetch, route } from '@forge/api';
import { kvs } from '@forge/kvs';
import { sql } from '@forge/sql';
import { COLUMNS } from './columns';
export const unused = (limit: number) => sql.prepare(\`SELECT \${COLUMNS} FROM thing WHERE id > ? ORDER BY id LIMIT \${limit}\`);
export const ask = () => fetch('https://api.example.com/people');
export const read = () => api.asApp().requestJira(route\`/rest/api/3/field\`);
export const often = async () => {
  await sql.executeDDL('CREATE TABLE IF NOT EXISTS thing (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NULL)');
  await kvs.set('seen:last', 1);
};
`,
  'src/columns.ts': "export const COLUMNS = 'id, name';\n",
};

const BAD = {
  'manifest.yml': manifest(`  trigger:
    - { key: on-issue, function: fn-often, events: [avi:jira:created:nothing] }
resources:
  - { key: panel, path: static/absent/index.tsx }
permissions:
  scopes: [storage:app, read:jira-work, read:jira-user]
  external: { fetch: { backend: [{ address: api.example.com }] } }
`),
  'src/index.ts': `import api, { fetch, route } from '@forge/api';
import { kvs } from '@forge/kvs';
import { sql } from '@forge/sql';
import { LARGE } from './large';
export const ask = () => fetch('https://other.example.com/people');
export const askWhom = (whom: string) => fetch(whom);
export const write = (key: string) => api.asApp().requestJira(route\`/rest/api/3/issue/\${key}/comment\`, { method: 'POST' });
export const read = () => sql.prepare('SELECT id FROM thing LIMIT ?');
export const broken = (id: number) => sql.prepare(\`SELECT id FROM WHERE id = \${id}\`);
export const often = async () => {
  await kvs.set('seen/last', 1).catch(() => undefined);
  await kvs.set('large', LARGE.slice(0, 250_000)).catch(() => undefined);
};
${Array.from({ length: 26 }, (_unused, index) => `sql.executeDDL; export const d${index} = 'CREATE TABLE t${index} (id INT PRIMARY KEY)';`).join('\n')}
`,
  'src/large.ts': `export const LARGE = '${'x'.repeat(2_600_000)}';\n`,
};

/** The lines of a preflight over an app with these files, and how it ended. */
async function preflight(
  files: Readonly<Record<string, string>>,
  descriptions?: string,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const { folder, remove } = plantProject({ ...files, 'static/readme.txt': '' });
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  try {
    const script = join(projectRoot, 'tests/preflight/main.ts');
    const env = {
      ...process.env,
      ...(descriptions === undefined ? {} : { SEATKEEPER_DESCRIPTIONS: descriptions }),
    };
    const args = [require.resolve('tsx'), script, folder];
    const { code, stdout, stderr } = await runNode('--import', args, { env });
    expect(stderr).toBe('');
    return { code, lines: stdout.trim().split('\n') };
  } finally {
    remove();
  }
}

const line = (text: string): unknown => expect.stringContaining(text) as unknown;

it(
  'passes an app that Forge would take, and says what it could not look at and why',
  async () => {
    const { code, lines } = await preflight(GOOD, join(projectRoot, 'nowhere'));
    expect(lines).toEqual([
      'ok       manifest: 6 validations',
      line('skipped  linter: absent: '),
      'ok       scopes: 1 call of Jira, 2 scopes',
      'ok       hosts: 1 host',
      line('ok       bundles: index 0.'),
      'ok       sql: 2 statements and 0 parts',
      'ok       definitions: 1 data definition of 25 a minute',
      'ok       kvs: 2 calls, keys up to 9 of 500 characters, values up to 0.0 of 240 KiB',
    ]);
    expect(code).toBe(0);
  },
  PATIENCE_MS,
);

it(
  'ends with a code for failure and names each fault where it is',
  async () => {
    const { code, lines } = await preflight(BAD);
    expect(code).toBe(1);
    const faults = [
      ['FAILED   manifest', 'static/absent/index.tsx', 'there is no event avi:jira:created:nothing'],
      haveDescriptions ? ['FAILED   linter', 'write:jira-work'] : ['skipped  linter'],
      [
        'FAILED   scopes',
        'src/index.ts:7: POST /rest/api/3/issue/{}/comment: no scope of the manifest covers it',
      ],
      ['manifest.yml: lacks write:jira-work', 'manifest.yml: nothing needs read:jira-user'],
      ['FAILED   hosts', 'src/index.ts:5: manifest.yml does not declare https://other.example.com/people'],
      ['src/index.ts:6: the address of fetch(whom) is not written out'],
      ['manifest.yml: nothing fetches from api.example.com'],
      ['FAILED   bundles', 'MB, more than 2.50 MB: fn-often'],
      ['FAILED   sql', 'src/index.ts:8: a value bound to LIMIT'],
      ['src/index.ts:9: MySQL cannot read it from “ id = x1”'],
      [
        'FAILED   definitions: 26 data definitions of 25 a minute',
        'an installation would be refused the rest',
      ],
      ['FAILED   kvs', 'The value is larger than 240 KiB'],
    ].flat();
    for (const fault of faults) expect(lines).toContainEqual(line(fault));
    expect(lines).toContainEqual(line('Invalid string: must match pattern'));
  },
  PATIENCE_MS,
);
