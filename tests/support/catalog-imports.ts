import type { ImportPlan } from '../../src/imports/contract/import-plan';
import { stageText, type PageCall } from '../../sandbox/company/set-up-app';
import type { CatalogDiff } from '../../src/catalog/rules/catalog-diff';
import type { World } from './world';

/** A document of applications, with further parts as they are given. */
export const catalogDocument = (applications: unknown, rest: object = {}): string =>
  JSON.stringify({ format: 'seatkeeper-catalog', applications, ...rest });

/** Stages and plans a catalog, by the admin page's calls or those of another page. */
export async function planCatalog(
  call: PageCall,
  text: string,
): Promise<{ readonly importId: string; readonly shown: unknown }> {
  const importId = await stageText(call, text);
  return { importId, shown: await call('import/plan-catalog', { importId }) };
}

/** What a dry run says would change. */
export async function diffOf(world: World, text: string): Promise<CatalogDiff> {
  const plan = (await planCatalog(world.admin, text)).shown as ImportPlan;
  if (plan.kind !== 'catalog') throw new Error('this is no plan of a catalog');
  return plan.diff;
}

/** Imports a catalog as the administrator. @throws {Error} when the dry run does not let it be applied */
export async function importText(world: World, text: string): Promise<void> {
  const { importId } = await planCatalog(world.admin, text);
  await world.admin('import/apply', { importId });
}
