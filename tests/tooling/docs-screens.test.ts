import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS_PICTURES } from '../screens/docs-pictures';
import { scenes } from '../screens/scenes';
import { projectRoot, runNode } from './tool-runner';

const FOLDER = join(projectRoot, 'docs/screens');
const pictures = readdirSync(FOLDER).filter((name) => name !== 'README.md');

describe('the pictures in docs/screens', () => {
  it('are those of the list and no others, each of a scene that there is', () => {
    expect(pictures).toEqual(DOCS_PICTURES.map((name) => `${name}.webp`).sort());
    const taken = scenes.flatMap(({ surface, state }) => [
      `${surface}-${state}.light`,
      `${surface}-${state}.dark`,
    ]);
    expect(DOCS_PICTURES.filter((name) => !taken.includes(name))).toEqual([]);
  });

  it('are few and light, because every retake stays in the history', () => {
    expect(pictures.length).toBeLessThanOrEqual(40);
    const bytes = pictures.map((name) => statSync(join(FOLDER, name)).size);
    expect(Math.max(...bytes)).toBeLessThan(200_000);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(2_500_000);
  });

  it('are all shown on their page', () => {
    const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    expect(pictures.filter((name) => !page.includes(`](${name})`))).toEqual([]);
  });

  it('are not taken where no scene has the name that was asked for', async () => {
    const script = join(projectRoot, 'tests/screens/take-screens.ts');
    const { code, stderr } = await runNode('--import', ['tsx', script, '--docs', 'no-such-scene']);
    expect(stderr).toContain('no picture has a name with no-such-scene in it');
    expect(code).toBe(1);
  });
});
