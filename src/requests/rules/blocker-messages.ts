import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { stageName, unassignedText } from '../../approvals/rules/stage-words';
import type { Blocker } from './blockers';
import { blockerMessages, problemMessages } from './messages';

/**
 * What keeps a request from being fulfilled, in a sentence for agents: what is missing and from whom. The guard's refusal,
 * the panel's reason and the note on the ticket say the same.
 * @param what the entitlement in words
 * @param nameOf display name of an account id; plain text is all that a workflow message can carry
 */
export function blockerText(
  blocker: Blocker,
  what: string,
  nameOf: (accountId: string) => string = () => blockerMessages.anApprover,
): string {
  switch (blocker.code) {
    case 'not-checked':
      return blockerMessages.notChecked;
    case 'incomplete':
      return blockerMessages.incomplete;
    case 'roster-incomplete':
      return blockerMessages.rosterIncomplete;
    case 'already-held':
      return blockerMessages.holdsAlready(blocker.what);
    case 'beneficiary-missing':
      return blockerMessages.beneficiaryMissing;
    case 'roster-unconfirmed':
      return blockerMessages.rosterUnconfirmed;
    case 'denied':
      return blockerMessages.denied(blocker.reasons.join(' '));
    case 'policy-gone':
      return blockerMessages.denied(blockerMessages.policyGone);
    case 'no-approver':
      return unassignedText(blocker.stages, blocker.fallback, blocker.isFallbackTooLarge);
    case 'no-request-type':
      return blockerMessages.noRequestType;
    case 'changed':
      return blockerMessages.changed;
    case 'stricter':
      return blockerMessages.stricter(blocker.reasons.join(' '));
    case 'higher-tier':
      return blockerMessages.higherTier(blocker.name);
    case 'used-up':
      return blockerMessages.usedUp;
    case 'approver-gone':
      return blockerMessages.approverGone(blocker.approverIds.map(nameOf));
    case 'change-ticket':
      return changeTicketText(blocker);
    case 'beneficiary-left':
      return blockerMessages.beneficiaryLeft;
    case 'declined':
      return blocker.by
        ? blockerMessages.declinedBy(
            nameOf(blocker.by.approverId),
            stageName(blocker.by.stage.kind, blocker.by.stage.groupName),
          )
        : blockerMessages.declined;
    case 'awaiting-approval':
      return blockerMessages.awaitingApproval(
        what,
        blocker.waiting.map((stage) => whomFor(stage, nameOf)),
      );
    case 'pool-full':
      return blockerMessages.poolFull(what);
    case 'left-queue':
      return blockerMessages.leftQueue(what);
    case 'holds-already':
      return blockerMessages.holdsAlready(what);
    case 'closed':
      return blockerMessages.withdrawn;
    case 'own-part':
      return blockerMessages.fulfilledBy[blocker.part];
    case 'no-transition':
      return blockerMessages.noTransition[blocker.to](blocker.from);
    case 'earlier':
      return blocker.text;
  }
}

function changeTicketText({
  why,
  ticket,
  kinds,
}: Extract<Blocker, { readonly code: 'change-ticket' }>): string {
  const project = ticket.slice(0, ticket.lastIndexOf('-'));
  switch (why) {
    case 'unknown':
      return problemMessages.changeTicketUnknown(ticket, project);
    case 'itself':
      return problemMessages.changeTicketItself(project);
    case 'other-kind':
      return problemMessages.changeTicketOtherKind(ticket, kinds);
    case 'over':
      return problemMessages.changeTicketOver(ticket);
  }
}

const FEW = 3;

/** `Priya Nair (manager)`, `2 of 200 people (group Security)`. */
function whomFor(
  { kind, groupName, approverIds, quorum }: ApprovalAssignment,
  nameOf: (accountId: string) => string,
): string {
  const stage = stageName(kind, groupName);
  if (approverIds.length > FEW)
    return blockerMessages.approvers(blockerMessages.someOf(quorum, approverIds.length), stage);
  const people = approverIds.map(nameOf);
  const joined = quorum < people.length ? blockerMessages.any(people) : blockerMessages.all(people);
  return blockerMessages.approvers(joined, stage);
}
