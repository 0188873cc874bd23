import { stageKey, type ApprovalStage } from '../../policy/rules/approval-stage';
import { principalOf, type ApprovalAssignment, type CastVote, type StageVote } from './approval';
import { delegationState, type Delegation } from './delegation';
import {
  broughtIn,
  groupAsked,
  namedBy,
  backupsFor,
  type CandidateSources,
  type SiteGroups,
} from './stage-candidates';

/** What was asked, and the votes that were counted before. */
export interface VotedStages {
  readonly stages: readonly ApprovalStage[];
  readonly assignments: readonly ApprovalAssignment[];
  readonly votes: readonly StageVote[];
}

/** What tells whether voters may decide at this moment. */
export interface AuthoritySources extends CandidateSources {
  readonly applicationKey: string;
  /** Of the voters and of those in whose names they voted, the accounts that nobody can act with. */
  readonly unusable: ReadonlySet<string>;
  /** Of those who were brought in, by `partIn`, those whom their stage could not bring in any more. */
  readonly lapsed: ReadonlySet<string>;
  /** Of the voters and of those in whose names they voted, those who have left. */
  readonly inactive: ReadonlySet<string>;
  /** Delegations in force of those in whose names somebody else voted. */
  readonly delegations: readonly Delegation[];
  readonly now: number;
}

/** The groups whose members have to be known to tell whether these votes count, by id. */
export function groupsToCheck(
  { stages, assignments }: Pick<VotedStages, 'stages' | 'assignments'>,
  cast: readonly StageVote[],
  groups: SiteGroups,
): string[] {
  const voted = new Set(cast.flatMap((vote) => (vote.cast.length > 0 ? [vote.stage] : [])));
  const asked = stages
    .filter((stage) => voted.has(stageKey(stage)))
    .map((stage) => groupAsked(stage, groups));
  const fallback = assignments.some(({ stage, isFallback }) => isFallback && voted.has(stage))
    ? [groups.fallback?.id]
    : [];
  return [...new Set([...asked, ...fallback])].filter((id) => id !== undefined);
}

/** Somebody who was brought into a stage because nobody answered, and whose vote, or one in their name, was cast. */
export interface BroughtInPart {
  readonly stage: ApprovalStage;
  readonly assignment: ApprovalAssignment;
  readonly principalId: string;
}

/** Of those who voted, whoever was brought in because nobody answered; of all others catalog, roster or a group says it. */
export const broughtInParts = (
  { stages, assignments }: Pick<VotedStages, 'stages' | 'assignments'>,
  cast: readonly StageVote[],
): BroughtInPart[] =>
  assignments.flatMap((assignment) => {
    const stage = stages.find((one) => stageKey(one) === assignment.stage);
    const { overdue } = assignment;
    const added = [...broughtIn(overdue, 'escalated'), ...broughtIn(overdue, 'replaced')];
    const votes = cast.find((vote) => vote.stage === assignment.stage)?.cast ?? [];
    return stage === undefined
      ? []
      : votes
          .filter((vote) => added.includes(principalOf(vote)))
          .map((vote) => ({ stage, assignment, principalId: principalOf(vote) }));
  });

/** Somebody's part in one stage, as a key. */
export const partIn = (stage: ApprovalStage, accountId: string): string =>
  JSON.stringify([stageKey(stage), accountId]);

/** Everybody who voted, and in whose name. */
export const peopleToCheck = (cast: readonly StageVote[]): string[] => [
  ...new Set(cast.flatMap((vote) => vote.cast.flatMap((one) => [one.approverId, principalOf(one)]))),
];

/**
 * Whose votes do not count, by account id: who is no owner, manager or member any more, has left, asked for it or benefits
 * from it by now, has a deactivated account, as has whoever they voted for, was brought in and could not be any more, or
 * votes for somebody by a delegation that is over. A delegate whose vote was counted while the delegation held needs it no more.
 * @param cast the votes as JSM has them, without regard to who may cast them
 */
export function votersWithoutAuthority(
  { stages, assignments, votes }: VotedStages,
  cast: readonly StageVote[],
  sources: AuthoritySources,
): ReadonlySet<string> {
  const counted = new Set(votes.flatMap((vote) => vote.cast.map(keyOf)));
  return new Set(
    cast.flatMap((vote) => {
      const stage = stages.find((one) => stageKey(one) === vote.stage);
      const assignment = assignments.find((one) => one.stage === vote.stage);
      const may = (one: CastVote): boolean =>
        stage !== undefined &&
        assignment !== undefined &&
        mayDecide(stage, assignment, one, sources) &&
        (one.forId === null || counted.has(keyOf(one)) || isDelegate(one, sources));
      return vote.cast.filter((one) => !may(one)).map(({ approverId }) => approverId);
    }),
  );
}

const keyOf = ({ approvalId, approverId, forId }: CastVote): string =>
  JSON.stringify([approvalId, approverId, forId]);

function mayDecide(
  stage: ApprovalStage,
  { isFallback, overdue }: ApprovalAssignment,
  vote: CastVote,
  sources: AuthoritySources,
): boolean {
  const { inactive, excluded, unusable, lapsed, members, groups } = sources;
  const principal = principalOf(vote);
  const isOut = (id: string): boolean => inactive.has(id) || excluded.has(id) || unusable.has(id);
  if (isOut(vote.approverId) || isOut(principal)) return false;
  if (
    broughtIn(overdue, 'escalated').includes(principal) ||
    broughtIn(overdue, 'replaced').includes(principal)
  )
    return !lapsed.has(partIn(stage, principal));
  const asked = isFallback ? groups.fallback?.id : groupAsked(stage, groups);
  // whoever only shows how things stand does not read the members of groups
  if (asked !== undefined && !members.has(asked)) return true;
  const may = isFallback
    ? (members.get(asked ?? '') ?? [])
    : [...namedBy(stage, sources), ...backupsFor(stage, sources)];
  return may.includes(principal);
}

const isDelegate = (
  { approverId, forId }: CastVote,
  { delegations, applicationKey, now }: AuthoritySources,
): boolean =>
  delegations.some(
    (one) =>
      one.delegatorId === forId &&
      one.delegateIds.includes(approverId) &&
      delegationState(one, now) === 'active' &&
      (one.applications?.includes(applicationKey) ?? true),
  );
