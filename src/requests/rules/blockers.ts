import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import { openStages } from '../../approvals/rules/open-stages';
import { isAbove, poolIdOf } from '../../catalog/rules/catalog';
import { entitlementName } from '../../catalog/rules/entitlement';
import { stageKey } from '../../policy/rules/approval-stage';
import { addedSince } from '../../policy/rules/stricter';
import type { Decision, Policy, PolicyFacts } from '../../policy/rules/policy';
import type { Seat } from '../../pools/rules/pool';
import type { AccessRequest, IntakeProblem } from './access-request';
import {
  hasLeft,
  isMissing,
  type CheckedRequest,
  type CompleteRequest,
  type PeopleAtOnce,
} from './checked-request';
import { decideContent } from './decide-content';
import { requestMessages } from './messages';
import { turnOf } from './problem-turn';
import { requestDigest } from './request-digest';
import type { Trouble } from './trouble';
import { isUsedUp } from './used-up';

/** What keeps a request from being fulfilled now; the guard and the fulfillment itself know the same. */
export type Blocker =
  | Trouble
  | { readonly code: 'not-checked' }
  | { readonly code: 'incomplete' }
  | { readonly code: 'roster-incomplete' }
  | { readonly code: 'already-held'; readonly what: string }
  | { readonly code: 'beneficiary-missing' }
  | { readonly code: 'roster-unconfirmed' }
  | {
      readonly code: 'declined';
      readonly by: { readonly approverId: string; readonly stage: ApprovalAssignment } | null;
    }
  | { readonly code: 'awaiting-approval'; readonly waiting: readonly ApprovalAssignment[] }
  | { readonly code: 'closed' };

/** The rules that a decided request is held against before it is fulfilled. */
export interface JudgingPolicies {
  readonly current: Policy;
  /** Undefined when it is not on record any more. */
  readonly decidedBy: Policy | undefined;
  readonly peopleAtOnce: PeopleAtOnce;
  /** What was decided on; undefined when nobody knows it any more. */
  readonly decidedOn?: PolicyFacts | undefined;
}

/** What was just read, against which the record is judged. */
export interface FreshReading {
  /** What the ticket says, checked. */
  readonly content: CheckedRequest;
  /** When a bound field was last changed. */
  readonly contentChangedAt: number | null;
  /** The votes that count. */
  readonly votes: readonly StageVote[];
  /** Of those who voted, who may not decide any more. */
  readonly gone: ReadonlySet<string>;
  /** The seat that the request has. */
  readonly seat: Seat | undefined;
  /** Undefined for a request without a decision, or one that is not complete. */
  readonly policies: JudgingPolicies | undefined;
}

/**
 * Whether a request may be fulfilled, judged on the record and a fresh reading of ticket, votes and policy. Everything
 * that is not clearly approved blocks: the ticket has to say what was decided, and nothing may forbid it by now.
 * @returns undefined when nothing blocks; whether there is a seat is another question
 */
export function blockerOf(request: AccessRequest | undefined, fresh: FreshReading): Blocker | undefined {
  const { content } = fresh;
  const undecided = decisionBlocker(request, fresh);
  if (undecided?.code === 'changed' && !content.ok) {
    const known = heldBlocker(content.problems) ?? absenceBlocker(content.problems);
    if (known) return known;
  }
  return (
    undecided ??
    higherTier(request, content) ??
    (request && content.ok && fresh.policies ? objectionSince(request, fresh) : undefined)
  );
}

/** Whoever approved did not mean to take away what the person has got since. */
function higherTier(request: AccessRequest | undefined, content: CheckedRequest): Blocker | undefined {
  const approvedAt = request?.approvedAt ?? null;
  return content.ok && approvedAt !== null ? higherTierSince(content, approvedAt) : undefined;
}

/** A higher tier of the same application that the person has got since a time. */
export function higherTierSince(
  { application, tier, held }: CompleteRequest,
  since: number,
): Extract<Trouble, { readonly code: 'higher-tier' }> | undefined {
  if (tier.addOn) return undefined;
  const higher = application.tiers.find(
    (other) =>
      !other.addOn &&
      isAbove(application.tiers, other, tier) &&
      held.some(
        ({ poolId, state, allocatedAt }) =>
          poolId === poolIdOf(application.key, other.key) &&
          state === 'allocated' &&
          (allocatedAt ?? 0) > since,
      ),
  );
  return higher && { code: 'higher-tier', name: entitlementName(application, higher) };
}

/** Whether the decision in force is about what the ticket says, and is approved. */
function decisionBlocker(
  request: AccessRequest | undefined,
  { content, contentChangedAt, votes, gone, seat }: FreshReading,
): Blocker | undefined {
  if (!request) return { code: 'not-checked' };
  switch (request.state) {
    case 'incomplete':
      return incompleteBlocker(request);
    case 'denied':
      return { code: 'denied', reasons: request.decision?.reasons ?? [] };
    case 'stuck':
      return request.trouble ?? { code: 'not-checked' };
    case 'canceled':
      return { code: 'closed' };
    case 'awaiting-approval':
    case 'ready':
    case 'fulfilled':
    case 'declined':
    case 'unapproved':
      break;
  }
  if (!request.decision || !request.digest) return { code: 'not-checked' };
  const digest = content.ok ? requestDigest(content.details) : null;
  if (digest !== request.digest || contentChangedAt !== request.contentChangedAt) return { code: 'changed' };
  if (isUsedUp(request, seat)) return { code: 'used-up' };
  if (request.decision.effect === 'auto-approve') return undefined;
  const outcome = approvalOf(request.decision, votes);
  if (outcome === 'not-asked') return { code: 'not-checked' };
  if (request.state === 'declined' || outcome === 'declined')
    return { code: 'declined', by: declinerOf(request, votes) };
  if (outcome === 'approved') return undefined;
  const approverIds = outcomeOf(request.votes) === 'approved' ? votersAmong(request.votes, gone) : [];
  return approverIds.length > 0
    ? { code: 'approver-gone', approverIds }
    : { code: 'awaiting-approval', waiting: openStages(request.assignments, votes) };
}

