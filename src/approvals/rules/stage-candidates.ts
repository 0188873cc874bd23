import { canApprove, type PeopleOfRequest, type Person } from '../../people/rules/person';
import type { ApprovalStage } from '../../policy/rules/approval-stage';
import type { OverdueStep } from './approval';

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
  const { application, people, groups, members } = sources;
  switch (stage.kind) {
    case 'manager':
      return account(people.manager);
    case 'managers-manager':
      return account(people.managersManager);
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
export const standInsFor = ({ kind }: ApprovalStage, { people }: CandidateSources): readonly string[] =>
  kind === 'manager' ? account(people.managersManager) : [];

const account = (person: Person | null): string[] => (canApprove(person) ? [person.accountId] : []);

/** Who was brought into a stage because nobody decided in time. */
export const broughtIn = (
  steps: readonly OverdueStep[],
  action: 'escalated' | 'replaced',
): readonly string[] => steps.flatMap((step) => (step.action === action ? step.approverIds : []));
