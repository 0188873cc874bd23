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

/** The bytes of each handler file's bundle: by Forge's own bundler for the app itself, by the sandbox's for any other. */
async function bundleSizes(root: string, manifest: Manifest): Promise<Readonly<Record<string, number>>> {
  if (root === ROOT) {
    const { bundles } = await forgeBackEnd(root);
    return Object.fromEntries(Object.entries(bundles).map(([file, path]) => [file, statSync(path).size]));
  }
  const { handlers } = await bundleFunctions(manifest);
  return Object.fromEntries(
    Object.entries(handlers).map(([file, { code }]) => [
      file,
      // the map of its lines is not deployed
      Buffer.byteLength(code.slice(0, code.lastIndexOf('//# sourceMappingURL='))),
    ]),
  );
}

/** How large the bundle of each function is; functions of one handler file share one. */
export const bundlesCheck: Check = {
  name: 'bundles',
  run: async (root) => {
    const manifest = Manifest.read(root);
    const functions = manifest
      .modulesOf('function')
      .map(({ key }) => ({ key, file: manifest.handlerOf(key).file }));
    const problems: string[] = [];
    const notes: string[] = [];
    for (const [file, bytes] of Object.entries(await bundleSizes(root, manifest))) {
      const most = (root === ROOT ? MOST_BYTES[file] : undefined) ?? MOST_OF_ANY;
      const keys = functions.filter((one) => one.file === file).map(({ key }) => key);
      notes.push(`${file} ${megabytes(bytes)} (${counted(keys.length, 'function')})`);
      if (bytes > most)
        problems.push(`src/${file}: ${megabytes(bytes)}, more than ${megabytes(most)}: ${keys.join(', ')}`);
    }
    return { problems, note: notes.join(', ') };
  },
};
