import { dropPlan, findImport, moveImport, readParts, stagePart, type ImportKind } from '../store/imports';
import { SeatkeeperError } from '../../common/rules/errors';
import { stagingMessages } from '../rules/messages';

/** Takes one part of a document; parts may come in any order and again. */
export async function stageImport(
  importId: string,
  part: number,
  text: string,
  userId: string,
  now: number,
): Promise<void> {
  const job = await findImport(importId);
  if (job && (job.createdBy !== userId || job.state !== 'staged')) throw notStaged();
  await stagePart(importId, part, text, userId, now);
}

/** The whole text that was staged. @throws {SeatkeeperError} when nothing was, or by somebody else */
export async function stagedText(importId: string, userId: string): Promise<string> {
  const job = await findImport(importId);
  if (job?.createdBy !== userId || (job.state !== 'staged' && job.state !== 'planned')) throw notStaged();
  return (await readParts(importId, 'upload')).join('');
}

export const notStaged = (): SeatkeeperError => new SeatkeeperError('not-found', stagingMessages.uploadGone);

/** Forgets what an upload was planned to change before, since only what is shown last can be applied. */
export async function forgetPlan(importId: string): Promise<void> {
  await moveImport(importId, 'planned', 'staged', null);
  await dropPlan(importId);
}

/** Marks an upload as planned, so that exactly what was shown can be applied. */
export async function markPlanned(importId: string, kind: ImportKind): Promise<void> {
  if (!(await moveImport(importId, 'staged', 'planned', kind)))
    await moveImport(importId, 'planned', 'planned', kind);
}
