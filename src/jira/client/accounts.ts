import api, { route } from '@forge/api';
import * as z from '#zod';
import { chunks } from '../../common/store/database';
import { MOST_ACCOUNTS } from '../rules/lookup-bounds';
import { JiraRefusal, readJson } from './response';

export interface EmailAccount {
  readonly accountId: string;
  readonly active: boolean;
  readonly name: string | null;
}

/** An account of the site; its e-mail address is null where the profile hides it from apps. */
export interface SiteAccount extends EmailAccount {
  /** In lower case. */
  readonly email: string | null;
}

export interface SiteAccounts {
  readonly byEmail: ReadonlyMap<string, EmailAccount>;
  readonly byId: ReadonlyMap<string, SiteAccount>;
}

const userPage = z.lazy(() =>
  z.array(
    z.looseObject({
      accountId: z.string(),
      accountType: z.string().default('atlassian'),
      active: z.boolean(),
      emailAddress: z.string().nullish(),
      displayName: z.string().optional(),
    }),
  ),
);
const bulkPage = z.lazy(() => z.looseObject({ isLast: z.boolean().default(true), values: userPage }));

const PAGE_SIZE = 1_000;
const IDS_A_CALL = 50;
const HITS = 10;
/** Small enough for Jira's limit of calls by the second. */
const AT_ONCE = 5;

/** What Jira calls an account whose record it can't read just now. */
const UNREADABLE = 'unknown';

/**
 * The people's accounts of the site, one call for a thousand users. The addresses are not kept.
 * @returns null for a site that has more than are read: some of them are not all of them
 */
export async function readAccounts(): Promise<SiteAccounts | null> {
  if ((await usersFrom(MOST_ACCOUNTS, 1)).length > 0) return null;
  const users: ListedUser[] = [];
  for (let startAt = 0; startAt < MOST_ACCOUNTS; startAt += PAGE_SIZE) {
    const page = await usersFrom(startAt, PAGE_SIZE);
    users.push(...page);
    if (page.length < PAGE_SIZE) break;
  }
  return siteAccounts(users);
}

type ListedUser = z.output<typeof userPage>[number];

async function usersFrom(startAt: number, maxResults: number): Promise<ListedUser[]> {
  const response = await api
    .asUser()
    .requestJira(route`/rest/api/3/users/search?startAt=${startAt}&maxResults=${maxResults}`);
  return readJson(response, userPage);
}

/**
 * Accounts by ID, deactivated ones among them; those that are missing are none on this site. Fifty a call.
 * @param ids at most `MOST_IDS`
 * @throws {JiraRefusal} `unavailable` where Jira leaves an answer incomplete
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-bulk-get
 */
export async function readAccountsOfIds(ids: readonly string[]): Promise<SiteAccount[]> {
  const parts = chunks([...new Set(ids)], IDS_A_CALL);
  const users = await inTurns(parts, async (part) => {
    const asked = new URLSearchParams(part.map((id): [string, string] => ['accountId', id]));
    const response = await api
      .asUser()
      .requestJira(route`/rest/api/3/user/bulk?${asked}&maxResults=${IDS_A_CALL}`);
    const { values, isLast } = await readJson(response, bulkPage);
    if (!isLast || values.some(({ accountId }) => accountId === UNREADABLE))
      throw new JiraRefusal(response.status, [], 'unavailable');
    return values;
  });
  return [...siteAccounts(users.flat()).byId.values()];
}

/**
 * Active accounts that show one of these e-mail addresses, by address; one call each. Jira also finds people by names and by
 * the beginning of an address, and only an address that is shown and the same counts.
 * @param emails at most `MOST_ADDRESSES`, in lower case
 * @returns besides, the addresses for which Jira finds more people than it tells at once
 */
export async function searchAccounts(
  emails: readonly string[],
): Promise<{ readonly found: SiteAccounts['byEmail']; readonly unclear: readonly string[] }> {
  const answers = await inTurns([...new Set(emails)], async (email) => {
    const response = await api
      .asUser()
      .requestJira(route`/rest/api/3/user/search?query=${email}&maxResults=${HITS}`);
    const hits = await readJson(response, userPage);
    const account = siteAccounts(hits).byEmail.get(email);
    return { email, account, isUnclear: account === undefined && hits.length >= HITS };
  });
  return {
    found: new Map(answers.flatMap(({ email, account }) => (account ? [[email, account]] : []))),
    unclear: answers.flatMap(({ email, isUnclear }) => (isUnclear ? [email] : [])),
  };
}

/** People's accounts as Jira lists them; an address that was given to a new account belongs to the one that is active. */
function siteAccounts(users: readonly ListedUser[]): SiteAccounts {
  const byEmail = new Map<string, EmailAccount>();
  const byId = new Map<string, SiteAccount>();
  for (const { accountId, accountType, active, displayName: name = null, emailAddress } of users) {
    if (accountType === 'app') continue;
    const email = emailAddress ? emailAddress.toLowerCase() : null;
    byId.set(accountId, { accountId, active, name, email });
    if (email !== null && (active || !byEmail.has(email))) byEmail.set(email, { accountId, active, name });
  }
  return { byEmail, byId };
}

async function inTurns<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const some of chunks(items, AT_ONCE)) results.push(...(await Promise.all(some.map(run))));
  return results;
}