/** Why a person who got it otherwise, such as by another request, gets nothing more. */
function heldBlocker(problems: readonly IntakeProblem[]): Blocker | undefined {
  const held = problems.find(({ code }) => code === 'already-held');
  return held && { code: 'already-held', what: held.choices.join(', ') };
}

/** Why a person who is not at work by the roster gets nothing. */
function absenceBlocker(problems: readonly IntakeProblem[]): Blocker | undefined {
  if (hasLeft(problems)) return { code: 'beneficiary-left' };
  return isMissing(problems) ? { code: 'beneficiary-missing' } : undefined;
}

/** What an incomplete request lacks, as far as it is not in the comments: a person in the roster, or a reason at all. */
function incompleteBlocker({ problems }: AccessRequest): Blocker {
  const known = heldBlocker(problems) ?? absenceBlocker(problems);
  if (known) return known;
  if (problems.some(({ code }) => code === 'facts-unconfirmed')) return { code: 'roster-unconfirmed' };
  return turnOf(problems) === 'administrator' ? { code: 'roster-incomplete' } : { code: 'incomplete' };
}

const votersAmong = (votes: readonly StageVote[], people: ReadonlySet<string>): string[] => [
  ...new Set(
    votes.flatMap(({ cast }) => cast.map(({ approverId }) => approverId)).filter((id) => people.has(id)),
  ),
];

/** What a decision and the votes on it come to; `not-asked` where nobody was asked what people have to decide. */
export function approvalOf(
  { effect, stages }: Decision,
  votes: readonly StageVote[],
): StageVote['outcome'] | 'not-asked' {
  if (effect === 'auto-approve') return 'approved';
  const voted = new Set(votes.map(({ stage }) => stage));
  const isAsked =
    effect === 'require-approval' && stages.length > 0 && stages.every((stage) => voted.has(stageKey(stage)));
  return isAsked ? outcomeOf(votes) : 'not-asked';
}

function declinerOf(
  { assignments }: AccessRequest,
  votes: readonly StageVote[],
): { readonly approverId: string; readonly stage: ApprovalAssignment } | null {
  for (const { stage, cast } of votes) {
    const decline = cast.find(({ vote }) => vote === 'declined');
    const assignment = assignments.find((one) => one.stage === stage);
    if (decline && assignment) return { approverId: decline.approverId, stage: assignment };
  }
  return null;
}

/**
 * Why what was decided must not be carried out any more, by the rules it was decided by or by those in force
 * now: the beneficiary may have got something meanwhile that does not go together with it or have moved to
 * another job, the catalog may call it premium or dear by now, and what newer rules forbid or ask for in addition is not
 * granted on an older approval.
 */
export function objectionSince(
  request: AccessRequest,
  { content, policies }: FreshReading,
): Blocker | undefined {
  if (!content.ok || !policies) return undefined;
  const { current, decidedBy, peopleAtOnce } = policies;
  if (!decidedBy) return { code: 'policy-gone' };
  const judging = current.version === decidedBy.version ? [current] : [decidedBy, current];
  const decisions = judging.map((policy) => decideContent(policy, content, { ...request, peopleAtOnce }));
  const denial = decisions.find(({ decision }) => decision.effect === 'deny');
  if (denial) return { code: 'denied', reasons: denial.decision.reasons };
  const unconfirmed = decisions.map((one) => one.unconfirmed).find((own) => own !== null);
  if (unconfirmed) return { code: 'stricter', reasons: [requestMessages.ownImport[unconfirmed.part]] };
  const today = decisions.at(-1);
  const added =
    request.decision && today && addedSince(request.decision, today.decision, content.details.durationDays);
  return added ? { code: 'stricter', reasons: added } : undefined;
}

/** What stays with the request of what blocked it; null for what its state says by itself. */
export function troubleOf(blocker: Blocker): Trouble | null {
  switch (blocker.code) {
    case 'not-checked':
    case 'incomplete':
    case 'roster-incomplete':
    case 'already-held':
    case 'beneficiary-missing':
    case 'roster-unconfirmed':
    case 'declined':
    case 'awaiting-approval':
    case 'closed':
      return null;
    case 'no-approver':
    case 'no-request-type':
    case 'pool-full':
    case 'left-queue':
    case 'holds-already':
    case 'changed':
    case 'stricter':
    case 'used-up':
    case 'higher-tier':
    case 'approver-gone':
    case 'change-ticket':
    case 'beneficiary-left':
    case 'denied':
    case 'policy-gone':
    case 'own-part':
    case 'no-transition':
    case 'earlier':
      return blocker;
  }
}
