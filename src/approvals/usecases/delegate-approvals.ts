import { readCatalog } from '../../catalog/store/catalog';
import {
  addDelegation,
  countDelegations,
  delegationsBy,
  endDelegationAt,
  findDelegation,
  openDelegations,
} from '../store/delegations';
import { activeAccounts } from '../../people/store/people';
import type { DelegationView, DelegationsView, ProfileView, WantedDelegation } from '../contract/delegations';
import { startOfDay } from '../../calendars/rules/time-zone';
import { delegationProblem, delegationState, type Delegation } from '../rules/delegation';
import { SeatkeeperError } from '../../common/rules/errors';
import { dateAfter } from '../../common/rules/time-text';
import { moveApprovals } from './move-approvals';
import { delegationMessages } from '../rules/messages';

const MAX_SHOWN = 20;
const MAX_OPEN = 20;
const MAX_LISTED = 200;

/** A person's own delegations, current and past, and the applications they can choose from. */
export async function showProfile(accountId: string, now: number): Promise<ProfileView> {
  const catalog = await readCatalog();
  const own = await delegationsBy(accountId, MAX_SHOWN);
  return {
    now,
    delegations: own.map((delegation) => viewOf(delegation, now)),
    applications: catalog.map(({ key, name, ownerId, backupOwnerId }) => ({
      key,
      name,
      isOwn: accountId === ownerId || accountId === backupOwnerId,
    })),
  };
}

const viewOf = (delegation: Delegation, now: number): DelegationView => ({
  id: delegation.id,
  delegateIds: delegation.delegateIds,
  from: delegation.from,
  until: delegation.until,
  applications: delegation.applications,
  endedAt: delegation.endedAt,
  state: delegationState(delegation, now),
});

/**
 * Hands a person's approvals to delegates for some days. Making the same one again changes nothing.
 * @throws {SeatkeeperError} `invalid` with what is wrong; `conflict` when another was made at the same moment
 */
export async function delegateApprovals(
  wanted: WantedDelegation,
  accountId: string,
  now: number,
): Promise<void> {
  if (await isMadeAlready(wanted.id, accountId)) return;
  // counted before they are read: one that comes in between takes the number, and this one is refused
  const made = await countDelegations(accountId);
  const own = await delegationsBy(accountId, MAX_SHOWN + MAX_OPEN);
  const delegation: Delegation = {
    id: wanted.id,
    delegatorId: accountId,
    delegateIds: wanted.delegateIds,
    ...daysOf(wanted, now),
    applications: wanted.applications,
    createdAt: now,
    endedAt: null,
  };
  await requireApplications(wanted.applications ?? []);
  const problem = delegationProblem(delegation, own, await activeAccounts(wanted.delegateIds));
  if (problem !== null) throw new SeatkeeperError('invalid', problem);
  if (own.filter((other) => delegationState(other, now) !== 'over').length >= MAX_OPEN)
    throw new SeatkeeperError('invalid', delegationMessages.tooMany(MAX_OPEN));
  const isAdded = await addDelegation(delegation, made + 1);
  if (!isAdded && !(await isMadeAlready(wanted.id, accountId)))
    throw new SeatkeeperError('conflict', delegationMessages.changedMeanwhile);
  await moveApprovals(now);
}

const isMadeAlready = async (id: string, accountId: string): Promise<boolean> =>
  (await findDelegation(id))?.delegatorId === accountId;

/** From the beginning of the first day, or from now on when that is today, to the end of the last day. */
function daysOf(
  { firstDay, lastDay, timeZone }: WantedDelegation,
  now: number,
): { from: number; until: number } {
  const first = startOfDay(timeZone, firstDay);
  const dayAfterFirst = startOfDay(timeZone, dateAfter(firstDay, 1));
  if (dayAfterFirst <= now) throw new SeatkeeperError('invalid', delegationMessages.firstDayPast);
  return { from: Math.max(first, now), until: startOfDay(timeZone, dateAfter(lastDay, 1)) };
}

async function requireApplications(keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const known = new Set((await readCatalog()).map(({ key }) => key));
  if (keys.some((key) => !known.has(key)))
    throw new SeatkeeperError('invalid', delegationMessages.applicationGone);
}

/** Ends one's own delegation now, or calls it off before it begins. */
export async function endOwnDelegation(id: string, accountId: string, now: number): Promise<void> {
  if (!(await isMadeAlready(id, accountId)))
    throw new SeatkeeperError('not-found', delegationMessages.notFound);
  await endDelegationAt(id, accountId, now);
  await moveApprovals(now);
}

/** Everybody's delegations that are in force or still to come, for the people who keep watch over them. */
export async function showOpenDelegations(now: number): Promise<DelegationsView> {
  const open = await openDelegations(now, MAX_LISTED);
  const named = open.some(({ applications }) => applications !== null) ? await readCatalog() : [];
  return {
    now,
    delegations: open.map((delegation) => ({
      ...viewOf(delegation, now),
      delegatorId: delegation.delegatorId,
    })),
    applications: named.map(({ key, name }) => ({ key, name })),
  };
}

/** Ends somebody else's delegation, for those who forgot. */
export async function endDelegation(id: string, endedBy: string, now: number): Promise<void> {
  if (!(await findDelegation(id))) throw new SeatkeeperError('not-found', delegationMessages.notFound);
  await endDelegationAt(id, endedBy, now);
  await moveApprovals(now);
}
