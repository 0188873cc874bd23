import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { stageName } from '../../approvals/rules/stage-words';
import type { Blocker } from './blockers';

/**
 * One sentence for the agent whose transition is refused: what is missing and from whom.
 * @param nameOf display name of an account id; plain text is all that a workflow message can carry
 */
export function refusalMessage(
  blocker: Blocker,
  what: string,
  nameOf: (accountId: string) => string,
): string {
  switch (blocker.code) {
    case 'not-checked':
      return 'Seatkeeper has not checked this request yet. It does so within five minutes; try again then.';
    case 'incomplete':
      return 'This request is incomplete. The comments say what is missing.';
    case 'denied':
      return `The access policy does not allow this: ${blocker.reasons.join(' ')}`;
    case 'stuck':
      return blocker.trouble;
    case 'changed':
      return 'This request was changed after the decision. It has to be decided again first; that takes about a minute.';
    case 'beneficiary-left':
      return 'The person this is for is no longer active in the company, so cannot get access.';
    case 'declined':
      return blocker.by
        ? `Declined by ${nameOf(blocker.by.approverId)} (${stageName(blocker.by.stage.kind, blocker.by.stage.groupName)}).`
        : 'This request was declined.';
    case 'awaiting-approval':
      return `${what} needs an approval first. Waiting for ${blocker.waiting.map((stage) => whomFor(stage, nameOf)).join(' and ')}.`;
    case 'pool-full':
      return `There is no free seat in the ${what} pool. The request waits in line for the next one.`;
    case 'holds-already':
      return `They have a seat of ${what} already.`;
    case 'closed':
      return 'This request was withdrawn.';
  }
}

const FEW = 3;

/** `Priya Nair (manager)`, `2 of 200 people (group Security)`. */
function whomFor(
  { kind, groupName, approverIds, quorum }: ApprovalAssignment,
  nameOf: (accountId: string) => string,
): string {
  const stage = stageName(kind, groupName);
  if (approverIds.length > FEW) return `${quorum} of ${approverIds.length} people (${stage})`;
  const people = approverIds.map(nameOf);
  const joined = quorum < people.length ? people.join(' or ') : people.join(' and ');
  return `${joined} (${stage})`;
}
