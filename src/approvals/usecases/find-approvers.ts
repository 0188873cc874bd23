import type { SiteApprovals } from '../../settings/contract/approval-settings';
import { readGroupMembers } from '../../jira/client/groups';
import { absencesOf } from '../store/delegations';
import { inactiveAccounts } from '../../people/store/people';
import { assignApprovers, type AssignmentResult, type StageCandidates } from '../rules/assign-approvers';
import type { ApprovalAssignment, OverdueStep } from '../rules/approval';
import { broughtIn, groupAsked, namedBy } from '../rules/stage-candidates';
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
  /** Active members of groups by id, as far as they were read on this look; `membersOf` adds to it. */
  readonly members: Map<string, readonly string[]>;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** What was done about stages that nobody decided in time, by stage key. */
  readonly overdue?: ReadonlyMap<string, readonly OverdueStep[]>;
}

/**
 * Who is to approve each stage. Where nobody, or not enough people, can be found, the site's fallback group is
 * asked as many approvals instead; a stage is never left out. One statement for people, and the calls to
 * Jira that it takes to read the groups that are asked.
 */
export async function findApprovers(
  stages: readonly ApprovalStage[],
  search: ApproverSearch,
): Promise<AssignmentResult> {
  if (stages.length === 0) return { ok: true, assignments: [] };
  const own: StageCandidates[] = [];
  for (const stage of stages) own.push(await candidatesOf(stage, search));
  const candidates = await withoutInactive(own);
  const assigned = assignApprovers(candidates, search.excluded);
  if (assigned.ok) return represented(assigned.assignments, search);
  if (!search.groups.fallback) return assigned;
  const members = await fallbackMembers(search);
  const missing = new Set(assigned.unassigned.map(({ stage }) => stage));
  const withFallback = candidates.map((one) =>
    missing.has(one.stage) ? { stage: one.stage, accountIds: members, isFallback: true } : one,
  );
  const again = assignApprovers(withFallback, search.excluded);
  return again.ok ? represented(again.assignments, search) : assigned;
}

/** With stand-ins for those who are away; a statement, and another when somebody is. */
async function represented(
  assignments: readonly ApprovalAssignment[],
  { application, excluded, now }: ApproverSearch,
): Promise<AssignmentResult> {
  const asked = assignments.flatMap(({ approverIds }) => approverIds);
  const absences = await absencesOf(asked, now);
  return { ok: true, assignments: withDelegates(assignments, application.key, absences, excluded, now) };
}

/** A group's active members; a call for each fifty, once on a look. */
export async function membersOf(
  groupId: string,
  { members }: Pick<ApproverSearch, 'members'>,
): Promise<readonly string[]> {
  const known = members.get(groupId) ?? (await readGroupMembers(groupId));
  members.set(groupId, known);
  return known;
}

/** Active members of the site's fallback group. */
export async function fallbackMembers(search: ApproverSearch): Promise<string[]> {
  if (!search.groups.fallback) return [];
  const members = await membersOf(search.groups.fallback.id, search);
  const inactive = await inactiveAccounts(members);
  return members.filter((id) => !inactive.has(id));
}

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
  return { stage, accountIds: namedBy(stage, search), besides };
}

/** Without those that the roster lists as inactive. */
async function withoutInactive(candidates: readonly StageCandidates[]): Promise<StageCandidates[]> {
  const everybody = candidates.flatMap(({ accountIds, besides = [] }) => [...accountIds, ...besides]);
  const inactive = await inactiveAccounts([...new Set(everybody)]);
  const active = (ids: readonly string[]): string[] => ids.filter((id) => !inactive.has(id));
  return candidates.map((one) => ({
    ...one,
    accountIds: active(one.accountIds),
    besides: active(one.besides ?? []),
  }));
}
