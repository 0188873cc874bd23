import type { SiteApprovals } from '../../settings/contract/approval-settings';
import { readGroupMembers } from '../../jira/client/groups';
import { unusableAccounts } from '../../jira/client/site';
import { readTogether } from '../../common/store/reading';
import { delegationsReading } from '../store/delegations';
import { presenceReading, settersReading } from '../../people/store/people';
import { absenceOf, absencesFrom, presentCandidates, type PresenceSources } from '../rules/presence';
import { assignApprovers, type AssignmentResult, type StageCandidates } from '../rules/assign-approvers';
import type { ApprovalAssignment, OverdueStep } from '../rules/approval';
import {
  broughtIn,
  groupAsked,
  isNamedByOwnImport,
  namedBy,
  settersOfStage,
  substitutesFor,
  backupsFor,
} from '../rules/stage-candidates';
import { approverMessages } from '../rules/messages';
import { stageName } from '../rules/stage-words';
import { withDelegates } from '../rules/with-delegates';
import type { Application } from '../../catalog/rules/catalog';
import type { PeopleOfRequest } from '../../people/rules/person';
import { stageKey, type ApprovalStage } from '../../policy/rules/approval-stage';

/** What approvers are found from. */
export interface ApproverSearch {
  readonly application: Application;
  readonly people: PeopleOfRequest;
  /** Requester and beneficiary, who never approve. */
  readonly excluded: ReadonlySet<string>;
  readonly groups: SiteApprovals;
  /** Active members of groups by id, null for too many, as far as they were read on this look; `membersOf` adds to it. */
  readonly members: Map<string, readonly string[] | null>;
  /** Accounts that nobody can act with, of those who voted, as far as they were read on this look. */
  readonly unusable: Set<string>;
  /** Of those who were brought in, by `partIn`, those whom their stage could not bring in any more, as far as it was read on this look. */
  readonly lapsed: Set<string>;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** What was done about stages that nobody decided in time, by stage key. */
  readonly overdue?: ReadonlyMap<string, readonly OverdueStep[]>;
}

/**
 * Who is to approve each stage. Nobody is asked who has left, is on leave, or has no account to answer with; delegates
 * stand in for those who are away. Where nobody, or not enough people, can be found, the site's fallback group is asked as
 * many approvals instead; a stage is never left out. One statement for people and another where somebody is away, a call to
 * Jira for accounts that were not read with a group, and those that it takes to read groups.
 */
export async function findApprovers(
  stages: readonly ApprovalStage[],
  search: ApproverSearch,
): Promise<AssignmentResult> {
  if (stages.length === 0) return { ok: true, assignments: [] };
  const own: StageCandidates[] = [];
  for (const stage of stages) own.push(await candidatesOf(stage, search));
  const known = await presenceOf(own.flatMap(everybodyIn), search);
  const candidates = own.map((one) => presentCandidates(one, known));
  const assigned = assignApprovers(candidates, search.excluded);
  if (assigned.ok) return represented(assigned.assignments, known);
  if (!search.groups.fallback) return assigned;
  const fallback = await presentFallback(search);
  const missing = new Set(assigned.unassigned.map(({ stage }) => stage));
  const withFallback = candidates.map((one) =>
    missing.has(one.stage)
      ? {
          stage: one.stage,
          remarks: one.remarks ?? [],
          accountIds: fallback.members.filter((id) => !(one.setters ?? []).includes(id)),
          isFallback: true,
        }
      : one,
  );
  const again = assignApprovers(withFallback, search.excluded);
  if (again.ok) return represented(again.assignments, merged(known, fallback.known));
  return { ...assigned, isFallbackTooLarge: isGroupTooLarge(search.groups.fallback.id, search) };
}

const everybodyIn = ({ accountIds, besides = [], backups = [] }: StageCandidates): string[] => [
  ...accountIds,
  ...besides,
  ...backups,
];

/** With stand-ins for those who are away. */
const represented = (
  assignments: readonly ApprovalAssignment[],
  { applicationKey, absences, excluded, now }: PresenceSources,
): AssignmentResult => ({
  ok: true,
  assignments: withDelegates(assignments, applicationKey, absences, excluded, now),
});

