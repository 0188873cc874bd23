import { DAY } from '../../common/rules/time';
import type { SeatRecord } from '../../pools/rules/pool';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import { utcText } from '../../common/rules/time-text';
import { reclaimMessages } from './messages';

/**
 * - `ready`: found idle; its holder is about to be asked
 * - `awaiting-holder`: asked whether they still need it
 * - `awaiting-approval`: no answer; the application's owner decides
 * - `awaiting-removal`: the access has to be taken away in the application
 * - `done`: taken away, and the seat given on
 * - `skipped`: it stays, for a reason
 * - `canceled`: it was used meanwhile, or there was no need any more
 * - `undone`: taken away and given back
 *
 * After the states of ServiceNow's reclamation candidates.
 * @see https://www.servicenow.com/docs/bundle/zurich-it-asset-management/page/product/software-asset-management2/concept/reclamation-candidates.html
 */
export const CASE_STATES = [
  'ready',
  'awaiting-holder',
  'awaiting-approval',
  'awaiting-removal',
  'done',
  'skipped',
  'canceled',
  'undone',
] as const;

export type CaseState = (typeof CASE_STATES)[number];

export const OPEN_STATES = ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal'] as const;

export const isOpen = (state: CaseState): boolean => OPEN_STATES.some((open) => open === state);

/**
 * Why a seat is looked at.
 * - `idle`: not used for long enough
 * - `wanted`: idle, and somebody waits for a seat
 * - `ended`: past the day until which it was granted
 * - `left`: its holder has left the company, whether the seat is used or not
 * - `withdrawn`: the request that it came through does not stand for it any more
 * - `undone`: granted with others, and to be undone with them
 */
export const CASE_REASONS = ['idle', 'wanted', 'ended', 'left', 'withdrawn', 'undone'] as const;

export type CaseReason = (typeof CASE_REASONS)[number];

/** Whether a holder is asked about a seat, and may keep it; what is over, or not theirs any more, goes without asking. */
export const isAsked = (because: CaseReason): boolean => because === 'idle' || because === 'wanted';

/** What showed that a seat is idle; times in milliseconds since the epoch, UTC. */
export interface IdleEvidence {
  readonly because: CaseReason;
  readonly source: string | null;
  readonly inactiveSince: number | null;
  /** As of when the source says so. */
  readonly observedAt: number | null;
  readonly idleDays: number;
}

/** Why a case ended, or moved, where that is not plain from its state. */
export interface CaseRemark {
  readonly at: number;
  readonly text: string;
}

/** One seat that is being taken back. */
export interface ReclaimCase {
  readonly caseId: string;
  readonly runId: string;
  readonly poolId: string;
  readonly slot: number;
  readonly holderId: string;
  readonly state: CaseState;
  readonly action: 'remove' | 'downgrade';
  /** Where the holder moves when the action is a downgrade. */
  readonly toPoolId: string | null;
  /** The request that waits for the seat, when it was asked for on its behalf. */
  readonly forIssueId: string | null;
  readonly evidence: IdleEvidence;
  /** Whether the holder has said that they do not need it. */
  readonly isReleased: boolean;
  readonly remarks: readonly CaseRemark[];
  readonly openedAt: number;
  readonly changedAt: number;
  /** When it has to be looked at again; null when nothing is due. */
  readonly nextAt: number | null;
  /** How often the holder was asked. */
  readonly nudges: number;
  readonly keepReason: string | null;
  /** Until when the holder is not asked again. */
  readonly keepUntil: number | null;
  readonly removedAt: number | null;
  readonly removedBy: string | null;
  /** What it takes to undo the removal. */
  readonly inverse: SeatRecord | null;
  /** The ticket in which the holder is asked. */
  readonly issueId: string | null;
  readonly version: number;
}

/** What happens to a case; each event is allowed in some states only. */
export type CaseEvent =
  /** The holder was asked, in a ticket. */
  | { readonly kind: 'asked'; readonly issueId: string }
  | { readonly kind: 'reminded' }
  /** The holder did not answer in time. */
  | { readonly kind: 'silent' }
  /** The holder cannot be asked. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'released' }
  | { readonly kind: 'kept'; readonly reason: string }
  | { readonly kind: 'approved' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Used since, by a source. */
  | { readonly kind: 'used'; readonly at: number; readonly source: string }
  /** Whoever is asked has lost the seat, or nobody waits for it any more. */
  | { readonly kind: 'needless'; readonly reason: string }
  | { readonly kind: 'removed'; readonly byId: string; readonly inverse: SeatRecord }
  /** It was taken away, and is there again. */
  | { readonly kind: 'came-back'; readonly how: string }
  | { readonly kind: 'watched' }
  | { readonly kind: 'undone'; readonly byId: string };

