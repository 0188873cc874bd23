import { DAY } from '../../common/rules/time';
import { log } from '../../common/forge/log';
import {
  dropImport,
  findImport,
  leftoverImports,
  moveImport,
  type ImportJob,
} from '../../staging/store/imports';
import { stagingMessages } from '../../staging/rules/messages';
import { SeatkeeperError } from '../../common/rules/errors';
import { notStaged } from '../../staging/usecases/import-staging';
import { flowMessages } from '../rules/messages';
import { importCatalog } from './apply-catalog';
import { finishImport } from './finish-import';

/**
 * Applies what was planned. Every statement can be run again, so an import that is cut off is finished by the
 * next reconcile; half of one never stays.
 * @returns whether it was applied; a catalog may wait for a second administrator
 */
export async function applyImport(importId: string, userId: string, now: number): Promise<boolean> {
  const job = await findImport(importId);
  if (job?.createdBy !== userId) throw notStaged();
  if (job.state === 'done') return true;
  if (job.state === 'proposed') return false;
  if (job.state === 'staged') throw new SeatkeeperError('invalid', flowMessages.reviewFirst);
  if (job.state === 'planned') {
    if (job.kind === 'catalog') return importCatalog(job, userId, now);
    if (!(await moveImport(job, 'planned', 'applying'))) await requireSamePlan(job);
  }
  await finishImport({ ...job, state: 'applying' }, now);
  return true;
}

/**
 * Somebody else may have begun to apply the same, which does no harm.
 * @throws {SeatkeeperError} `conflict` when another plan has taken the place of the one that was shown
 */
async function requireSamePlan({ importId, planId }: ImportJob): Promise<void> {
  const job = await findImport(importId);
  if (job?.planId !== planId) throw new SeatkeeperError('conflict', stagingMessages.checkedAgain);
}

export async function discardImport(importId: string, userId: string): Promise<void> {
  const job = await findImport(importId);
  if (!job) return;
  if (job.createdBy !== userId || job.state === 'applying' || job.state === 'proposed') throw notStaged();
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
