import { bundleFunctions } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import { MOST_BYTES } from '../support/function-sizes';
import { ROOT } from '../support/root';
import { counted, type Check } from './check';

/** Of an app for which nobody has said what its functions need: 1.8 MB take about 100 ms of processor time at a cold start. */
const MOST_OF_ANY = 2_500_000;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(2)} MB`;

/** How large the bundle of each function is; functions of one handler file share one. Forge's own bundler makes larger ones. */
export const bundlesCheck: Check = {
  name: 'bundles',
  run: async (root) => {
    const manifest = Manifest.read(root);
    const functions = manifest
      .modulesOf('function')
      .map(({ key }) => ({ key, file: manifest.handlerOf(key).file }));
    const { handlers } = await bundleFunctions(manifest);
    const problems: string[] = [];
    const notes: string[] = [];
    for (const [file, { code }] of Object.entries(handlers)) {
      // the map of its lines is not deployed
      const bytes = Buffer.byteLength(code.slice(0, code.lastIndexOf('//# sourceMappingURL=')));
      const most = (root === ROOT ? MOST_BYTES[file] : undefined) ?? MOST_OF_ANY;
      const keys = functions.filter((one) => one.file === file).map(({ key }) => key);
      notes.push(`${file} ${megabytes(bytes)} (${counted(keys.length, 'function')})`);
      if (bytes > most)
        problems.push(`src/${file}: ${megabytes(bytes)}, more than ${megabytes(most)}: ${keys.join(', ')}`);
    }
    return { problems, note: notes.join(', ') };
  },
};
