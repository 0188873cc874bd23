import { SeatkeeperError } from '../../common/rules/errors';
import {
  readAccounts,
  readAccountsOfIds,
  searchAccounts,
  type EmailAccount,
  type SiteAccount,
  type SiteAccounts,
} from '../../jira/client/accounts';
import { MOST_ADDRESSES, MOST_IDS } from '../../jira/rules/lookup-bounds';
import { accountMessages } from '../rules/messages';
import { joinedAccounts } from './joined-accounts';

/**
 * Accounts that are named, for those who need to know who is active: few addresses are searched for one by one, and for many
 * the site's directory is read. An address that no account shows is that of whom the roster has joined with it.
 * @param emails in lower case
 * @throws {SeatkeeperError} `invalid` for more than can be looked up on a site with so many accounts
 */
export async function readAccountsNamed(
  emails: readonly string[],
  ids: readonly string[],
): Promise<SiteAccounts> {
  const [addresses, accounts] = [[...new Set(emails)], [...new Set(ids)]];
  const isShort = addresses.length <= MOST_ADDRESSES && accounts.length <= MOST_IDS;
  const all = isShort ? null : await readAccounts();
  return all === null ? lookUp(addresses, accounts, accountMessages, noHolders) : withJoined(all, addresses);
}

/**
 * The accounts of people of whom there are e-mail addresses, deactivated ones among them.
 * @param logins in lower case, e-mail addresses or not
 * @param readHolders who has seats, asked for on a site that has too many accounts to read its directory. Who is deactivated is
 * found by no search, and would have a second seat by their address
 * @throws {SeatkeeperError} `invalid` for more than can be looked up on such a site
 */
export async function readAccountsOfLogins(
  logins: readonly string[],
  readHolders: () => Promise<readonly string[]>,
): Promise<SiteAccounts> {
  const wanted = [...new Set(logins)];
  const all = await readAccounts();
  if (all !== null) return withJoined(all, wanted);
  return lookUp(
    wanted.filter((login) => login.includes('@')),
    [],
    accountMessages.ofList,
    readHolders,
  );
}

async function withJoined({ byEmail, byId }: SiteAccounts, emails: readonly string[]): Promise<SiteAccounts> {
  const hidden = emails.filter((email) => !byEmail.has(email));
  const joined = await joinedAccounts(hidden);
  return { byId, byEmail: new Map([...byEmail, ...accountsOf(hidden, joined, byId)]) };
}

const accountsOf = (
  emails: readonly string[],
  joined: ReadonlyMap<string, string>,
  byId: SiteAccounts['byId'],
): [string, EmailAccount][] =>
  emails.flatMap((email): [string, EmailAccount][] => {
    const account = byId.get(joined.get(email) ?? '');
    return account ? [[email, account]] : [];
  });

interface Refusals {
  readonly tooManyAddresses: (count: number) => string;
  readonly tooManyIds: (count: number) => string;
}

const noHolders = (): Promise<readonly string[]> => Promise.resolve([]);

/** Searches for all addresses while these are few; of many, only for those of whom neither the roster nor an ID tells. */
async function lookUp(
  emails: readonly string[],
  ids: readonly string[],
  messages: Refusals,
  readHolders: () => Promise<readonly string[]>,
): Promise<SiteAccounts> {
  const joined = await joinedAccounts(emails);
  const asked = [...new Set([...ids, ...joined.values()])];
  if (asked.length > MOST_IDS) throw refused(messages.tooManyIds(asked.length));
  const accounts = await readAccountsOfIds(asked);
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  const told = new Map([...shownBy(accounts), ...accountsOf(emails, joined, byId)]);
  const searched = emails.length <= MOST_ADDRESSES ? emails : emails.filter((email) => !told.has(email));
  if (searched.length > MOST_ADDRESSES) throw refused(messages.tooManyAddresses(searched.length));
  const found = await searchForAll(searched);
  const byEmail = new Map([...told, ...found]);
  if (emails.every((email) => byEmail.has(email))) return { byId, byEmail };
  const holders = (await readHolders()).filter((id) => !byId.has(id));
  if (asked.length + holders.length > MOST_IDS)
    throw refused(messages.tooManyIds(asked.length + holders.length));
  return { byId, byEmail: new Map([...shownBy(await readAccountsOfIds(holders)), ...byEmail]) };
}

/**
 * Active accounts by the address that they show.
 * @throws {SeatkeeperError} `invalid` naming an address for which Jira finds more people than it tells
 */
export async function searchForAll(emails: readonly string[]): Promise<SiteAccounts['byEmail']> {
  const { found, unclear } = await searchAccounts(emails);
  const [first] = unclear;
  if (first !== undefined) throw refused(accountMessages.unclear(first));
  return found;
}

export const refused = (message: string): SeatkeeperError => new SeatkeeperError('invalid', message);

/** An address that was given to a new account belongs to the one that is active. */
function shownBy(accounts: readonly SiteAccount[]): Map<string, EmailAccount> {
  const shown = new Map<string, EmailAccount>();
  for (const account of accounts)
    if (account.email !== null && (account.active || !shown.has(account.email)))
      shown.set(account.email, account);
  return shown;
}
