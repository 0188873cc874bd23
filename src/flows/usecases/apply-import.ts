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
import { applyCatalog, requireUnchanged } from '../../imports/usecases/import-catalog';
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
    if (job.kind === 'catalog') await requireUnchanged((await readParts(importId, 'plan')).join(''));
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
  const plan = (await readParts(job.importId, 'plan')).join('');
  if (job.kind === 'catalog') await applyCatalog(plan, job.createdBy, job.createdAt, now);
  else if (job.kind === 'usage') await applyUsage(plan, job.createdBy, now);
  else await applyRoster(plan, now);
  await moveImport(job.importId, 'applying', 'done', job.kind);
  await dropParts(job.importId);
}
