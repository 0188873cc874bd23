import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { plantProject, projectRoot, runNode } from './tool-runner';

const SEATS = `export const isFree = (taken: number, seats: number): boolean => taken < seats;
export const isOver = (taken: number, seats: number): boolean => taken > seats;
`;

const CONFIG = `module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  transform: { '^.+\\\\.ts$': '<rootDir>/.tools/transform.cjs' },
  cacheDirectory: '<rootDir>/.cache/jest',
};
`;

const testThat = (expectation: string): string => `import { isFree, isOver } from '../src/seats';
it('a pool has an end', () => {
  ${expectation}
});
`;

const inSeats = (find: string, replace: string, what: string) => ({
  file: 'src/seats.ts',
  find,
  replace,
  tests: ['tests/seats.test.ts'],
  what,
});

const KILLED = inSeats('taken < seats', 'taken <= seats', 'A seat is given away that is not there.');
const SURVIVES = inSeats('taken > seats', 'taken >= seats', 'A pool is called too full when it is full.');
const NO_CODE = inSeats('taken > seats', 'taken > ;', 'Nothing of this compiles.');
const NO_TEST = { ...SURVIVES, name: 'a test that nobody wrote', what: 'Nobody looks.' };

function planted(
  mutations: readonly object[],
  expectation = 'expect([isFree(1, 2), isFree(2, 2)]).toEqual([true, false]);',
) {
  const project = plantProject({
    'package.json': '{}',
    'src/seats.ts': SEATS,
    'tests/jest.config.cjs': CONFIG,
    'tests/seats.test.ts': testThat(`expect(isOver(3, 2)).toBe(true); ${expectation}`),
  });
  const inFolder = (path: string) => join(project.folder, path);
  mkdirSync(inFolder('.tools/lib'), { recursive: true });
  for (const file of ['.tools/mutate.mjs', '.tools/transform.cjs', '.tools/lib/machine.mjs'])
    copyFileSync(join(projectRoot, file), inFolder(file));
  symlinkSync(join(projectRoot, 'node_modules'), inFolder('node_modules'), 'junction');
  writeFileSync(inFolder('.tools/mutations.json'), JSON.stringify(mutations));
  return {
    remove: project.remove,
    inFolder,
    mutate: (...args: readonly string[]) =>
      runNode(inFolder('.tools/mutate.mjs'), args, { cwd: project.folder }),
  };
}

describe('the check by mutations', () => {
  let project: ReturnType<typeof planted>;
  afterEach(() => {
    project.remove();
  });

  it('tells what the tests notice from what they do not, and leaves everything as it was', async () => {
    project = planted([KILLED, SURVIVES, NO_CODE, NO_TEST]);
    const { code, stdout } = await project.mutate();
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/\(\d+ s\)/, '(…)')),
    ).toEqual([
      '1/4 killed (…) src/seats.ts: A seat is given away that is not there.',
      '    1 of 1, such as: a pool has an end',
      '2/4 survived (…) src/seats.ts: A pool is called too full when it is full.',
      '    all 1 tests passed',
      '3/4 invalid (…) src/seats.ts: Nothing of this compiles.',
      expect.stringContaining('it does not compile'),
      '4/4 invalid (…) src/seats.ts: Nobody looks.',
      '    no test ran',
      '1 killed, 1 survived, 2 invalid',
    ]);
    expect(code).toBe(1);
    expect(readFileSync(project.inFolder('src/seats.ts'), 'utf8')).toBe(SEATS);
    expect(readFileSync(project.inFolder('.cache/mutated/src/seats.ts'), 'utf8')).toBe(SEATS);
  });

  it('succeeds when everything that was asked for is killed, and says so for programs too', async () => {
    project = planted([KILLED, SURVIVES]);
    const { code, stdout, stderr } = await project.mutate('--only', 'given away', '--json');
    expect(JSON.parse(stdout)).toEqual([
      { ...KILLED, verdict: 'killed', because: '1 of 1, such as: a pool has an end' },
    ]);
    expect(stderr).toMatch(/\n1 killed, 0 survived, 0 invalid\n$/);
    expect(code).toBe(0);
  });

  it('names the entry whose place is not there exactly once, before it does anything', async () => {
    project = planted([KILLED, inSeats('seats: number', 'seats: string', 'It stands there twice.')]);
    expect(await project.mutate()).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'mutate: .tools/mutations.json does not fit the project:\n' +
        '  src/seats.ts: It stands there twice.: "seats: number" stands there 2 times, not once\n',
    });
    expect(existsSync(project.inFolder('.cache/mutated'))).toBe(false);
  });

  it('refuses to begin while a test fails that is to notice something', async () => {
    project = planted([KILLED], 'expect(isFree(2, 2)).toBe(true);');
    const { code, stdout, stderr } = await project.mutate();
    expect(stderr).toContain(
      'mutate: these tests fail as the app is:\n  tests/seats.test.ts: 1 of 1, such as: a pool has an end\n',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

const listSchema = z.array(
  z.object({
    file: z.string(),
    find: z.string(),
    replace: z.string(),
    tests: z.array(z.string()).min(1),
    name: z.string().optional(),
    what: z.string(),
  }),
);

describe('the list of mutations', () => {
  const list = listSchema.parse(
    JSON.parse(readFileSync(join(projectRoot, '.tools/mutations.json'), 'utf8')) as unknown,
  );

  it('has at least 60, each another one, with what goes wrong for people', () => {
    expect(new Set(list.map(({ file, find, replace }) => `${file} ${find} ${replace}`)).size).toBe(
      list.length,
    );
    expect(list.length).toBeGreaterThanOrEqual(60);
    expect(list.filter(({ find, replace, what }) => find === replace || what === '')).toEqual([]);
  });

  it('fits the code: what is replaced stands there once, and the tests are there', () => {
    const misfits = list.filter(
      ({ file, find, tests }) =>
        readFileSync(join(projectRoot, file), 'utf8').split(find).length !== 2 ||
        tests.some((test) => !existsSync(join(projectRoot, test))),
    );
    expect(misfits).toEqual([]);
  });
});
