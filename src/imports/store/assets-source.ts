import { kvs } from '@forge/kvs';
import { assetsSourceSchema, USUAL_ASSETS_SOURCE, type AssetsSource } from '../contract/assets-source';

const KEY = 'assets-source';

/** Where the catalog was last read from in Assets; the usual place before that, and where it cannot be read any more. */
export async function readAssetsSource(): Promise<AssetsSource> {
  const parsed = assetsSourceSchema.safeParse(await kvs.get(KEY));
  return parsed.success ? parsed.data : USUAL_ASSETS_SOURCE;
}

export async function writeAssetsSource(source: AssetsSource): Promise<void> {
  await kvs.set(KEY, source);
}
