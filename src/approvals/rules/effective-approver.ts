import { delegationState, type Delegation } from './delegation';
import { approverMessages } from './messages';

/** Why a delegate is not asked: a part of their own in this request, not active with an account any more, or away too. */
export type PassedOver = 'has-a-part' | 'not-active' | 'away';

/** Who is asked in an approver's place. */
export interface EffectiveApprover {
  readonly approverId: string;
  /** The approver whose vote this stands for; null when the approver is asked in person. */
  readonly onBehalfOf: string | null;
  /** When the delegation ends that decided this, in milliseconds since the epoch; null without one. */
  readonly until: number | null;
  /** Delegates who could not be asked, in their order. */
  readonly passedOver: readonly { readonly delegateId: string; readonly reason: PassedOver }[];
}

/** What is known of absences at a moment. */
export interface Absences {
  readonly delegations: readonly Delegation[];
  /** Of the delegates, those who are active in the roster and have an account. */
  readonly activeIds: ReadonlySet<string>;
  /** Of the delegates, those who are on leave or have delegates of their own in force for the application. */
  readonly awayIds: ReadonlySet<string>;
}

/** Nobody is away. */
export const NO_ABSENCES: Absences = { delegations: [], activeIds: new Set(), awayIds: new Set() };

/**
 * Who is asked instead of an approver: the first delegate of their own delegation in force who may decide this
 * request. Delegations of a delegate are not followed, so nothing chains. When no delegate may, the approver
 * stays asked, and the answer says why.
 * @param now milliseconds since the epoch
 * @param excluded whoever has another part in the request: requester, beneficiary, approvers of other stages
 */
export function effectiveApprover(
  approverId: string,
  applicationKey: string,
  now: number,
  { delegations, activeIds, awayIds }: Absences,
  excluded: ReadonlySet<string>,
): EffectiveApprover {
  const delegation = delegations
    .filter(
      (one) =>
        one.delegatorId === approverId &&
        delegationState(one, now) === 'active' &&
        (one.applications?.includes(applicationKey) ?? true),
    )
    // there is at most one; should two have come in at the same moment, every look finds the same
    .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))[0];
  if (!delegation) return { approverId, onBehalfOf: null, until: null, passedOver: [] };
  const passedOver: { delegateId: string; reason: PassedOver }[] = [];
  for (const delegateId of delegation.delegateIds) {
    if (delegateId === approverId || excluded.has(delegateId))
      passedOver.push({ delegateId, reason: 'has-a-part' });
    else if (!activeIds.has(delegateId)) passedOver.push({ delegateId, reason: 'not-active' });
    else if (awayIds.has(delegateId)) passedOver.push({ delegateId, reason: 'away' });
    else return { approverId: delegateId, onBehalfOf: approverId, until: delegation.until, passedOver };
  }
  return { approverId, onBehalfOf: null, until: delegation.until, passedOver };
}

const REASONS: Readonly<Record<PassedOver, string>> = {
  'has-a-part': approverMessages.hasAPart,
  'not-active': approverMessages.notActive,
  away: approverMessages.isAway,
};

/**
 * Why an approver is still asked although they are away, as a clause: `the delegate has another part in this
 * request`. Null when nobody was passed over.
 */
export function passedOverText(passedOver: EffectiveApprover['passedOver']): string | null {
  const [first] = passedOver;
  if (!first) return null;
  if (passedOver.length === 1) return approverMessages.delegate(REASONS[first.reason]);
  const reasons = [...new Set(passedOver.map(({ reason }) => REASONS[reason]))];
  return approverMessages.eachDelegate(reasons);
}
