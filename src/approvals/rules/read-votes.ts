import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { principalOf, type ApprovalAssignment, type CastVote, type StageVote } from './approval';
import { stageOutcome } from './stage-outcome';

/** What the votes are read for: the decision in force, and how far it has been voted on before. */
export interface VoteBinding {
  readonly assignments: readonly ApprovalAssignment[];
  /** Earlier readings, which keep the time a vote was first seen. */
  readonly votes: readonly StageVote[];
  readonly contentChangedAt: number | null;
  readonly ignoredApprovalIds: readonly string[];
}

/**
 * Approvals that are about the content as it was decided: opened after that decision, and after the last
 * change of a bound field by Jira's own clock, which dates both.
 */
export const bindingApprovals = (
  binding: Pick<VoteBinding, 'contentChangedAt' | 'ignoredApprovalIds'>,
  approvals: readonly TicketApproval[],
): TicketApproval[] =>
  approvals.filter(
    ({ id, openedAt }) =>
      !binding.ignoredApprovalIds.includes(id) &&
      (binding.contentChangedAt === null || openedAt > binding.contentChangedAt),
  );

/**
 * Reads each stage's votes out of JSM's approvals. A vote counts only when it was cast by a person the
 * stage is assigned to, in an approval that is about what was decided, and once for each person in whose name
 * it is cast. A decline outweighs any approval.
 */
export function readVotes(
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): StageVote[] {
  const valid = bindingApprovals(binding, approvals);
  const noticed = castIn(binding.votes);
  const known = new Set(noticed.map(keyOf));
  const stages = binding.assignments.map((assignment) => {
    const { approverIds, delegates } = assignment;
    const inNameOf = new Map(delegates.map(({ approverId, forId }) => [approverId, forId]));
    const all = approverIds.flatMap((approverId) => {
      const vote = voteOf(approverId, valid, noticed, now);
      return vote ? [{ ...vote, forId: vote.forId ?? inNameOf.get(approverId) ?? null }] : [];
    });
    return { assignment, cast: oncePerPrincipal(all, known) };
  });
  return inOneStageEach(stages, binding.votes).map(({ assignment: { stage, quorum }, cast }) => ({
    stage,
    ...stageOutcome(cast, quorum),
    cast,
  }));
}

interface StageCast {
  readonly assignment: ApprovalAssignment;
  readonly cast: readonly CastVote[];
}

/**
 * Nobody decides two stages, be it in the name of two people, though somebody may be asked in a second one because nobody
 * answered there. A vote counts where it was noticed before; else in the stage that lacks approvals, the one whose turn is
 * first, and then the one that asks the fewest others.
 */
function inOneStageEach(stages: readonly StageCast[], before: readonly StageVote[]): StageCast[] {
  const stageOf = new Map<string, string>();
  const counts = new Map<string, number>();
  const isIn = ({ stage }: ApprovalAssignment, vote: CastVote): boolean =>
    peopleOf(vote).every((person) => stageOf.get(person) === stage);
  const isFree = ({ stage }: ApprovalAssignment, vote: CastVote): boolean =>
    peopleOf(vote).every((person) => (stageOf.get(person) ?? stage) === stage);
  const count = ({ stage }: ApprovalAssignment, vote: CastVote): void => {
    for (const person of peopleOf(vote)) stageOf.set(person, stage);
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  };
  const rank = ({ stage, quorum, order, approverIds }: ApprovalAssignment): number[] => [
    (counts.get(stage) ?? 0) < quorum ? 0 : 1,
    order,
    approverIds.length,
  ];
  const votes = stages.flatMap(({ assignment, cast }) => cast.map((vote) => ({ assignment, vote })));
  for (const { assignment, vote } of votes) {
    const noticed = before.find(({ stage }) => stage === assignment.stage)?.cast ?? [];
    if (noticed.some((earlier) => keyOf(earlier) === keyOf(vote)) && isFree(assignment, vote))
      count(assignment, vote);
  }
  for (const voter of new Set(votes.map(({ vote }) => vote.approverId))) {
    const theirs = votes.filter(({ vote }) => vote.approverId === voter);
    const [best] = theirs
      .filter(({ assignment, vote }) => isFree(assignment, vote))
      .sort((one, other) => compareInTurn(rank(one.assignment), rank(other.assignment)));
    if (best && !theirs.some(({ assignment, vote }) => isIn(assignment, vote)))
      count(best.assignment, best.vote);
  }
  return stages.map(({ assignment, cast }) => ({
    assignment,
    cast: cast.filter((vote) => isIn(assignment, vote)),
  }));
}

