import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpCompany } from '../../sandbox/company/company';
import { setUpApp } from '../../sandbox/company/set-up-app';
import type { AppBundle } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import { Sandbox } from '../../sandbox/sandbox';
import { playNewHire } from '../../sandbox/story/new-hire';
import { sqlUrl } from '../support/sql-engine';
import { ROOT } from '../support/root';
import { START } from '../support/world';
import { plantProject, projectRoot, runNode } from '../tooling/tool-runner';

// Forge's bundler bundles each surface by itself
const PATIENCE_MS = 1_200_000;

const backEndSchema = z.object({ backEnd: z.string(), said: z.array(z.string()) });
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
  for (const part of ['src', 'static', 'manifest.yml', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: { noCheck: true },
    include: ['src', 'static'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  return folder;
}

/** The back end that Forge's bundler left in a folder, in the form that the sandbox runs. */
function readBackEnd(folder: string): AppBundle {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cjs') && !name.startsWith('__forge'));
  const code = files
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return `exports[${JSON.stringify(file.replace('.cjs', ''))}] = {};
(function (exports) {${text}\n})(exports[${JSON.stringify(file.replace('.cjs', ''))}]);`;
    })
    .join('\n');
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  return { code, file: join(folder, 'app-functions.cjs'), digest };
}

describe('Forge’s own bundler', () => {
  // what the bundler wraps around a back end comes from Atlassian; it is not needed to run the app here
  const stub = 'exports.main = () => undefined;\n';
  const place = plantProject({ 'dist/wrapper.js': stub, 'dist/loader.js': stub });
  let backEnd: z.infer<typeof backEndSchema>;
  let surfaces: z.infer<typeof surfacesSchema>;
  let copy: string;

  async function bundle(part: 'back-end' | 'surfaces', cwd: string): Promise<unknown> {
    const script = join(projectRoot, 'tests/conformance/forge/bundle.ts');
    const env = { ...process.env, FORGE_RUNTIME_PATH: place.folder, TMPDIR: place.folder };
    const { code, stdout, stderr } = await runNode('--import', ['tsx', script, part], { cwd, env });
    expect({ part, code, stderr: code === 0 ? '' : stderr }).toEqual({ part, code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  beforeAll(async () => {
    copy = appWithoutTypeCheck();
    backEnd = backEndSchema.parse(await bundle('back-end', ROOT));
    surfaces = surfacesSchema.parse(await bundle('surfaces', copy));
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
    const bundle = readBackEnd(backEnd.backEnd);
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
