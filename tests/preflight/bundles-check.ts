import { statSync } from 'node:fs';
import { bundleFunctions } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import { forgeBackEnd } from '../conformance/forge/forge-back-end';
import { MOST_BYTES } from '../support/function-sizes';
import { ROOT } from '../support/root';
import { counted, type Check } from './check';

/** Of an app for which nobody has said what its functions need: 1.8 MB take about 100 ms of processor time at a cold start. */
const MOST_OF_ANY = 2_500_000;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(2)} MB`;

interface BundleSizes {
  /** By handler file. */
  readonly bytes: Readonly<Record<string, number>>;
  /** What the bundler had to say, such as that something is imported that is not there. */
  readonly said: readonly string[];
}

/** The bytes of each handler file's bundle: by Forge's own bundler for the app itself, by the sandbox's for any other. */
async function bundleSizes(root: string, manifest: Manifest): Promise<BundleSizes> {
  if (root === ROOT) {
    const { bundles, said } = await forgeBackEnd(root);
    const bytes = Object.entries(bundles).map(([file, path]): [string, number] => [
      file,
      statSync(path).size,
    ]);
    return { bytes: Object.fromEntries(bytes), said };
  }
  const { handlers } = await bundleFunctions(manifest);
  const bytes = Object.entries(handlers).map(([file, { code }]): [string, number] => [
    file,
    // the map of its lines is not deployed
    Buffer.byteLength(code.slice(0, code.lastIndexOf('//# sourceMappingURL='))),
  ]);
  return { bytes: Object.fromEntries(bytes), said: [] };
}

/** How large the bundle of each function is; functions of one handler file share one. */
export const bundlesCheck: Check = {
  name: 'bundles',
  run: async (root) => {
    const manifest = Manifest.read(root);
    const functions = manifest
      .modulesOf('function')
      .map(({ key }) => ({ key, file: manifest.handlerOf(key).file }));
    const sizes = await bundleSizes(root, manifest);
    const problems = [...sizes.said];
    const notes: string[] = [];
    for (const [file, bytes] of Object.entries(sizes.bytes)) {
      const most = (root === ROOT ? MOST_BYTES[file] : undefined) ?? MOST_OF_ANY;
      const keys = functions.filter((one) => one.file === file).map(({ key }) => key);
      notes.push(`${file} ${megabytes(bytes)} (${counted(keys.length, 'function')})`);
      if (bytes > most)
        problems.push(`src/${file}: ${megabytes(bytes)}, more than ${megabytes(most)}: ${keys.join(', ')}`);
    }
    return { problems, note: notes.join(', ') };
  },
};
