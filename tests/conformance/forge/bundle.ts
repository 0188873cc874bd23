/**
 * Bundles the back end or the surfaces of the app in the current folder with Forge's own bundler, as a deployment would,
 * and prints a `BundledBackEnd` or `BundledSurfaces`: `bundle.ts back-end`, `bundle.ts surfaces`. Offline, so
 * FORGE_RUNTIME_PATH has to name a folder with Forge's runtime wrapper or something in its place. A process of its
 * own, because the bundler goes by the current folder.
 */
import { readdirSync } from 'node:fs';
import { getEntryPoints, getNodeBundler, getWrapperProvider, NativeUIBundler } from '@forge/bundler';
import { OfflineForge, printResult } from './offline';

export interface BundledBackEnd {
  /** The folder with the back end, one file for each handler file. */
  readonly backEnd: string;
  readonly said: readonly string[];
}

export interface BundledSurfaces {
  readonly surfaces: readonly { readonly key: string; readonly folder: string; readonly files: string[] }[];
  readonly said: readonly string[];
}

async function bundleBackEnd(): Promise<BundledBackEnd> {
  const { logger, files, config, flags, said } = new OfflineForge();
  const wrapper = getWrapperProvider({ fileSystemReader: files, statsigService: flags });
  const bundler = getNodeBundler(logger, wrapper, config, flags);
  const entryPoints = getEntryPoints(await config.getAppHandlers());
  const { outputDir } = await bundler.bundle({ appDirectory: process.cwd(), entryPoints });
  return { backEnd: outputDir, said };
}

async function bundleSurfaces(): Promise<BundledSurfaces> {
  const { logger, config, said } = new OfflineForge();
  const resources = await config.getResources(['nativeUI']);
  const { nativeUiBundlesDetails } = await new NativeUIBundler(logger).bundleResources(resources);
  const surfaces = nativeUiBundlesDetails.map(({ key, path }) => ({
    key,
    folder: path,
    files: readdirSync(path),
  }));
  return { surfaces, said };
}

printResult(process.argv[2] === 'back-end' ? bundleBackEnd() : bundleSurfaces());
