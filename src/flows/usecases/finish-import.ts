import { applyCatalog, readCatalogPlan } from '../../imports/usecases/import-catalog';
import { applyRoster } from '../../imports/usecases/import-roster';
import { applyUsage } from '../../imports/usecases/import-usage';
import { dropParts, moveImport, readPlan, type ImportJob } from '../../staging/store/imports';

/** Writes what was planned; running it again changes nothing. */
export async function finishImport(job: ImportJob, now: number): Promise<void> {
  const plan = await readPlan(job);
  if (job.kind === 'catalog') await applyCatalog(readCatalogPlan(plan), job.createdBy, job.createdAt, now);
  else if (job.kind === 'usage') await applyUsage(plan, job.createdBy, now);
  else await applyRoster(plan, job.createdBy, now);
  await moveImport(job, 'applying', 'done');
  await dropParts(job.importId);
}
