import { canApprove, settersOf, type PeopleOfRequest, type Person } from '../../people/rules/person';
import type { ApprovalStage } from '../../policy/rules/approval-stage';
import type { OverdueStep, Substitute } from './approval';

/** Groups of the site that approvals go to, by id. */
export interface SiteGroups {
  readonly security: { readonly id: string } | null;
  readonly fallback: { readonly id: string } | null;
}

/** What is known of the members of groups, by group id. */
export type GroupMembers = ReadonlyMap<string, readonly string[] | null>;

/** Who may decide what, as catalog, roster and groups say now. */
export interface CandidateSources {
  readonly application: { readonly ownerId: string | null; readonly backupOwnerId: string | null };
  readonly people: PeopleOfRequest;
  /** Requester and beneficiary, who never approve. */
  readonly excluded: ReadonlySet<string>;
  readonly groups: SiteGroups;
  /** Active members by group id, null for a group with too many to ask; a group that was not read is missing. */
  readonly members: GroupMembers;
}

/** The group that a stage asks, by id; undefined for stages that ask people one by one, or whose group is not set. */
export function groupAsked({ kind, group }: ApprovalStage, groups: SiteGroups): string | undefined {
  if (kind === 'group') return group?.id;
  return kind === 'security' ? groups.security?.id : undefined;
}

/** Whom a stage names, in order of preference. */
export function namedBy(stage: ApprovalStage, sources: CandidateSources): readonly string[] {
  const { application, people, excluded, groups, members } = sources;
  switch (stage.kind) {
    case 'manager':
      return account(people.manager, settersOfStage(stage, people), excluded);
    case 'managers-manager':
      return account(people.managersManager, settersOfStage(stage, people), excluded);
    case 'application-owner':
      return [application.ownerId, application.backupOwnerId].filter((id) => id !== null);
    case 'people':
      return stage.people;
    case 'group':
    case 'security':
      return members.get(groupAsked(stage, groups) ?? '') ?? [];
  }
}

/** Who decides in the place of whoever a stage names while they are absent: of a manager, their own. */
export const backupsFor = (
  { kind }: ApprovalStage,
  { people, excluded }: Pick<CandidateSources, 'people' | 'excluded'>,
): readonly string[] => {
  const { beneficiary, manager, managersManager } = people;
  const setters = settersOf(beneficiary, manager, managersManager);
  return kind === 'manager' ? account(managersManager, setters, excluded) : [];
};

/** As what people are asked, by account id, who decide in the place of whom a stage names first. */
export function substitutesFor(
  stage: ApprovalStage,
  sources: Pick<CandidateSources, 'application' | 'people' | 'excluded'>,
): ReadonlyMap<string, Substitute> {
  const { ownerId, backupOwnerId } = sources.application;
  if (stage.kind === 'application-owner' && ownerId !== null && backupOwnerId !== null)
    return new Map([[backupOwnerId, 'backup-owner']]);
  return new Map(backupsFor(stage, sources).map((id) => [id, 'managers-manager']));
}

/** The administrators whose import alone says who the manager is whom a stage asks; they are not asked in it. */
export function settersOfStage(
  { kind }: Pick<ApprovalStage, 'kind'>,
  { beneficiary, manager, managersManager }: PeopleOfRequest,
): string[] {
  switch (kind) {
    case 'manager':
      return settersOf(beneficiary, manager);
    case 'managers-manager':
      return settersOf(beneficiary, manager, managersManager);
    case 'application-owner':
    case 'people':
    case 'group':
    case 'security':
      return [];
  }
}

/** Whether a stage names somebody only by the import of whoever that is, or of whoever asks or benefits. */
export const isNamedByOwnImport = (stage: ApprovalStage, sources: CandidateSources): boolean =>
  namedBy(stage, sources).length === 0 &&
  namedBy(stage, { ...sources, people: asIfConfirmed(sources.people) }).length > 0;

const asIfConfirmed = ({ beneficiary, manager, managersManager }: PeopleOfRequest): PeopleOfRequest => {
  const confirmed = (person: Person | null): Person | null => person && { ...person, setBy: [] };
  return {
    beneficiary: confirmed(beneficiary),
    manager: confirmed(manager),
    managersManager: confirmed(managersManager),
  };
};

/**
 * Somebody who may approve, unless it is their own import that names them, or that of somebody with another part in the
 * request.
 */
const account = (
  person: Person | null,
  setters: readonly string[],
  excluded: ReadonlySet<string>,
): string[] =>
  canApprove(person) && !setters.some((id) => id === person.accountId || excluded.has(id))
    ? [person.accountId]
    : [];

/** The manager of somebody who was asked and did not answer. */
export const managerOfApprover = (
  { beneficiary, manager }: PeopleOfRequest,
  excluded: ReadonlySet<string>,
): string[] => account(manager, settersOf(beneficiary, manager), excluded);

/** Who was brought into a stage because nobody decided in time. */
export const broughtIn = (
  steps: readonly OverdueStep[],
  action: 'escalated' | 'replaced',
): readonly string[] => steps.flatMap((step) => (step.action === action ? step.approverIds : []));
