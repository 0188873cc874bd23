import type { UnassignedStage } from './assign-approvers';
import type { ApprovalStageKind } from '../../policy/rules/approval-stage';
import { approverMessages } from './messages';

const NAMES: Readonly<Record<ApprovalStageKind, string>> = {
  manager: approverMessages.stageKinds.manager,
  'managers-manager': approverMessages.stageKinds.managersManager,
  'application-owner': approverMessages.stageKinds.applicationOwner,
  people: approverMessages.stageKinds.people,
  group: approverMessages.stageKinds.group,
  security: approverMessages.stageKinds.security,
};

/** How a stage is called in a sentence. */
export const stageName = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName === null ? NAMES[kind] : `${NAMES[kind]} ${groupName}`;

/** Why nobody can be asked, and what would help. */
export function unassignedText(unassigned: readonly UnassignedStage[], fallbackName: string | null): string {
  const stages = unassigned.map(({ stage, found }) => {
    const name = stageName(stage.kind, stage.group?.name ?? null);
    return found === 0 ? name : approverMessages.foundOf(name, found, stage.quorum);
  });
  const fallback =
    fallbackName === null ? approverMessages.noFallback : approverMessages.fallbackTooSmall(fallbackName);
  return approverMessages.unassigned(stages, fallback);
}