const ALLOWED: Readonly<Record<CaseEvent['kind'], readonly CaseState[]>> = {
  asked: ['ready'],
  reminded: ['awaiting-holder'],
  silent: ['awaiting-holder'],
  unreachable: ['ready'],
  released: ['ready', 'awaiting-holder', 'awaiting-approval'],
  kept: ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal'],
  approved: ['awaiting-approval'],
  refused: ['awaiting-approval'],
  used: ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal'],
  needless: ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal'],
  removed: ['awaiting-removal'],
  'came-back': ['done'],
  watched: ['done'],
  undone: ['done'],
};

export const allows = (state: CaseState, event: CaseEvent['kind']): boolean => ALLOWED[event].includes(state);

/** For how long after a removal is looked whether it lasts, in days after it. */
export const WATCH_DAYS = [1, 7, 14, 30];

/**
 * A case after something happened to it.
 * @returns undefined when that cannot happen to a case in this state
 */
export function afterEvent(
  given: ReclaimCase,
  event: CaseEvent,
  rules: ReclaimRules,
  now: number,
): ReclaimCase | undefined {
  if (!allows(given.state, event.kind) || isOverAlready(given, event)) return undefined;
  const next = { ...given, changedAt: now };
  // what a change has to say on its ticket is due at once
  const withRemark = (state: CaseState, text: string): ReclaimCase => ({
    ...next,
    state,
    nextAt: now,
    remarks: [...given.remarks, { at: now, text }],
  });
  const keepUntil = now + rules.keepDays * DAY;
  switch (event.kind) {
    case 'asked':
      return {
        ...next,
        state: 'awaiting-holder',
        issueId: event.issueId,
        nudges: 1,
        nextAt: now + rules.answerDays * DAY,
      };
    case 'reminded':
      return { ...next, nudges: given.nudges + 1, nextAt: now + rules.reminderDays * DAY };
    case 'silent':
      // somebody who is only asked on behalf of others loses nothing by not answering
      return withRemark(
        given.evidence.because === 'wanted' ? 'skipped' : 'awaiting-approval',
        reclaimMessages.remark.silent,
      );
    case 'unreachable':
      return withRemark('awaiting-approval', reclaimMessages.remark.unreachable);
    case 'released':
      return { ...withRemark('awaiting-removal', reclaimMessages.remark.released), isReleased: true };
    case 'kept':
      return {
        ...withRemark('skipped', reclaimMessages.remark.kept(event.reason)),
        keepReason: event.reason,
        keepUntil,
      };
    case 'approved':
      return withRemark('awaiting-removal', reclaimMessages.remark.approved);
    case 'refused':
      return { ...withRemark('skipped', reclaimMessages.remark.refused(event.reason)), keepUntil };
    case 'used':
      return withRemark('canceled', reclaimMessages.remark.used(utcText(event.at), event.source));
    case 'needless':
      return withRemark('canceled', event.reason);
    case 'removed':
      return {
        ...withRemark('done', reclaimMessages.remark.removed),
        removedAt: now,
        removedBy: event.byId,
        inverse: event.inverse,
      };
    case 'came-back':
      // its ticket is closed: taking it away again is another piece of work
      return { ...withRemark('awaiting-removal', reclaimMessages.remark.cameBack(event.how)), issueId: null };
    case 'watched':
      return { ...next, nextAt: nextWatch(given.removedAt ?? now, now) };
    case 'undone':
      return withRemark('undone', reclaimMessages.remark.undone);
  }
}

/** Nobody keeps what is over, and nobody has to release it. */
const isOverAlready = ({ evidence }: ReclaimCase, { kind }: CaseEvent): boolean =>
  (kind === 'kept' || kind === 'released') && !isAsked(evidence.because);

/** When to look again whether a removal lasts; null when it has lasted long enough. */
export function nextWatch(removedAt: number, now: number): number | null {
  const day = WATCH_DAYS.find((days) => removedAt + days * DAY > now);
  return day === undefined ? null : removedAt + day * DAY;
}

/** One open case for each seat. */
export const openKeyOf = ({ state, poolId, holderId }: ReclaimCase): string | null =>
  isOpen(state) ? `${poolId}:${holderId}` : null;
