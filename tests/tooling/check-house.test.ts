import { join } from 'node:path';
import { plantProject, projectRoot, runNode } from './tool-runner';

const checker = join(projectRoot, '.tools', 'check-house.mjs');

async function check(files: Readonly<Record<string, string>>) {
  const project = plantProject(files);
  try {
    return await runNode(checker, [project.folder]);
  } finally {
    project.remove();
  }
}

/** Offences are spelled in pieces: the checker reads this file too. */
const spell = (...pieces: string[]) => pieces.join('');

describe('the house checker', () => {
  it('accepts a clean project, with reasons where they are due and links that lead somewhere', async () => {
    const clean = {
      'README.md':
        'See [design](docs/design.md#top), [docs](docs/), [web](https://example.com), ![shot](docs/a.png).\n' +
        '```\n[in code](nowhere.md)\n```\n',
      'docs/design.md': '[back](../README.md) `[inline](nowhere.md)`\n',
      'docs/a.png': '\0binary',
      'src/pools/rules/seat-pool.ts': [
        'export const seat = 1;',
        '// the same as any other seat',
        spell('// eslint-', 'disable-next-line no-console -- the one place that logs'),
        spell('// @ts-expect', '-error: the vendor forgot the type'),
        spell('// TO', 'DO: say when the seat came free'),
        "export const path = '/rest/api/3/issue';",
        "const rows = select(row, 'SELECT name FROM tier WHERE tier_key = ?');",
        "if (rows.length > 1) throw new Error('one key has one tier');",
        "log.error('a seat could not be read', rows);",
        '',
      ].join('\n'),
      'src/pools/rules/messages.ts': "export const poolMessages = { none: 'No seats are left.' };\n",
      'tests/seat-pool.test.ts': "const when = true ? it : it.skip;\nwhen('waits', () => {});\n",
      'sandbox/vite.config.ts': 'export default {};\n',
    };
    expect(await check(clean)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<[string, string, string, string]>([
    [
      'a mocked Forge package',
      'tests/a.test.ts',
      spell('jest.mo', "ck('@forge/api')"),
      'nothing of them is mocked',
    ],
    ['a focused test', 'tests/a.test.ts', spell('it.on', "ly('x', f)"), 'focused or skipped'],
    ['a skipped group', 'tests/a.test.ts', spell('describe.sk', "ip('x', f)"), 'focused or skipped'],
    ['a skipped table of tests', 'tests/a.test.ts', spell('xi', "t('x', f)"), 'focused or skipped'],
    [
      'a disabled rule without a reason',
      'src/a.ts',
      spell('/* eslint-', 'disable no-console */'),
      'needs its reason',
    ],
    ['an expected error without a reason', 'src/a.ts', spell('// @ts-expect', '-error'), 'needs its reason'],
    ['an ignored error', 'src/a.ts', spell('// @ts-', 'ignore'), 'not switched off'],
    ['an unchecked file', 'src/a.ts', spell('// @ts-', 'nocheck'), 'not switched off'],
    ['a bound limit', 'src/a.ts', 'select(row, `SELECT a FROM b LIMIT ?`, 5);', 'TiDB does not take'],
    [
      'a bound offset',
      'src/a.ts',
      'select(row, `SELECT a FROM b LIMIT 5 OFFSET ?`, 5);',
      'TiDB does not take',
    ],
    ['a bound limit after a written offset', 'src/a.ts', 'select(`SELECT a FROM b LIMIT 5, ?`);', 'TiDB'],
    ['a bound limit in small letters', 'src/a.ts', 'select(`select a from b limit ?`);', 'TiDB'],
    ['a bound limit in the next line', 'src/a.ts', 'select(`SELECT a FROM b\nLIMIT\n?`);', 'TiDB'],
    ['a table in backticks', 'src/kpis/store/a.ts', "write('UPDATE `seat` SET a = 1');", 'writes seat'],
    ['a write in small letters', 'src/kpis/store/a.ts', "write('update seat set a = 1');", 'writes seat'],
    [
      'a deletion from several tables',
      'src/kpis/store/a.ts',
      "write('DELETE p, s FROM kpi p, `seat` s');",
      'writes seat',
    ],
    [
      'a table after a comma',
      'src/people/store/a.ts',
      "select('SELECT a FROM person p, tier t');",
      'reads tier, which a later capability owns: catalog',
    ],
    ['a cast to any', 'src/a.ts', spell('f(x as', ' any);'), 'a cast to any'],
    ['a path of a machine', 'docs/a.md', spell('see /wo', 'rk/main'), "a path of somebody's machine"],
    ['a home folder', 'src/a.ts', spell("open('/ho", "me/ann/x')"), "a path of somebody's machine"],
    ['a registry host', 'docs/a.md', spell('from npm', 'js.org'), 'a registry host'],
    ['a to-do without words', 'src/a.ts', spell('// TO', 'DO'), 'does not say what'],
    ['all of zod', 'src/a.ts', "import * as z from 'zod';", 'import what the app uses of it, from #zod'],
    [
      'zod’s types',
      'static/a.ts',
      "import type { ZodType } from 'zod/mini';",
      'import what the app uses of it',
    ],
    ['zod by name', 'src/a.ts', "import { string } from '#zod';", 'import it as a namespace'],
    ['a barrel', 'src/a.ts', spell('export ', "* from './b';"), 'a barrel'],
    ['a default export', 'src/a.ts', spell('export ', 'default 1;'), 'a default export'],
    ['a file name in camel case', 'src/seatPool.ts', 'export {};', 'seatPool.ts is not kebab-case'],
    ['a folder name in capitals', 'static/Panel/index.tsx', 'export {};', 'Panel is not kebab-case'],
    ['a file too long to read', 'src/a.ts', '//\n'.repeat(601), '601 lines, more than 600'],
    ['a link to nowhere', 'docs/a.md', 'see [b](b.md)', 'links to b.md, which is not there'],
    [
      'a link out of the project',
      'docs/a.md',
      'see [b](../../b.md)',
      'links to ../../b.md, which is not there',
    ],
    [
      'a table written by another capability',
      'src/kpis/store/a.ts',
      "write('UPDATE seat SET state = 1');",
      'writes seat, which pools alone writes',
    ],
    [
      'a table that lines are added to by another capability',
      'src/flows/store/a.ts',
      "write('INSERT IGNORE INTO ticket_fact (issue_id) VALUES (?)');",
      'writes ticket_fact, which facts alone writes',
    ],
    [
      'a table of a later capability that is read',
      'src/people/store/a.ts',
      "select('SELECT name FROM tier');",
      'reads tier, which a later capability owns: catalog',
    ],
    [
      'a table that nobody owns',
      'src/common/store/migrations.ts',
      "'CREATE TABLE IF NOT EXISTS wishes (a INT)'",
      'wishes has no owner',
    ],
    [
      'a sentence for people outside the messages',
      'src/pools/usecases/a.ts',
      "throw new SeatkeeperError('invalid', 'This pool has no seat.');",
      'a messages module',
    ],
    [
      'a sentence with a value in it',
      'src/pools/rules/a.ts',
      'export const said = (count: number) => `There are ${count} seats left`;',
      'a messages module',
    ],
    [
      'a word on a screen',
      'static/panel/a.tsx',
      'export const A = () => <Text>Seats</Text>;',
      'a messages module',
    ],
    [
      'a label on a screen',
      'static/panel/a.tsx',
      'export const A = () => <Box label="Seats" />;',
      'a messages module',
    ],
    [
      'a word on a screen in braces',
      'static/panel/a.tsx',
      "export const A = () => <Button>{'Approve'}</Button>;",
      'a messages module',
    ],
    [
      'a word that a screen shows by a condition',
      'static/panel/a.tsx',
      "export const A = ({ on }: P) => <Text>{on ? yes : 'Off'}</Text>;",
      'a messages module',
    ],
    [
      'a word in any attribute that is shown',
      'static/panel/a.tsx',
      'export const A = () => <Field helperText="Optional" />;',
      'a messages module',
    ],
    [
      'a sentence that has a word of SQL in it',
      'src/pools/rules/a.ts',
      "export const said = 'There are no seats left in this pool';",
      'a messages module',
    ],
    ['an image that is missing', 'docs/a.md', '<img src="a.png">', 'links to a.png, which is not there'],
  ])('finds %s', async (_what, path, text, complaint) => {
    const result = await check({ [path]: `${text.replace(/\n$/, '')}\n` });
    expect(result.code).toBe(1);
    expect(result.stdout.split('\n').filter(Boolean)).toEqual([expect.stringContaining(complaint)]);
    expect(result.stdout).toContain(path);
  });

  it('names the line', async () => {
    const { stdout } = await check({ 'src/a.ts': spell('export {};\n\nexport ', 'default 1;\n') });
    expect(stdout).toContain('src/a.ts:3: ');
  });
});
