import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { stageName, unassignedText } from '../../approvals/rules/stage-words';
import type { Blocker } from './blockers';
import type { OwnPart } from './trouble';

/**
 * What keeps a request from being fulfilled, in a sentence for agents: what is missing and from whom. The guard's refusal,
 * the panel's reason and the note on the ticket say the same.
 * @param what the entitlement in words
 * @param nameOf display name of an account id; plain text is all that a workflow message can carry
 */
export function blockerText(
  blocker: Blocker,
  what: string,
  nameOf: (accountId: string) => string = () => 'an approver',
): string {
  switch (blocker.code) {
    case 'not-checked':
      return 'Seatkeeper has not checked this request yet. It does so within five minutes; try again then.';
    case 'incomplete':
      return 'This request is incomplete. The comments say what is missing.';
    case 'denied':
      return `The access policy does not allow this: ${blocker.reasons.join(' ')}`;
    case 'policy-gone':
      return 'The access policy does not allow this: The rules that this was decided by are gone.';
    case 'no-approver':
      return unassignedText(blocker.stages, blocker.fallback);
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
    case 'left-queue':
      return `There is no free seat in the ${what} pool, and this request has left the line for the next one.`;
    case 'holds-already':
      return `They have a seat of ${what} already.`;
    case 'closed':
      return 'This request was withdrawn.';
    case 'own-part':
      return FULFILLED_BY[blocker.part];
    case 'no-transition': {
      const to = blocker.to === 'approval' ? 'the approval status' : 'the next status';
      return `The workflow has no transition from “${blocker.from}” to ${to} that Seatkeeper may use.`;
    }
    case 'earlier':
      return blocker.text;
  }
}

/** About a ticket that such a person moved to fulfilled, which no workflow validator can prevent. */
const FULFILLED_BY: Readonly<Record<OwnPart, string>> = {
  approver: 'It was fulfilled by somebody who approved it. Somebody else has to fulfill it.',
  requester: 'It was fulfilled by the person who asked for it. Somebody else has to fulfill it.',
  beneficiary: 'It was fulfilled by the person who gets the access. Somebody else has to fulfill it.',
};

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
