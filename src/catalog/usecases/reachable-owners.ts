import { unusableAccounts } from '../../jira/client/site';
import { presenceReading } from '../../people/store/people';
import { read } from '../../common/store/reading';
import type { Application } from '../rules/catalog';

/**
 * Who of an application's owner and backup owner can be notified, the first one first: with an account that somebody
 * can use, at work, and not on leave. Where neither can, nobody. A statement and a call.
 */
export async function reachableOwners({
  ownerId,
  backupOwnerId,
}: Pick<Application, 'ownerId' | 'backupOwnerId'>): Promise<string[]> {
  const owners = [ownerId, backupOwnerId].filter((id) => id !== null);
  if (owners.length === 0) return [];
  const presence = await read(presenceReading(owners));
  const unusable = await unusableAccounts(owners);
  // whoever is not in the roster is not known to be away
  return owners.filter((id) => !unusable.has(id) && (presence.get(id) ?? 'present') === 'present');
}
