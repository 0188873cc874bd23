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
    return found === 0 ? name : `${name} (${found} of ${quorum} found)`;
  });
  const fallback =
    fallbackName === null
      ? 'No fallback group is set.'
      : `The fallback group ${fallbackName} has not enough people either.`;
  return `Nobody can approve this as ${stages.join(' and ')}. ${fallback} ${REMEDY}`;
}
