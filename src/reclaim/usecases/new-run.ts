import { sha256 } from '../../common/rules/digest';
import { NO_PROGRESS, type ReclaimRun } from '../store/reclaim-runs';

/** A run that has found nothing yet. */
export const newRun = (
  runId: string,
  kind: ReclaimRun['kind'],
  scope: ReclaimRun['scope'],
  createdBy: string,
  now: number,
): ReclaimRun => ({
  runId,
  kind,
  state: 'running',
  scope,
  progress: NO_PROGRESS,
  createdBy,
  createdAt: now,
  changedAt: now,
  version: 1,
});

/** An id that follows from what it is for, so that the same thing is never begun twice. */
export function uuidOf(text: string): string {
  const hex = sha256(text);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
