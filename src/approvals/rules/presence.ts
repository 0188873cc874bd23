import type { Presence } from '../../people/rules/person';
import type { ApprovalStage } from '../../policy/rules/approval-stage';
import type { StageCandidates } from './assign-approvers';
import { delegationState, type Delegation } from './delegation';
import { effectiveApprover, NO_ABSENCES, type Absences } from './effective-approver';
import { approverMessages } from './messages';
import { stageName } from './stage-words';

/** What is known of whether people can answer at a moment. */
export interface PresenceSources {
  readonly applicationKey: string;
  /** By account id; whoever is not in the roster is missing. */
  readonly presence: ReadonlyMap<string, Presence>;
  /** The administrators whose import alone is what the roster says of somebody, by account id. */
  readonly setters: ReadonlyMap<string, readonly string[]>;
  /** Accounts that nobody can act with. */
  readonly unusable: ReadonlySet<string>;
  readonly absences: Absences;
  /** Requester, beneficiary, and whoever voted already. */
  readonly excluded: ReadonlySet<string>;
  readonly now: number;
}

/** What delegations in force, and those of the delegates, say about who is away from an application. */
export function absencesFrom(
  delegations: readonly Delegation[],
  ofDelegates: readonly Delegation[],
  presence: ReadonlyMap<string, Presence>,
  unusable: ReadonlySet<string>,
  applicationKey: string,
  now: number,
): Absences {
  if (delegations.length === 0) return NO_ABSENCES;
  const delegates = delegations.flatMap(({ delegateIds }) => delegateIds);
  const isActive = (id: string): boolean =>
    (presence.get(id) === 'present' || presence.get(id) === 'on-leave') && !unusable.has(id);
  const isAway = (id: string): boolean =>
    presence.get(id) === 'on-leave' ||
    ofDelegates.some(
      (one) =>
        one.delegatorId === id &&
        delegationState(one, now) === 'active' &&
        (one.applications?.includes(applicationKey) ?? true),
    );
  return {
    delegations,
    activeIds: new Set(delegates.filter(isActive)),
    awayIds: new Set(delegates.filter(isAway)),
  };
}

/** Why somebody cannot answer; undefined for who can, in person or by a delegate. */
type Absence = 'inactive' | 'missing' | 'on-leave' | 'unusable';

export function absenceOf(accountId: string, sources: PresenceSources): Absence | undefined {
  const { presence, unusable, absences, applicationKey, excluded, now } = sources;
  const is = presence.get(accountId);
  if (is === 'inactive' || is === 'missing') return is;
  if (unusable.has(accountId)) return 'unusable';
  if (is !== 'on-leave') return undefined;
  const { onBehalfOf } = effectiveApprover(accountId, applicationKey, now, absences, excluded);
  return onBehalfOf === null ? 'on-leave' : undefined;
}

/**
 * The candidates who can answer. Where nobody of those that a stage names is left because of an absence, their stand-ins
 * take their place; where the one that would have been asked is absent, a remark says so.
 */
export function presentCandidates(candidates: StageCandidates, sources: PresenceSources): StageCandidates {
  const { stage, accountIds, besides = [], backups = [], remarks = [] } = candidates;
  const setters = [...(candidates.setters ?? []), ...absentBy(stage, accountIds, sources)];
  const isPresent = (id: string): boolean => absenceOf(id, sources) === undefined && !setters.includes(id);
  const own = accountIds.filter(isPresent);
  const absent = missed(stage, accountIds, sources);
  return {
    ...candidates,
    setters,
    accountIds: own.length === 0 && absent.length > 0 ? backups.filter(isPresent) : own,
    besides: besides.filter(isPresent),
    remarks: [
      ...remarks,
      ...[...new Set(absent)].map((why) => approverMessages.absent[why](stageName(stage.kind, null))),
    ],
  };
}

/** Whose import alone makes somebody absent, so that others are asked; of groups everybody is asked anyway. */
function absentBy(
  { kind }: ApprovalStage,
  accountIds: readonly string[],
  sources: PresenceSources,
): string[] {
  if (kind === 'group' || kind === 'security') return [];
  return accountIds
    .filter((id) => absenceOf(id, sources) !== undefined)
    .flatMap((id) => sources.setters.get(id) ?? []);
}

/** Why those are not asked who would have been before anybody else; of groups nobody is missed. */
function missed(
  { kind }: ApprovalStage,
  accountIds: readonly string[],
  sources: PresenceSources,
): Exclude<Absence, 'inactive'>[] {
  if (kind === 'group' || kind === 'security') return [];
  const reasons = accountIds.filter((id) => !sources.excluded.has(id)).map((id) => absenceOf(id, sources));
  const first = reasons.findIndex((why) => why === undefined);
  const before = kind === 'people' || first < 0 ? reasons : reasons.slice(0, first);
  return before.filter((why) => why !== undefined && why !== 'inactive');
}
