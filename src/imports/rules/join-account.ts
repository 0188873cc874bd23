import { isClosedAccount } from '../../common/rules/closed-account';
import type { AccountJoin, Person } from '../../people/rules/person';

/** An account of the site, as far as it shows itself. */
export interface JoinableAccount {
  readonly accountId: string;
  /** In lower case; null where the profile hides it from apps. */
  readonly email: string | null;
}

export interface JoinableAccounts {
  readonly byEmail: ReadonlyMap<string, { readonly accountId: string }>;
  readonly byId: ReadonlyMap<string, JoinableAccount>;
}

/**
 * Why nobody knows somebody's account: the file says neither address nor account, no account shows that address, which may
 * be hidden or belong to nobody, or the site has no such account.
 */
export type UnjoinedReason = 'no-address' | 'address-not-shown' | 'unknown-id';

export interface JoinedAccount {
  readonly accountId: string | null;
  readonly join: AccountJoin | null;
  /** Null for somebody of whom an account is known that isn't closed. */
  readonly reason: UnjoinedReason | null;
  /** Whether the file says so; otherwise it neither changes nor confirms what is known. */
  readonly isSaid: boolean;
}

/**
 * Which account is whose, by what a row of the roster says. Who has one keeps it while nothing speaks against it: an address
 * that no account shows says nothing about an account that shows none. What an administrator picked stays until it is undone.
 * A closed account is kept like any other where nothing else is said, and keeps nobody from another one.
 */
export function joinAccount(
  said: { readonly accountId: string | null; readonly email: string | null },
  before: Pick<Person, 'accountId' | 'accountJoin'> | undefined,
  accounts: JoinableAccounts,
): JoinedAccount {
  const known = before?.accountId ?? null;
  const isUsable = known !== null && !isClosedAccount(known);
  const kept = { accountId: known, join: before?.accountJoin ?? null, reason: null, isSaid: false };
  const unknown = (reason: UnjoinedReason): JoinedAccount => (isUsable ? kept : { ...kept, reason });
  if (isUsable && kept.join === 'hand') return kept;
  if (said.accountId !== null) {
    return accounts.byId.has(said.accountId)
      ? { accountId: said.accountId, join: 'id', reason: null, isSaid: true }
      : unknown('unknown-id');
  }
  if (said.email === null) return unknown('no-address');
  const found = accounts.byEmail.get(said.email);
  if (found) return { accountId: found.accountId, join: 'email', reason: null, isSaid: true };
  const isOther = kept.join !== 'id' && (accounts.byId.get(known ?? '')?.email ?? null) !== null;
  return isOther
    ? { accountId: null, join: null, reason: 'address-not-shown', isSaid: true }
    : unknown('address-not-shown');
}
