import {
  dueHints,
  leaveHints,
  postponeHint,
  removeHints,
  type DueHint,
  type HintKind,
} from '../../reconcile-queue/store/reconcile-queue';
import { keysOfPool } from '../../catalog/rules/catalog';
import { log } from '../../common/forge/log';
import {
  recheckAfter,
  recheckApproved,
  recheckDecidedOn,
  recheckHoldersOf,
  recheckRequestsFor,
} from '../store/recheck-requests';
import { recheckAt, recheckApprovalsOf } from '../store/requests';

const MAX_HINTS = 200;

/**
 * Makes every request due at which others have hinted: those that were given a seat, those that wait for somebody whose
 * absence has begun or ended, those for people who have got or lost a seat, those that were decided on what has changed
 * since, and those that something new may complete.
 *
 * The record itself takes a hint over before the hint is removed, so a run that dies at any statement leaves one or both, and
 * looking twice does nothing more. A hint that comes in between has another stamp and stays. A run that is at
 * the request meanwhile may have read the state from before the hint: taking it over raises the record's
 * version, so either that run has written before, and the record is looked at again, or it loses its write and
 * starts over. A hint that fails is postponed, longer each time, and keeps no other from its turn.
 */
export async function processHints(now: number): Promise<void> {
  const kinds = ['request', 'approver', 'holder', 'pool', 'application', 'rules', 'intake'] as const;
  const hints = await dueHints(kinds, now, MAX_HINTS);
  const hintsAt = (wanted: HintKind): DueHint[] => hints.filter(({ kind }) => kind === wanted);
  const failed: DueHint[] = [];
  const takeUp = (some: readonly DueHint[], work: (subjectIds: string[]) => Promise<void>): Promise<void> =>
    takeUpEach(some, (part) => work(part.map(({ subjectId }) => subjectId)), failed, now);

  await takeUp(hintsAt('request'), (issueIds) => recheckAt(issueIds, now));
  for (const hint of hintsAt('approver')) await takeUp([hint], () => recheckApprovalsOf(hint.subjectId, now));
  await takeUp(hintsAt('holder'), (accountIds) => recheckRequestsFor(accountIds, now));
  for (const hint of hintsAt('pool'))
    await takeUp([hint], () => recheckHoldersOf(hint.subjectId, keysOfPool(hint.subjectId), now));
  for (const hint of hintsAt('application'))
    await takeUp([hint], () => recheckDecidedOn(hint.subjectId, now));
  await takeUp(hintsAt('rules'), () => recheckApproved(now));
  await removeHints(hints.filter((hint) => hint.kind !== 'intake' && !failed.includes(hint)));
  await takeUpEach(hintsAt('intake'), (some) => goThroughOpen(some, now), failed, now);
}

// where more fail than this, it is not for the hints: all of them stay due as they are
const MOST_FAILURES = 5;

/** Takes hints up together; where that fails, each by itself, so that the one at fault is known and postponed. */
async function takeUpEach(
  hints: readonly DueHint[],
  work: (hints: readonly DueHint[]) => Promise<void>,
  failed: DueHint[],
  now: number,
): Promise<void> {
  const [first, ...others] = hints;
  if (!first) return;
  try {
    await work(hints);
  } catch (error) {
    if (others.length > 0) {
      for (const hint of hints) await takeUpEach([hint], work, failed, now);
      return;
    }
    if (failed.length >= MOST_FAILURES) throw error;
    const { kind, subjectId, failures } = first;
    log.error('reconcile put a hint off', error, { kind, subjectId, failures: failures + 1 });
    failed.push(first);
    await postponeHint(first, now);
  }
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
