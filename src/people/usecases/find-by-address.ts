import { readAccounts, type EmailAccount, type SiteAccounts } from '../../jira/client/site';
import { joinedAccounts } from './joined-accounts';

/**
 * The site's accounts, with these e-mail addresses of accounts that hide theirs: the roster has joined them with somebody
 * who has that address.
 * @param emails in lower case
 */
export async function readAccountsOfAddresses(emails: readonly string[]): Promise<SiteAccounts> {
  const { byEmail, byId } = await readAccounts();
  const hidden = emails.filter((email) => !byEmail.has(email));
  const joined = await joinedAccounts(hidden);
  const added = hidden.flatMap((email): [string, EmailAccount][] => {
    const account = byId.get(joined.get(email) ?? '');
    return account ? [[email, account]] : [];
  });
  return { byId, byEmail: added.length === 0 ? byEmail : new Map([...byEmail, ...added]) };
}
