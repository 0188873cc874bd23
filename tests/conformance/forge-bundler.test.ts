import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpCompany } from '../../sandbox/company/company';
import { setUpApp } from '../../sandbox/company/set-up-app';
import type { AppBundle } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import { Sandbox } from '../../sandbox/sandbox';
import { playNewHire } from '../../sandbox/story/new-hire';
import { sqlUrl } from '../support/sql-engine';
import { ROOT, START } from '../support/world';
import { plantProject, projectRoot, runNode } from '../tooling/tool-runner';

// Forge's bundler bundles and type-checks each surface by itself
const PATIENCE_MS = 1_200_000;

const bundledSchema = z.object({
  backEnd: z.string(),
  surfaces: z.array(z.object({ key: z.string(), files: z.array(z.string()) })),
  said: z.array(z.string()),
});

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
  let bundled: z.infer<typeof bundledSchema>;

  beforeAll(async () => {
    const script = join(projectRoot, 'tests/conformance/forge/bundle.ts');
    const env = { ...process.env, FORGE_RUNTIME_PATH: place.folder, TMPDIR: place.folder };
    const { code, stdout, stderr } = await runNode('--import', ['tsx', script], { env });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    bundled = bundledSchema.parse(JSON.parse(stdout));
  }, PATIENCE_MS);
  afterAll(place.remove);

  it('bundles every surface into a page and has nothing to say', () => {
    const keys = bundled.surfaces.map(({ key }) => key);
    expect(keys.sort()).toEqual(
      Manifest.read(ROOT)
        .resources.map(({ key }) => key)
        .sort(),
    );
    for (const { key, files } of bundled.surfaces)
      expect(files).toEqual(expect.arrayContaining(['index.html', `${key}.js`]));
    expect(bundled.said).toEqual([]);
  });

  it('makes a back end on which the demo goes as told', async () => {
    const company = madeUpCompany();
    const bundle = readBackEnd(bundled.backEnd);
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
