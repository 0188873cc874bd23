import type { ImportPlan } from '../contract/import-plan';
import { readCatalogObjects } from '../files/catalog-objects';
import { findObjects, findWorkspace, type FoundObjects } from '../../jira/client/assets';
import { writeAssetsSource } from '../store/assets-source';
import { findImport } from '../../staging/store/imports';
import { USUAL_ASSETS_SOURCE, type AssetsSource } from '../contract/assets-source';
import type { CatalogDocument } from '../contract/catalog-document';
import { importParts } from '../../common/contract/import-limits';
import { cappedLines } from '../../common/contract/issues-text';
import { SeatkeeperError } from '../../common/rules/errors';
import { planCatalog } from './import-catalog';
import { notStaged, stageImport } from '../../staging/usecases/import-staging';
import { documentOfTable } from './read-catalog-document';
import { importMessages } from '../rules/messages';

/**
 * Reads the catalog from Atlassian Assets, as whoever asks may see them, and plans it like a document that was sent.
 * Nothing is written before all of it was read and is a catalog.
 * @throws {SeatkeeperError} `invalid` naming every object and attribute that cannot be taken, `misconfigured` on a site
 *   without Assets, `forbidden` for people whom Assets turn away
 */
export async function planFromAssets(
  importId: string,
  source: AssetsSource,
  userId: string,
  now: number,
): Promise<ImportPlan> {
  // parts that somebody sent under this id would stand beside what is read here
  if (await findImport(importId)) throw notStaged();
  const text = JSON.stringify(await readFromAssets(source));
  for (const [part, piece] of importParts(text).entries())
    await stageImport(importId, part, piece, userId, now);
  await writeAssetsSource(source);
  return planCatalog(importId, userId, now);
}

async function readFromAssets(source: AssetsSource): Promise<CatalogDocument> {
  const workspaceId = await findWorkspace();
  if (workspaceId === null) throw new SeatkeeperError('misconfigured', importMessages.assets.unavailable);
  const [applications, tiers, contracts] = await Promise.all([
    findSome(workspaceId, source.applications),
    findSome(workspaceId, source.tiers),
    source.contracts === null ? null : findSome(workspaceId, source.contracts),
  ]);
  requireAttributes(source, [applications, tiers, ...(contracts ? [contracts] : [])]);
  const objects = {
    applications: applications.objects,
    tiers: tiers.objects,
    contracts: contracts?.objects ?? null,
  };
  return documentOfTable(readCatalogObjects(objects, source.attributes));
}

/** Nothing found is more often a missing role than an empty company, and no contract would remove the stored ones. */
async function findSome(workspaceId: string, aql: string): Promise<FoundObjects> {
  const found = await findObjects(workspaceId, aql);
  if (found.objects.length > 0) return found;
  throw new SeatkeeperError('invalid', importMessages.assets.nothingFound(aql));
}

/** An attribute that somebody named and no type has would be empty everywhere, and seats would be gone. */
function requireAttributes({ attributes }: AssetsSource, found: readonly FoundObjects[]): void {
  const usual = new Map(Object.entries(USUAL_ASSETS_SOURCE.attributes));
  const missing = Object.entries(attributes).filter(
    ([attribute, name]) =>
      name !== usual.get(attribute) &&
      !found.some(({ attributeNames }) => attributeNames.has(name.toLowerCase())),
  );
  if (missing.length === 0) return;
  const lines = missing.map(([attribute, name]) =>
    importMessages.assets.noAttribute(usual.get(attribute) ?? attribute, name),
  );
  throw new SeatkeeperError('invalid', cappedLines(lines));
}
