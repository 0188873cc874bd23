import { peopleOfAccounts, peopleOfRequest } from '../../people/store/people';
import type { ApprovalStage } from '../../policy/rules/approval-stage';
import { votedIn, type ApprovalAssignment, type StageVote } from '../rules/approval';
import { askedToday, changesPeople, pendingStages, type StageAnswers } from '../rules/advance-stages';
import { absenceOf } from '../rules/presence';
import { managerOfApprover, settersOfStage } from '../rules/stage-candidates';
import { openStages } from '../rules/open-stages';
import { dueStep } from '../rules/stage-deadlines';
import { fallbackMembers, findApprovers, presenceOf, type ApproverSearch } from './find-approvers';

/** Approval stages on their way. */
interface AskedStages {
  readonly stages: readonly ApprovalStage[];
  readonly assignments: readonly ApprovalAssignment[];
  readonly votes: readonly StageVote[];
}

/**
 * Reads whom the stages that are still open can ask: what `findApprovers` costs, a statement for where people work where
 * a stage has a time limit, and what it takes to find who comes next where that time is over.
 */
export async function readStageAnswers(asked: AskedStages, search: ApproverSearch): Promise<StageAnswers> {
  const { stages, assignments, votes } = asked;
  const others = { ...search, excluded: new Set([...search.excluded, ...votedIn(votes)]) };
  const found = await findApprovers(pendingStages(stages, votes), {
    ...others,
    overdue: new Map(assignments.map(({ stage, overdue }) => [stage, overdue])),
  });
  const today = askedToday(assignments, votes, found);
  const open = openStages(today, votes);
  const nextAsked = new Map<string, readonly string[]>();
  for (const assignment of open)
    if (changesPeople(dueStep(assignment, search.now)))
      nextAsked.set(
        assignment.stage,
        await nextInTurn(assignment, asking(assignment, today, nextAsked, others)),
      );
  const locations = await locationsFor(open, nextAsked);
  return { found, nextAsked, locations };
}

/** Whoever is asked in another stage, or is about to be, is not brought into a second one; nor is whose import named its manager. */
const asking = (
  { kind }: ApprovalAssignment,
  assignments: readonly ApprovalAssignment[],
  nextAsked: ReadonlyMap<string, readonly string[]>,
  search: ApproverSearch,
): ApproverSearch => ({
  ...search,
  excluded: new Set([
    ...search.excluded,
    ...assignments.flatMap(({ approverIds }) => approverIds),
    ...[...nextAsked.values()].flat(),
    ...settersOfStage({ kind }, search.people),
  ]),
});

/** Where those work in whose hours the time of stages is counted, by account id; one statement where one has a limit. */
export async function locationsFor(
  assignments: readonly ApprovalAssignment[],
  nextAsked: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  const first = assignments.flatMap(({ stage, timeout, approverIds }) =>
    timeout === null ? [] : [approverIds[0], nextAsked.get(stage)?.[0]].filter((id) => id !== undefined),
  );
  const people = await peopleOfAccounts([...new Set(first)]);
  return new Map([...people].map(([accountId, { location }]) => [accountId, location]));
}

/** Who is asked after the approver: the other owner, the approver's manager, else the fallback group. */
async function nextInTurn(
  { approverIds, kind }: ApprovalAssignment,
  search: ApproverSearch,
): Promise<readonly string[]> {
  const present = async (ids: readonly string[]): Promise<string[]> => {
    const known = await presenceOf(ids, search);
    return ids.filter((id) => absenceOf(id, known) === undefined);
  };
  const isFree = (id: string): boolean => !search.excluded.has(id) && !approverIds.includes(id);
  if (kind === 'application-owner') {
    const owners = [search.application.ownerId, search.application.backupOwnerId];
    const other = await present(owners.filter((id) => id !== null).filter(isFree));
    if (other.length > 0) return other;
  }
  const [approver] = approverIds;
  if (approver !== undefined && approverIds.length === 1) {
    const managers = managerOfApprover(await peopleOfRequest(approver), search.excluded);
    const next = await present(managers.filter(isFree));
    if (next.length > 0) return next;
  }
  return (await fallbackMembers(search)).filter(isFree);
}
