import { join } from 'node:path';
import { plantProject, projectRoot, runNode, type ToolResult } from './tool-runner';

const tool = join(projectRoot, '.tools', 'compare-statements.mjs');

interface Ran {
  readonly database: 'sqlite' | 'server';
  readonly file: string;
  readonly shapes: readonly string[];
}

async function compared(...all: readonly Ran[]): Promise<ToolResult> {
  const files = all.map(({ database, file, shapes }): [string, string] => [
    `${database}-${file}.json`,
    JSON.stringify({ file, database, ms: 1, shapes }),
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
      { database: 'sqlite', file: 'a.test.ts', shapes: ['SELECT N', 'SELECT a FROM b'] },
      { database: 'server', file: 'a.test.ts', shapes: ['SELECT N'] },
      { database: 'server', file: 'c.test.ts', shapes: ['SELECT a FROM b', 'CREATE TABLE d'] },
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '2 of 2 statements ran on a database server too\n',
    });
  });

  it('fail with the one that never ran there, and the files that have it', async () => {
    const { code, stdout } = await compared(
      { database: 'sqlite', file: 'a.test.ts', shapes: ['SELECT N', 'DELETE FROM b'] },
      { database: 'server', file: 'a.test.ts', shapes: ['SELECT N'] },
    );
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 2 statements');
    expect(stdout).toContain('never there: DELETE FROM b\n    by a.test.ts');
  });

  it('fail when there are none, since then nothing was compared', async () => {
    expect(await compared()).toMatchObject({ code: 1 });
  });
});
