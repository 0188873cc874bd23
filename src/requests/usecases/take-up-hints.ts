import { dueHints, removeHints, type HintKind } from '../../reconcile-queue/store/reconcile-queue';
import { lookAgainAt, lookAgainAtApprovalsOf } from '../store/requests';

const MAX_HINTS = 200;

/**
 * Makes every request due at which others have hinted: those that were given a seat, and those that wait for
 * somebody whose absence has begun or ended.
 *
 * The record itself takes a hint over before the hint is removed, so a run that dies at any statement leaves one or both, and
 * looking twice does nothing more. A hint that comes in between has another stamp and stays. A run that is at
 * the request meanwhile may have read the state from before the hint: taking it over raises the record's
 * version, so either that run has written before, and the record is looked at again, or it loses its write and
 * starts over.
 */
export async function takeUpHints(now: number): Promise<void> {
  const hints = await dueHints(['request', 'approver'], now, MAX_HINTS);
  const hintedAt = (wanted: HintKind): string[] =>
    hints.filter(({ kind }) => kind === wanted).map(({ subjectId }) => subjectId);
  await lookAgainAt(hintedAt('request'), now);
  for (const accountId of hintedAt('approver')) await lookAgainAtApprovalsOf(accountId, now);
  await removeHints(hints);
}
