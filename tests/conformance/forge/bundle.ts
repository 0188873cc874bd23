/**
 * Bundles the app in the current folder with Forge's own bundler, as a deployment would, and prints a `Bundled`.
 * Offline, so FORGE_RUNTIME_PATH has to name a folder with Forge's runtime wrapper or something in its place. A
 * process of its own, because the bundler goes by the current folder.
 */
import { readdirSync } from 'node:fs';
import { getEntryPoints, getNodeBundler, getWrapperProvider, NativeUIBundler } from '@forge/bundler';
import { OfflineForge, printResult } from './offline';

export interface Bundled {
  /** The folder with the back end, one file for each handler file. */
  readonly backEnd: string;
  readonly surfaces: readonly { readonly key: string; readonly folder: string; readonly files: string[] }[];
  readonly said: readonly string[];
}

async function bundle(): Promise<Bundled> {
  const { logger, files, config, flags, said } = new OfflineForge();
  const wrapper = getWrapperProvider({ fileSystemReader: files, statsigService: flags });
  const bundler = getNodeBundler(logger, wrapper, config, flags);
  const entryPoints = getEntryPoints(await config.getAppHandlers());
  const { outputDir } = await bundler.bundle({ appDirectory: process.cwd(), entryPoints });
  const resources = await config.getResources(['nativeUI']);
  const { nativeUiBundlesDetails } = await new NativeUIBundler(logger).bundleResources(resources);
  const surfaces = nativeUiBundlesDetails.map(({ key, path }) => ({
    key,
    folder: path,
    files: readdirSync(path),
  }));
  return { backEnd: outputDir, surfaces, said };
}

printResult(bundle());
