import type { ApprovalAssignment, UnassignedStage } from './approval';
import { MAX_GROUP_MEMBERS } from '../../jira/rules/group';
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

/** As what somebody decides a stage: what they are themselves, where they decide in the place of others. */
export function roleIn({
  kind,
  groupName,
  substitute,
  isFallback,
}: Pick<ApprovalAssignment, 'kind' | 'groupName' | 'substitute' | 'isFallback'>): string {
  const stage = stageName(kind, groupName);
  if (isFallback) return approverMessages.inPlaceOf(stage);
  return substitute ? approverMessages.substitutes[substitute] : stage;
}

/** A stage that nobody, or not enough people, can be asked in, with what it takes to say so. */
export interface ShortStage {
  readonly kind: ApprovalStageKind;
  readonly groupName: string | null;
  readonly quorum: number;
  /** How many could be asked. */
  readonly found: number;
  /** Set where its group has more members than can be asked. */
  readonly isTooLarge?: boolean | undefined;
  /** Set where it names somebody only by an import of whoever has a part in the request. */
  readonly isOwnImport?: boolean | undefined;
}

export const shortStage = ({ stage, found, isTooLarge, isOwnImport }: UnassignedStage): ShortStage => ({
  kind: stage.kind,
  groupName: stage.group?.name ?? null,
  quorum: stage.quorum,
  found,
  ...(isTooLarge ? { isTooLarge } : {}),
  ...(isOwnImport ? { isOwnImport } : {}),
});

/** Why nobody can be asked, what would help, and who can do that where. */
export function unassignedText(
  unassigned: readonly ShortStage[],
  fallbackName: string | null,
  isFallbackTooLarge = false,
): string {
  const stages = unassigned.map(({ kind, groupName, quorum, found, isTooLarge, isOwnImport }) => {
    const name = stageName(kind, groupName);
    if (isOwnImport) return approverMessages.namedByOwnImport(name);
    if (isTooLarge) return approverMessages.groupTooLarge(name, MAX_GROUP_MEMBERS);
    return found === 0 ? name : approverMessages.foundOf(name, found, quorum);
  });
  const fallback = fallbackText(fallbackName, isFallbackTooLarge);
  return approverMessages.unassigned(stages, fallback, fixesFor(unassigned, fallbackName));
}

function fixesFor(unassigned: readonly ShortStage[], fallbackName: string | null): string[] {
  const { roster, owner, security, setFallback, otherFallback } = approverMessages.fixes;
  const isShort = (kind: ApprovalStageKind): boolean => unassigned.some((stage) => stage.kind === kind);
  return [
    roster,
    ...(isShort('application-owner') ? [owner] : []),
    ...(isShort('security') ? [security] : []),
    fallbackName === null ? setFallback : otherFallback,
  ];
}

function fallbackText(name: string | null, isTooLarge: boolean): string {
  if (name === null) return approverMessages.noFallback;
  return isTooLarge
    ? approverMessages.fallbackTooLarge(name, MAX_GROUP_MEMBERS)
    : approverMessages.fallbackTooSmall(name);
}
