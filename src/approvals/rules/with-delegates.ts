import { effectiveApprover, passedOverText, type Absences } from './effective-approver';
import type { ApprovalAssignment } from './approval';
import { approverMessages } from './messages';

/**
 * Puts delegates in the place of approvers who are away. A delegate has no other part in the request, and
 * nobody is asked twice; where none is left, the approver stays asked and a remark says why.
 * @param excluded requester, beneficiary, and whoever voted already
 * @param now milliseconds since the epoch
 */
export function withDelegates(
  assignments: readonly ApprovalAssignment[],
  applicationKey: string,
  absences: Absences,
  excluded: ReadonlySet<string>,
  now: number,
): ApprovalAssignment[] {
  if (absences.delegations.length === 0) return [...assignments];
  const taken = new Set([...excluded, ...assignments.flatMap(({ approverIds }) => approverIds)]);
  return assignments.map((assignment) => {
    const approverIds: string[] = [];
    const delegates: { approverId: string; forId: string }[] = [];
    const remarks = [...assignment.remarks];
    for (const id of assignment.approverIds) {
      const { approverId, onBehalfOf, passedOver } = effectiveApprover(
        id,
        applicationKey,
        now,
        absences,
        taken,
      );
      approverIds.push(approverId);
      if (onBehalfOf !== null) {
        taken.add(approverId);
        delegates.push({ approverId, forId: onBehalfOf });
      } else if (passedOver.length > 0) {
        remarks.push(approverMessages.awayButAsked(passedOverText(passedOver) ?? ''));
      }
    }
    return { ...assignment, approverIds, delegates, remarks };
  });
}
