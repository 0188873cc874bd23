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

/** A stage that nobody, or not enough people, can be asked in, with what it takes to say so. */
export interface ShortStage {
  readonly kind: ApprovalStageKind;
  readonly groupName: string | null;
  readonly quorum: number;
  /** How many could be asked. */
  readonly found: number;
}

export const shortStage = ({ stage, found }: UnassignedStage): ShortStage => ({
  kind: stage.kind,
  groupName: stage.group?.name ?? null,
  quorum: stage.quorum,
  found,
});

/** Why nobody can be asked, and what would help. */
export function unassignedText(unassigned: readonly ShortStage[], fallbackName: string | null): string {
  const stages = unassigned.map(({ kind, groupName, quorum, found }) => {
    const name = stageName(kind, groupName);
    return found === 0 ? name : approverMessages.foundOf(name, found, quorum);
  });
  const fallback =
    fallbackName === null ? approverMessages.noFallback : approverMessages.fallbackTooSmall(fallbackName);
  return approverMessages.unassigned(stages, fallback);
}
