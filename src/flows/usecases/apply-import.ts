import * as z from 'zod';
import { DAY } from '../../common/rules/time';
import { log } from '../../common/forge/log';
import {
  dropImport,
  dropParts,
  findImport,
  leftoverImports,
  moveImport,
  readParts,
  type ImportJob,
} from '../../staging/store/imports';
import { SeatkeeperError } from '../../common/rules/errors';
import { applyCatalog, isUnchanged, readCatalogPlan } from '../../imports/usecases/import-catalog';
import type { CatalogPlan } from '../../imports/contract/catalog-document';
import { importMessages } from '../../imports/rules/messages';
import { claimCatalog, readCatalogBase } from '../../imports/store/catalog-base';
import { changesThatEndIn, findChange, type StoredChange } from '../../changes/store/change-steps';
import { applySettingsChange } from '../../changes/usecases/change-settings';
import { beginChange, continueChange, overtakenBy } from '../../changes/usecases/record-change';
import { applyRoster } from '../../imports/usecases/import-roster';
import { applyUsage } from '../../imports/usecases/import-usage';
import { notStaged } from '../../staging/usecases/import-staging';
import { flowMessages } from '../rules/messages';

/**
 * Applies what was planned. Every statement can be run again, so an import that is cut off is finished by the
 * next reconcile; half of one never stays.
 */
export async function applyImport(importId: string, userId: string, now: number): Promise<void> {
  const job = await findImport(importId);
  if (job?.createdBy !== userId) throw notStaged();
  if (job.state === 'done') return;
  if (job.state === 'staged') throw new SeatkeeperError('invalid', flowMessages.reviewFirst);
  if (job.state === 'planned') {
    if (job.kind === 'catalog') return applyCatalogImport(job, userId, now);
    await moveImport(importId, 'planned', 'applying', job.kind);
  }
  await finishImport({ ...job, state: 'applying' }, now);
}

export async function discardImport(importId: string, userId: string): Promise<void> {
  const job = await findImport(importId);
  if (!job) return;
  if (job.createdBy !== userId || job.state === 'applying') throw notStaged();
  await dropImport(importId);
}

/** Finishes imports that were cut off and removes uploads that nobody came back to within a day. */
export async function tidyImports(now: number): Promise<void> {
  for (const job of await leftoverImports(now - DAY)) {
    try {
      if (job.state === 'applying') await finishImport(job, now);
      else await dropImport(job.importId);
    } catch (error) {
      log.error('an import could not be finished', error, { importId: job.importId });
    }
  }
}

async function finishImport(job: ImportJob, now: number): Promise<void> {
  const plan = await planOf(job.importId);
  if (job.kind === 'catalog') await applyCatalog(readCatalogPlan(plan), job.createdBy, job.createdAt, now);
  else if (job.kind === 'usage') await applyUsage(plan, job.createdBy, now);
  else await applyRoster(plan, now);
  await moveImport(job.importId, 'applying', 'done', job.kind);
  await dropParts(job.importId);
}

const planOf = async (importId: string): Promise<string> => (await readParts(importId, 'plan')).join('');

/**
 * Applies a catalog with a record of it, unless it was planned on what does not hold any more.
 * @throws {SeatkeeperError} `conflict` then
 */
async function applyCatalogImport(job: ImportJob, personId: string, now: number): Promise<void> {
  const plan = readCatalogPlan(await planOf(job.importId));
  await requireUnchanged(plan);
  const change = await findChange(
    await beginChange('made', {
      place: CATALOG_PLACE,
      after: plan.after,
      items: plan.changes,
      body: JSON.stringify({ importId: job.importId }),
      personId,
      now,
    }),
  );
  if (change) await applyCatalogChange(change, personId, now);
}

const CATALOG_PLACE = 'catalog';
const catalogBody = z.object({ importId: z.string() });

/**
 * Makes the catalog what a change says, and ends it. Doing it again changes nothing.
 * @throws {SeatkeeperError} `conflict` when another import was faster
 */
async function applyCatalogChange(
  { steps, content }: StoredChange,
  personId: string,
  now: number,
): Promise<void> {
  const last = steps.at(-1);
  const { importId } = catalogBody.parse(JSON.parse(content.body));
  const job = await findImport(importId);
  if (!last || !job) return;
  const { changeId } = last;
  if (!(await claimCatalog({ changeId, importId }, content.after))) {
    const base = await readCatalogBase();
    if (base.last?.changeId !== changeId) {
      await continueChange(last, 'overtaken', personId, now);
      throw await overtakenBy(base.last?.changeId ?? null, importMessages.catalog.overtaken);
    }
  }
  await moveImport(importId, 'planned', 'applying', 'catalog');
  if (job.state !== 'done') await finishImport({ ...job, kind: 'catalog', state: 'applying' }, now);
  await continueChange(last, 'applied', personId, now);
}

/** @throws {SeatkeeperError} `conflict` when a plan was made on what does not hold any more, or may not hold yet */
async function requireUnchanged(plan: CatalogPlan): Promise<void> {
  const { last, revision } = await readCatalogBase();
  if (revision !== plan.after)
    throw await overtakenBy(last?.changeId ?? null, importMessages.catalog.overtaken);
  if (last && (await findImport(last.importId))?.state === 'applying')
    throw new SeatkeeperError('conflict', importMessages.catalog.isApplying);
  if (!(await isUnchanged(plan)))
    throw new SeatkeeperError('conflict', importMessages.catalog.overtaken(null, ''));
}

const MOST_FINISHED = 20;

/** Finishes changes that were decided and cut off before they were applied. */
export async function finishChanges(now: number): Promise<void> {
  for (const changeId of await changesThatEndIn(['made', 'approved'], MOST_FINISHED)) {
    try {
      const change = await findChange(changeId);
      const last = change?.steps.at(-1);
      if (!change || !last) continue;
      if (last.place === CATALOG_PLACE) await applyCatalogChange(change, last.byId, now);
      else await applySettingsChange(change, last.byId, now);
    } catch (error) {
      log.error('a change could not be finished', error, { changeId });
    }
  }
}
