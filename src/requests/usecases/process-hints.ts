import {
  dueHints,
  leaveHints,
  removeHints,
  type DueHint,
  type HintKind,
} from '../../reconcile-queue/store/reconcile-queue';
import { keysOfPool } from '../../catalog/rules/catalog';
import { recheckAfter, recheckHoldersOf, recheckRequestsFor } from '../store/recheck-requests';
import { recheckAt, recheckApprovalsOf } from '../store/requests';

const MAX_HINTS = 200;

/**
 * Makes every request due at which others have hinted: those that were given a seat, those that wait for somebody whose
 * absence has begun or ended, those for people who have got or lost a seat, and those that something new may complete.
 *
 * The record itself takes a hint over before the hint is removed, so a run that dies at any statement leaves one or both, and
 * looking twice does nothing more. A hint that comes in between has another stamp and stays. A run that is at
 * the request meanwhile may have read the state from before the hint: taking it over raises the record's
 * version, so either that run has written before, and the record is looked at again, or it loses its write and
 * starts over.
 */
export async function processHints(now: number): Promise<void> {
  const hints = await dueHints(['request', 'approver', 'holder', 'pool', 'intake'], now, MAX_HINTS);
  const hintedAt = (wanted: HintKind): string[] =>
    hints.filter(({ kind }) => kind === wanted).map(({ subjectId }) => subjectId);
  await recheckAt(hintedAt('request'), now);
  for (const accountId of hintedAt('approver')) await recheckApprovalsOf(accountId, now);
  await recheckRequestsFor(hintedAt('holder'), now);
  for (const poolId of hintedAt('pool')) await recheckHoldersOf(poolId, keysOfPool(poolId), now);
  await removeHints(hints.filter(({ kind }) => kind !== 'intake'));
  await goThroughOpen(
    hints.filter(({ kind }) => kind === 'intake'),
    now,
  );
}

const REQUESTS_A_STEP = 200;
const MOST_STEPS = 20;
// so that what has its own turn is not kept waiting by many that are looked at because of one import
const ENOUGH_DUE = 200;

/**
 * Goes through the open requests until enough are due, and leaves the rest to the next run. A pass that has begun comes to
 * its end before another begins, however often there is a reason for one.
 */
async function goThroughOpen(hints: readonly DueHint[], now: number): Promise<void> {
  if (hints.length === 0) return;
  const begun = hints.filter(({ subjectId }) => isIssueId(subjectId));
  const taken = begun.length > 0 ? begun : hints;
  let after: string | null = begun.map(({ subjectId }) => subjectId).sort()[0] ?? '';
  let due = 0;
  for (let step = 0; after !== null && due < ENOUGH_DUE && step < MOST_STEPS; step++) {
    const came = await recheckAfter(after, REQUESTS_A_STEP, now);
    due += came.due;
    after = came.after;
  }
  if (after !== null) await leaveHints([{ kind: 'intake', subjectId: after }], now);
  await removeHints(taken.filter(({ subjectId }) => subjectId !== after));
}

const isIssueId = (subjectId: string): boolean => /^\d+$/.test(subjectId);
