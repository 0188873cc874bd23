import { randomUUID } from 'node:crypto';
import {
  dropPlan,
  findImport,
  readUpload,
  savePlanPart,
  setPlan,
  stagePart,
  type ImportKind,
} from '../store/imports';
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

/**
 * The whole text that was staged.
 * @throws {SeatkeeperError} when nothing was, or by somebody else; `conflict` when its plan is being applied, or was
 */
export async function stagedText(importId: string, userId: string): Promise<string> {
  const job = await findImport(importId);
  if (job?.createdBy !== userId || job.state === 'taking') throw notStaged();
  if (job.state !== 'staged' && job.state !== 'planned') throw beingApplied();
  return readUpload(importId);
}

export const notStaged = (): SeatkeeperError => new SeatkeeperError('not-found', stagingMessages.uploadGone);

const beingApplied = (): SeatkeeperError => new SeatkeeperError('conflict', stagingMessages.beingApplied);

/**
 * Puts a plan in the place of what an upload was planned to change before, since only what is shown last can be applied. Each
 * plan is kept by an id of its own, so two at once are two plans, and what somebody applies meanwhile stays as it was
 * shown to them.
 * @param parts none where it cannot be applied
 * @throws {SeatkeeperError} `conflict` when the plan from before is being applied, or was
 */
export async function replacePlan(
  importId: string,
  kind: ImportKind,
  parts: readonly string[],
): Promise<void> {
  const before = await findImport(importId);
  const planId = parts.length === 0 ? null : randomUUID().slice(0, PLAN_ID_LENGTH);
  if (planId !== null)
    for (const [part, body] of parts.entries()) await savePlanPart(importId, planId, part, body);
  if (!(await setPlan(importId, kind, planId))) {
    if (planId !== null) await dropPlan(importId, planId);
    throw beingApplied();
  }
  if (before?.planId != null) await dropPlan(importId, before.planId);
}

// as long as the column of its parts' kind
const PLAN_ID_LENGTH = 8;
