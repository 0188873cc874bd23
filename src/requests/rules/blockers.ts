import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { outcomeOf } from '../../approvals/rules/read-votes';
import { openStages } from '../../approvals/rules/stage-turns';
import { stageKey } from '../../policy/rules/approval-stage';
import type { AccessRequest } from './access-request';

/** What keeps a request from being fulfilled now. */
export type Blocker =
  | { readonly code: 'not-checked' }
  | { readonly code: 'incomplete' }
  | { readonly code: 'denied'; readonly reasons: readonly string[] }
  | { readonly code: 'stuck'; readonly trouble: string }
  | { readonly code: 'changed' }
  | { readonly code: 'beneficiary-left' }
  | {
      readonly code: 'declined';
      readonly by: { readonly approverId: string; readonly stage: ApprovalAssignment } | null;
    }
  | { readonly code: 'awaiting-approval'; readonly waiting: readonly ApprovalAssignment[] }
  | { readonly code: 'pool-full' }
  | { readonly code: 'holds-already' }
  | { readonly code: 'closed' };

/** What was just read from the ticket, against which the record is judged. */
export interface FreshReading {
  /** Digest of what the ticket says now; null when it is not complete. */
  readonly digest: string | null;
  readonly contentChangedAt: number | null;
  readonly votes: readonly StageVote[];
}

/**
 * Whether the decision in force lets this request be fulfilled, judged on the record and a fresh reading of
 * the ticket and of JSM's approvals. Everything that is not clearly approved blocks.
 * @returns undefined when nothing about the decision blocks; whether there is a seat is another question
 */
export function decisionBlocker(
  request: AccessRequest | undefined,
  fresh: FreshReading,
): Blocker | undefined {
  if (!request) return { code: 'not-checked' };
  switch (request.state) {
    case 'incomplete':
      return { code: 'incomplete' };
    case 'denied':
      return { code: 'denied', reasons: request.decision?.reasons ?? [] };
    case 'stuck':
      return { code: 'stuck', trouble: request.trouble ?? '' };
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
  if (fresh.digest !== request.digest || fresh.contentChangedAt !== request.contentChangedAt)
    return { code: 'changed' };
  if (request.decision.effect === 'auto-approve') return undefined;
  if (request.decision.effect !== 'require-approval') return { code: 'not-checked' };
  const voted = new Set(fresh.votes.map(({ stage }) => stage));
  if (!request.decision.stages.every((stage) => voted.has(stageKey(stage)))) return { code: 'not-checked' };
  const outcome = outcomeOf(fresh.votes);
  if (request.state === 'declined' || outcome === 'declined')
    return { code: 'declined', by: declinerOf(request, fresh.votes) };
  return outcome === 'approved'
    ? undefined
    : { code: 'awaiting-approval', waiting: openStages(request.assignments, fresh.votes) };
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
