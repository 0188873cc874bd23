import { stageKey, type ApprovalStage } from '../../policy/rules/approval-stage';
import { approverMessages } from './messages';
import { stageName } from './stage-words';
import type { ApprovalAssignment, UnassignedStage, Substitute } from './approval';

export type AssignmentResult =
  | { readonly ok: true; readonly assignments: readonly ApprovalAssignment[] }
  | {
      readonly ok: false;
      readonly unassigned: readonly UnassignedStage[];
      /** Whether the fallback group, too, has more members than can be asked. */
      readonly isFallbackTooLarge?: boolean;
    };

/** Whom a stage may ask, in order of preference. */
export interface StageCandidates {
  readonly stage: ApprovalStage;
  readonly accountIds: readonly string[];
  readonly isFallback?: boolean;
  /** Whether the stage asks a group that has too many members, so that nobody of it is asked. */
  readonly isTooLarge?: boolean;
  /** Whether it names somebody only by an import of whoever has a part in the request, so that they are not asked. */
  readonly isOwnImport?: boolean;
  /** The administrators whose import alone decides whom it names; they are not asked in it. */
  readonly setters?: readonly string[];
  /** Who is asked besides, since those did not decide in time. */
  readonly besides?: readonly string[];
  /** As what those are asked, by account id, who take the place of others. */
  readonly substitutes?: ReadonlyMap<string, Substitute>;
  /** Who takes the place of those who are absent, where nobody else of the stage is left. */
  readonly backups?: readonly string[];
  /** Why others are asked than one would expect, in sentences. */
  readonly remarks?: readonly string[];
}

/**
 * Gives every stage people of its own: nobody in two stages, nobody who asks or benefits. A stage about one
 * person takes the most preferred that leaves enough for the others; a stage about many asks all of them who
 * are not needed elsewhere. Another order of stages finds people for the same ones. A stage without enough
 * people left fails the whole.
 */
export function assignApprovers(
  candidates: readonly StageCandidates[],
  excluded: ReadonlySet<string>,
): AssignmentResult {
  const eligible = candidates.map(({ accountIds }) => [
    ...new Set(accountIds.filter((id) => !excluded.has(id))),
  ]);
  const { holders, short } = matchPeople(
    eligible,
    candidates.map(({ stage }) => stage.quorum),
  );
  if (short.length > 0) return { ok: false, unassigned: unassignedStages(candidates, eligible, short) };

  const whyNotOwner = ({ accountIds: [ownerId = ''] }: StageCandidates): string[] => {
    const other = candidates[holders.get(ownerId) ?? -1]?.stage;
    if (excluded.has(ownerId)) return [approverMessages.ownerAsks];
    return other && other.kind !== 'application-owner'
      ? [approverMessages.ownerDecidesAs(stageName(other.kind, other.group?.name ?? null))]
      : [];
  };
  const taken = new Set(holders.keys());
  const assignments = candidates.map((candidate, index): ApprovalAssignment => {
    const { stage, isFallback = false, besides = [], remarks = [], substitutes } = candidate;
    const own = [...holders].flatMap(([person, holder]) => (holder === index ? [person] : []));
    const others = asksMany(stage, isFallback) ? (eligible[index] ?? []).filter((id) => !taken.has(id)) : [];
    const added = besides.filter((id) => !excluded.has(id) && !taken.has(id));
    for (const person of [...others, ...added]) taken.add(person);
    const approverIds = [...inOrder([...own, ...others], eligible[index] ?? []), ...added];
    const substitute = isFallback ? undefined : substitutes?.get(approverIds[0] ?? '');
    return {
      stage: stageKey(stage),
      kind: stage.kind,
      groupName: stage.group?.name ?? null,
      quorum: stage.quorum,
      order: stage.order,
      timeout: stage.timeout,
      approverIds,
      delegates: [],
      remarks: substitute === 'backup-owner' ? [...remarks, ...whyNotOwner(candidate)] : remarks,
      ...(substitute ? { substitute } : {}),
      isFallback,
      openedAt: null,
      dueAt: null,
      overdue: [],
    };
  });
  return { ok: true, assignments };
}

const asksMany = ({ kind }: ApprovalStage, isFallback: boolean): boolean =>
  isFallback || kind === 'people' || kind === 'group' || kind === 'security';

const inOrder = (people: readonly string[], order: readonly string[]): string[] =>
  [...people].sort((a, b) => order.indexOf(a) - order.indexOf(b));

/** Those without anybody; if all have somebody on paper, those that the others leave too few for. */
function unassignedStages(
  candidates: readonly StageCandidates[],
  eligible: readonly (readonly string[])[],
  short: readonly number[],
): UnassignedStage[] {
  const tooFew = candidates.flatMap(({ stage }, index) =>
    (eligible[index]?.length ?? 0) < stage.quorum ? [index] : [],
  );
  return (tooFew.length > 0 ? tooFew : short).flatMap((index) => {
    const one = candidates[index];
    return one
      ? [
          {
            stage: one.stage,
            found: eligible[index]?.length ?? 0,
            ...(one.isTooLarge ? { isTooLarge: true } : {}),
            ...(one.isOwnImport ? { isOwnImport: true } : {}),
          },
        ]
      : [];
  });
}

/**
 * Matches people to stages, each person once, each stage as often as its quorum says: augmenting paths (Kuhn
 * 1955), which find a matching whenever there is one. Earlier stages keep what they prefer as far as that goes.
 */
function matchPeople(
  eligible: readonly (readonly string[])[],
  quorums: readonly number[],
): { holders: Map<string, number>; short: number[] } {
  const holders = new Map<string, number>();
  const place = (stage: number, seen: Set<string>): boolean => {
    const people = eligible[stage] ?? [];
    const take = (person: string): boolean => {
      seen.add(person);
      const holder = holders.get(person);
      // a stage never takes a person from itself: that would leave it as short as before
      if (holder === stage || (holder !== undefined && !place(holder, seen))) return false;
      holders.set(person, stage);
      return true;
    };
    const free = people.find((person) => !seen.has(person) && !holders.has(person));
    if (free !== undefined) return take(free);
    return people.some((person) => !seen.has(person) && take(person));
  };
  const short = quorums.flatMap((quorum, stage) => {
    for (let filled = 0; filled < quorum; filled++) if (!place(stage, new Set())) return [stage];
    return [];
  });
  return { holders, short };
}
