import type { UnassignedStage } from './assign-approvers';
import type { ApprovalStageKind } from '../../policy/rules/approval-stage';

const NAMES: Readonly<Record<ApprovalStageKind, string>> = {
  manager: 'manager',
  'managers-manager': 'manager’s manager',
  'application-owner': 'application owner',
  people: 'named approver',
  group: 'group',
  security: 'security',
};

/** How a stage is called in a sentence. */
export const stageName = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName === null ? NAMES[kind] : `${NAMES[kind]} ${groupName}`;

const REMEDY =
  'An approver must be active in the people roster, have an account, and be neither requester nor beneficiary nor approver of another stage.';

/** Why nobody can be asked, and what would help. */
export function unassignedText(unassigned: readonly UnassignedStage[], fallbackName: string | null): string {
  const stages = unassigned.map(({ stage, found }) => {
    const name = stageName(stage.kind, stage.group?.name ?? null);
    return found === 0 ? name : `${name} (${found} of ${stage.quorum} found)`;
  });
  const fallback =
    fallbackName === null
      ? 'No fallback group is set.'
      : `The fallback group ${fallbackName} has not enough people either.`;
  return `Nobody can approve this as ${stages.join(' and ')}. ${fallback} ${REMEDY}`;
}
