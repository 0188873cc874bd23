import { accountsOfKeys, emailKeys } from '../store/email-keys';

/** The accounts that the roster has joined with people of these addresses, by address in lower case. */
export async function joinedAccounts(emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (emails.length === 0) return new Map();
  const keyOf = await emailKeys();
  const accounts = await accountsOfKeys(emails.map(keyOf));
  return new Map(
    emails.flatMap((email) => {
      const account = accounts.get(keyOf(email));
      return account === undefined ? [] : [[email, account]];
    }),
  );
}
