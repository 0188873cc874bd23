import { isClosedAccount } from '../../common/rules/closed-account';
import {
  readAccounts,
  readAccountsOfIds,
  type SiteAccount,
  type SiteAccounts,
} from '../../jira/client/accounts';
import { MOST_ADDRESSES, MOST_IDS } from '../../jira/rules/lookup-bounds';
import type { Person } from '../../people/rules/person';
import { accountMessages } from '../../people/rules/messages';
import { refused, searchForAll } from '../../people/usecases/find-accounts';

/** What a row of a roster says of an account, and what is known of that person. */
export interface RosterName {
  readonly accountId: string | null;
  /** In lower case. */
  readonly email: string | null;
  readonly emailKey: string | null;
  readonly isActive: boolean;
  readonly before: Person | undefined;
}

export interface RosterAccounts extends SiteAccounts {
  /** Whether these are all accounts of the site, and not only those that the roster needs. */
  readonly isWhole: boolean;
}

/**
 * The accounts that a roster's people may have. On a site with too many to read them all, only of those people of whom the
 * file says something new: whoever is linked, and has the same address or account in the file, keeps it.
 * @throws {SeatkeeperError} `invalid` for more than can be looked up on such a site
 */
export async function readRosterAccounts(rows: readonly RosterName[]): Promise<RosterAccounts> {
  const all = await readAccounts();
  if (all !== null) return { ...all, isWhole: true };
  const wanted = rows.map(wantedOf);
  const emails = [...new Set(wanted.flatMap(({ email }) => email ?? []))];
  const ids = [...new Set(wanted.flatMap(({ id }) => id ?? []))];
  if (emails.length > MOST_ADDRESSES) throw refused(accountMessages.tooManyAddresses(emails.length));
  if (ids.length > MOST_IDS) throw refused(accountMessages.tooManyIds(ids.length));
  const kept = wanted.flatMap(({ kept: id }) => (id === null ? [] : [known(id)]));
  const read = await readAccountsOfIds(ids);
  return {
    byEmail: await searchForAll(emails),
    byId: new Map([...kept, ...read].map((account) => [account.accountId, account])),
    isWhole: false,
  };
}

interface Wanted {
  readonly email: string | null;
  readonly id: string | null;
  /** An account that is this person's already, and isn't asked about again. */
  readonly kept: string | null;
}

const NOTHING: Wanted = { email: null, id: null, kept: null };

function wantedOf({ accountId, email, emailKey, isActive, before }: RosterName): Wanted {
  const linked = before?.accountId ?? null;
  const own = linked === null || isClosedAccount(linked) ? null : linked;
  if (accountId !== null)
    return accountId === own ? { ...NOTHING, kept: own } : { ...NOTHING, id: accountId };
  if (email === null || (own !== null && before?.accountJoin === 'hand')) return NOTHING;
  // who comes back may do so with another account
  const returns = isActive && before?.status !== 'active';
  if (own !== null && before?.emailKey === emailKey && !returns) return NOTHING;
  return { email, id: own, kept: null };
}

const known = (accountId: string): SiteAccount => ({ accountId, active: true, name: null, email: null });
