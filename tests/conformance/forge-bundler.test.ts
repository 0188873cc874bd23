import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpCompany } from '../../sandbox/company/company';
import { setUpApp } from '../../sandbox/company/set-up-app';
import { appBundle, type AppBundle } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import { Sandbox } from '../../sandbox/sandbox';
import { playNewHire } from '../../sandbox/story/new-hire';
import { sqlUrl } from '../support/sql-engine';
import { ROOT } from '../support/root';
import { START } from '../support/world';
import { forgeBackEnd, type ForgeBackEnd } from './forge/forge-back-end';
import { plantProject, projectRoot, runNode } from '../tooling/tool-runner';

// Forge's bundler bundles each surface by itself
const PATIENCE_MS = 1_200_000;

const surfacesSchema = z.object({
  surfaces: z.array(z.object({ key: z.string(), files: z.array(z.string()) })),
  said: z.array(z.string()),
});

/**
 * A copy of the app whose types are not checked. The bundler checks all of them for each surface anew, the very same
 * files with the very same options; bundling the back end has done that once.
 */
function appWithoutTypeCheck(): string {
  const folder = mkdtempSync(join(ROOT, '.cache/forge-surfaces-'));
  for (const part of ['src', 'static', 'manifest.yml', 'package.json', '.cache/packed'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: { noCheck: true },
    include: ['src', 'static'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  return folder;
}

/** The back end that Forge's bundler made, in the form that the sandbox runs. */
const readBackEnd = ({ bundles }: ForgeBackEnd): AppBundle =>
  appBundle(
    Object.fromEntries(
      Object.entries(bundles).map(
        ([handler, file]) => [handler, { code: readFileSync(file, 'utf8'), file }] as const,
      ),
    ),
  );

describe('Forge’s own bundler', () => {
  const place = plantProject({});
  let backEnd: ForgeBackEnd;
  let surfaces: z.infer<typeof surfacesSchema>;
  let copy: string;

  async function bundleSurfaces(cwd: string): Promise<unknown> {
    const script = join(projectRoot, 'tests/conformance/forge/bundle.ts');
    const env = { ...process.env, TMPDIR: place.folder };
    const { code, stdout, stderr } = await runNode('--import', ['tsx', script, 'surfaces'], { cwd, env });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  beforeAll(async () => {
    copy = appWithoutTypeCheck();
    backEnd = await forgeBackEnd(ROOT);
    surfaces = surfacesSchema.parse(await bundleSurfaces(copy));
  }, PATIENCE_MS);
  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
    place.remove();
  });

  it('bundles every surface into a page and has nothing to say', () => {
    const keys = surfaces.surfaces.map(({ key }) => key);
    expect(keys.sort()).toEqual(
      Manifest.read(ROOT)
        .resources.map(({ key }) => key)
        .sort(),
    );
    for (const { key, files } of surfaces.surfaces)
      expect(files).toEqual(expect.arrayContaining(['index.html', `${key}.js`]));
    expect([...backEnd.said, ...surfaces.said]).toEqual([]);
  });

  it('makes a back end on which the demo goes as expected', async () => {
    const company = madeUpCompany();
    const bundle = readBackEnd(backEnd);
    const sandbox = await Sandbox.start({
      directory: ROOT,
      appName: 'Seatkeeper',
      sites: [company.site],
      startAt: START,
      bundle,
      sqlUrl,
    });
    await setUpApp(sandbox, sandbox.site(), company);
    const requests = await playNewHire(sandbox, company, () => undefined);
    expect(requests.map(({ application, seat }) => ({ application, hasSeat: seat !== null }))).toEqual([
      { application: 'slack', hasSeat: true },
      { application: 'miro', hasSeat: true },
      { application: 'figma', hasSeat: true },
    ]);
    await sandbox.stop();
  });
});
