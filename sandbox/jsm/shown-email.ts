import { AsyncLocalStorage } from 'node:async_hooks';
import { isAdministrator, type Actor } from './access';
import type { Account } from './model';
import type { JsmSite } from './site';

const readers = new AsyncLocalStorage<Actor>();

/** Answers a call, in which everybody is shown as their profile shows them to whoever calls. */
export const answeringTo = <T>(reader: Actor, answer: () => T): T => readers.run(reader, answer);

/**
 * An e-mail address as far as its owner's profile lets it be seen. A hidden one is missing for every app, whomever it acts
 * for, and in every event. People see their own. That administrators see it in their own calls is not documented.
 * @see https://developer.atlassian.com/cloud/jira/platform/profile-visibility/
 */
export function shownEmail(site: JsmSite, account: Account): { readonly emailAddress?: string } {
  return isEmailShown(site, account, readers.getStore()) ? { emailAddress: account.email } : {};
}

/** Whether a reader may see the address, and hence find its owner by it. */
export function isEmailShown(site: JsmSite, account: Account, reader: Actor | undefined): boolean {
  if (account.isClosed === true) return false;
  if (!(account.hidesEmail ?? site.configuration.hidesEmails ?? false)) return true;
  if (reader === undefined || reader.isApp === true) return false;
  return reader.account?.accountId === account.accountId || isAdministrator(reader.account);
}