/**
 * Whether these people can answer: one statement, another where somebody has delegates, and a call for the accounts that
 * are not known from a group.
 */
export async function presenceOf(
  accountIds: readonly string[],
  { application, excluded, members, now }: ApproverSearch,
): Promise<PresenceSources> {
  const { people, setters, delegations } = await readTogether({
    people: presenceReading(accountIds),
    setters: settersReading(accountIds),
    delegations: delegationsReading(accountIds, now),
  });
  const delegates = delegations.flatMap(({ delegateIds }) => delegateIds);
  const theirs = await readTogether({
    people: presenceReading(delegates),
    delegations: delegationsReading(delegates, now),
  });
  const inGroups = new Set([...members.values()].flatMap((some) => some ?? []));
  const unusable = await unusableAccounts(
    [...accountIds, ...delegates].filter((id) => !inGroups.has(id) && !excluded.has(id)),
  );
  const presence = new Map([...people, ...theirs.people]);
  const applicationKey = application.key;
  return {
    applicationKey,
    presence,
    setters,
    unusable,
    absences: absencesFrom(delegations, theirs.delegations, presence, unusable, applicationKey, now),
    excluded,
    now,
  };
}

const merged = (known: PresenceSources, other: PresenceSources): PresenceSources => ({
  ...known,
  absences: {
    delegations: [...known.absences.delegations, ...other.absences.delegations],
    activeIds: new Set([...known.absences.activeIds, ...other.absences.activeIds]),
    awayIds: new Set([...known.absences.awayIds, ...other.absences.awayIds]),
  },
});

/** A group's active members, nobody where they are too many; a call for each fifty, once on a look. */
export async function membersOf(
  groupId: string,
  { members }: Pick<ApproverSearch, 'members'>,
): Promise<readonly string[]> {
  const known = members.get(groupId);
  const found = known === undefined ? await readGroupMembers(groupId) : known;
  members.set(groupId, found);
  return found ?? [];
}

/** Members of the site's fallback group who can answer, and what is known of them. */
async function presentFallback(
  search: ApproverSearch,
): Promise<{ readonly members: readonly string[]; readonly known: PresenceSources }> {
  const all = search.groups.fallback ? await membersOf(search.groups.fallback.id, search) : [];
  const known = await presenceOf(all, search);
  return { members: all.filter((id) => absenceOf(id, known) === undefined), known };
}

export const fallbackMembers = async (search: ApproverSearch): Promise<readonly string[]> =>
  (await presentFallback(search)).members;

const isGroupTooLarge = (
  groupId: string | undefined,
  { members }: Pick<ApproverSearch, 'members'>,
): boolean => groupId !== undefined && members.get(groupId) === null;

/** Whom a stage asks: those whom the policy names, unless it took too long and others are asked by now. */
async function candidatesOf(stage: ApprovalStage, search: ApproverSearch): Promise<StageCandidates> {
  const steps = search.overdue?.get(stageKey(stage)) ?? [];
  const instead = steps.findLast(
    ({ action, approverIds }) => action === 'replaced' && approverIds.length > 0,
  );
  const besides = broughtIn(steps, 'escalated');
  if (instead) return { stage, accountIds: instead.approverIds, besides };
  const group = groupAsked(stage, search.groups);
  if (group !== undefined) await membersOf(group, search);
  const isTooLarge = isGroupTooLarge(group, search);
  const isOwnImport = isNamedByOwnImport(stage, search);
  const backups = backupsFor(stage, search);
  const name = stageName(stage.kind, stage.group?.name ?? null);
  return {
    stage,
    accountIds: isOwnImport ? backups : namedBy(stage, search),
    backups,
    substitutes: substitutesFor(stage, search),
    besides,
    isTooLarge,
    isOwnImport,
    setters: settersOfStage(stage, search.people),
    remarks: [
      ...(isTooLarge ? [approverMessages.othersForGroup(name)] : []),
      ...(isOwnImport ? [approverMessages.othersForImport(name)] : []),
    ],
  };
}
