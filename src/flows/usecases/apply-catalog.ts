import * as z from '#zod';
import { findChange, type StoredChange } from '../../changes/store/change-steps';
import { beginChange, continueChange, overtakenBy } from '../../changes/usecases/record-change';
import { sha256 } from '../../common/rules/digest';
import { SeatkeeperError } from '../../common/rules/errors';
import type { CatalogPlan } from '../../imports/contract/catalog-document';
import { importMessages } from '../../imports/rules/messages';
import { claimCatalog, readCatalogBase } from '../../imports/store/catalog-base';
import { isUnchanged, readCatalogPlan } from '../../imports/usecases/import-catalog';
import { policyReadsPrices } from '../../policy/usecases/reads-prices';
import { hasRequests } from '../../requests/store/requests';
import { stagingMessages } from '../../staging/rules/messages';
import { dropImport, findImport, moveImport, readPlan, type ImportJob } from '../../staging/store/imports';
import { finishImport } from './finish-import';

/** What changes of the catalog are about. */
export const CATALOG_TARGET = 'catalog';

const catalogBody = z.object({ importId: z.string(), planDigest: z.string() });
const bodyOf = ({ content }: StoredChange): z.infer<typeof catalogBody> =>
  catalogBody.parse(JSON.parse(content.body));
const importIdOf = (change: StoredChange): string => bodyOf(change).importId;

/**
 * Applies a planned catalog with a record of it, or proposes it where it decides about grants and there are requests.
 * @returns whether it was applied
 * @throws {SeatkeeperError} `conflict` when it was planned on what does not hold any more
 */
export async function importCatalog(job: ImportJob, personId: string, now: number): Promise<boolean> {
  const planText = await readPlan(job);
  const plan = readCatalogPlan(planText);
  await requireUnchanged(plan);
  const decides = plan.decidesAboutGrants || (plan.decidesByPrices && (await policyReadsPrices(now)));
  const isProposed = decides && (await hasRequests());
  const changeId = await beginChange(isProposed ? 'proposed' : 'made', {
    target: CATALOG_TARGET,
    after: plan.after,
    items: plan.changes,
    body: JSON.stringify({ importId: job.importId, planDigest: sha256(planText) }),
    personId,
    now,
  });
  if (isProposed) {
    await moveImport({ ...job, kind: 'catalog' }, 'planned', 'proposed');
    return false;
  }
  const change = await findChange(changeId);
  if (change) await applyCatalogChange(change, personId, now);
  return true;
}

/**
 * @throws {SeatkeeperError} `conflict` when the catalog is not what a waiting change was planned on, or a dry run that took
 * longer has put another plan in the place of what was shown
 */
export async function requireCatalogUnchanged(change: StoredChange): Promise<void> {
  const { importId, planDigest } = bodyOf(change);
  const job = await findImport(importId);
  const planText = job ? await readPlan(job) : '';
  if (sha256(planText) !== planDigest)
    throw new SeatkeeperError('conflict', importMessages.catalog.otherPlan);
  await requireUnchanged(readCatalogPlan(planText));
}

/** Forgets what a change would have imported, which was declined or withdrawn. */
export const dropCatalogChange = (change: StoredChange): Promise<void> => dropImport(importIdOf(change));

/**
 * Makes the catalog what a change says, and ends it. Doing it again changes nothing.
 * @throws {SeatkeeperError} `conflict` when another import was faster
 */
export async function applyCatalogChange(change: StoredChange, personId: string, now: number): Promise<void> {
  const last = change.steps.at(-1);
  const importId = importIdOf(change);
  const job = await findImport(importId);
  if (!last || !job) return;
  const { changeId } = last;
  if (!(await claimCatalog({ changeId, importId }, change.content.after))) {
    const base = await readCatalogBase();
    if (base.last?.changeId !== changeId) {
      await continueChange(last, 'overtaken', personId, now);
      throw await overtakenBy(base.last?.changeId ?? null, importMessages.catalog.overtaken);
    }
  }
  if ((job.state === 'planned' || job.state === 'proposed') && !(await beginApplying(change, job))) {
    await continueChange(last, 'overtaken', personId, now);
    throw new SeatkeeperError('conflict', stagingMessages.checkedAgain);
  }
  if (job.state !== 'done') await finishImport({ ...job, kind: 'catalog', state: 'applying' }, now);
  await continueChange(last, 'applied', personId, now);
}

/** @returns whether what is applied now is the plan that the change is about; another dry run may have replaced it */
async function beginApplying(change: StoredChange, job: ImportJob): Promise<boolean> {
  if (sha256(await readPlan(job)) !== bodyOf(change).planDigest) return false;
  if (await moveImport({ ...job, kind: 'catalog' }, job.state, 'applying')) return true;
  const now = await findImport(job.importId);
  return now?.planId === job.planId && (now.state === 'applying' || now.state === 'done');
}

async function requireUnchanged(plan: CatalogPlan): Promise<void> {
  const { last, revision } = await readCatalogBase();
  if (revision !== plan.after)
    throw await overtakenBy(last?.changeId ?? null, importMessages.catalog.overtaken);
  if (last && (await findImport(last.importId))?.state === 'applying')
    throw new SeatkeeperError('conflict', importMessages.catalog.isApplying);
  if (!(await isUnchanged(plan)))
    throw new SeatkeeperError('conflict', importMessages.catalog.overtaken(null, ''));
}
