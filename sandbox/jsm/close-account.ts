import type { JsmSite } from './site';

/**
 * Deletes an account at Atlassian, as its owner or their organization may: the id stays where it stands, and name, address
 * and groups are gone.
 * @see https://support.atlassian.com/user-management/docs/delete-a-managed-account/
 */
export function closeAccount(site: JsmSite, accountId: string): void {
  const account = site.account(accountId);
  account.active = false;
  account.isClosed = true;
  account.displayName = 'Former user';
  account.email = '';
  account.groups = new Set();
  account.profileChangedAt = site.now();
}

/** What Atlassian answers an app that has kept something of an account since `updatedAt`; undefined for nothing to do. */
export function personalDataStatus(
  site: JsmSite,
  accountId: string,
  updatedAt: number,
): 'closed' | 'updated' | undefined {
  const account = site.accounts.get(accountId);
  if (!account) return undefined;
  if (account.isClosed === true) return 'closed';
  return (account.profileChangedAt ?? 0) > updatedAt ? 'updated' : undefined;
}
