import { join } from 'node:path';
import { plantProject, projectRoot, runNode, type ToolResult } from './tool-runner';

const tool = join(projectRoot, '.tools', 'compare-statements.mjs');

interface Ran {
  readonly database: 'sqlite' | 'server';
  readonly file: string;
  readonly kinds: readonly string[];
}

async function compared(...all: readonly Ran[]): Promise<ToolResult> {
  const files = all.map(({ database, file, kinds }): [string, string] => [
    `${database}-${file.replaceAll('/', '-')}.json`,
    JSON.stringify({ file, database, ms: 1, kinds }),
  ]);
  const { folder, remove } = plantProject({ 'read.me': '', ...Object.fromEntries(files) });
  try {
    return await runNode(tool, [folder]);
  } finally {
    remove();
  }
}

describe('statements that the tests had carried out', () => {
  it('pass when each of them ran on a server too, in whichever file', async () => {
    const { code, stdout } = await compared(
      { database: 'sqlite', file: 'tests/doors/a.test.ts', kinds: ['SELECT a', 'SELECT b EXISTS'] },
      { database: 'server', file: 'tests/doors/a.test.ts', kinds: ['SELECT a'] },
      { database: 'server', file: 'tests/doors/c.test.ts', kinds: ['SELECT b EXISTS', 'CREATE d'] },
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '2 of 2 kinds of statements ran on a database server too\n',
    });
  });

  it('fail with the one that never ran there, and the files that have it', async () => {
    const { code, stdout } = await compared(
      { database: 'sqlite', file: 'tests/doors/a.test.ts', kinds: ['SELECT a', 'DELETE b'] },
      { database: 'server', file: 'tests/doors/a.test.ts', kinds: ['SELECT a'] },
    );
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 2 kinds of statements');
    expect(stdout).toContain('never there: DELETE b\n    by tests/doors/a.test.ts');
  });

  it('fail when there are none, since then nothing was compared', async () => {
    expect(await compared()).toMatchObject({ code: 1 });
  });
});