const peopleOf = (vote: CastVote): string[] => [vote.approverId, principalOf(vote)];

function compareInTurn(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Of several votes in one person's name one counts: a decline, else the one that was noticed first. */
function oncePerPrincipal(cast: readonly CastVote[], known: ReadonlySet<string>): CastVote[] {
  const rank = (vote: CastVote): number => (vote.vote === 'declined' ? 0 : known.has(keyOf(vote)) ? 1 : 2);
  const counting = new Map<string, CastVote>();
  for (const vote of cast) {
    const other = counting.get(principalOf(vote));
    if (!other || rank(vote) < rank(other)) counting.set(principalOf(vote), vote);
  }
  return cast.filter((vote) => counting.get(principalOf(vote)) === vote);
}

/** Whose accounts Jira says are active, in the approvals where it names them. */
export const activeIn = (approvals: readonly TicketApproval[]): ReadonlySet<string> =>
  new Set(
    approvals.flatMap(({ approvers }) =>
      approvers.flatMap(({ accountId, active }) => (active ? [accountId] : [])),
    ),
  );

/** Who has cast a vote that no earlier reading had. */
export function newVoters(binding: VoteBinding, approvals: readonly TicketApproval[], now: number): string[] {
  const known = new Set(castIn(binding.votes).map(keyOf));
  const fresh = castIn(readVotes(binding, approvals, now)).filter((vote) => !known.has(keyOf(vote)));
  return [...new Set(fresh.map(({ approverId }) => approverId))];
}

/**
 * The votes that count. JSM lets anybody vote whom its field still names, and knows neither roster nor catalog nor
 * delegations.
 * @param unauthorized of the voters, those who may not decide
 */
export function countedVotes(
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  unauthorized: ReadonlySet<string>,
  now: number,
): StageVote[] {
  const assignments = binding.assignments.map((assignment) => ({
    ...assignment,
    approverIds: assignment.approverIds.filter((id) => !unauthorized.has(id)),
  }));
  return readVotes(unauthorized.size === 0 ? binding : { ...binding, assignments }, approvals, now);
}

/** Votes that were counted, without those of people who may not decide any more. */
export const votesWithout = (
  votes: readonly StageVote[],
  assignments: readonly ApprovalAssignment[],
  gone: ReadonlySet<string>,
): StageVote[] =>
  votes.map((vote) => {
    const cast = vote.cast.filter(({ approverId }) => !gone.has(approverId));
    if (cast.length === vote.cast.length) return vote;
    const quorum = assignments.find(({ stage }) => stage === vote.stage)?.quorum ?? Infinity;
    return { stage: vote.stage, ...stageOutcome(cast, quorum), cast };
  });

export const sameVotes = (a: readonly StageVote[], b: readonly StageVote[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const castIn = (votes: readonly StageVote[]): CastVote[] => votes.flatMap(({ cast }) => cast);

const keyOf = ({ approvalId, approverId, vote }: CastVote): string =>
  JSON.stringify([approvalId, approverId, vote]);

/** A person's vote over all approvals that bind: a decline if there is one, else the latest. */
function voteOf(
  approverId: string,
  approvals: readonly TicketApproval[],
  noticed: readonly CastVote[],
  now: number,
): CastVote | undefined {
  const cast = approvals.flatMap((approval) => {
    const vote = approval.approvers.find(({ accountId }) => accountId === approverId)?.vote ?? 'pending';
    return vote === 'pending' ? [] : [{ approval, vote }];
  });
  const deciding = cast.find(({ vote }) => vote === 'declined') ?? cast.at(-1);
  if (!deciding) return undefined;
  const { approval, vote } = deciding;
  const before = noticed.find(
    (earlier) =>
      earlier.approvalId === approval.id && earlier.approverId === approverId && earlier.vote === vote,
  );
  const decidedAt = before?.decidedAt ?? Math.min(approval.completedAt ?? now, now);
  return { approverId, forId: before?.forId ?? null, vote, decidedAt, approvalId: approval.id };
}
