import { MAX_GROUP_MEMBERS, type ApprovalGroup } from '../rules/group';
import api, { route } from '@forge/api';
import * as z from '#zod';
import { JiraRefusal, readJson } from './response';

const groupPage = z.lazy(() =>
  z.looseObject({
    isLast: z.boolean().default(true),
    values: z.array(z.looseObject({ groupId: z.string(), name: z.string() })),
  }),
);
const memberPage = z.lazy(() =>
  z.looseObject({
    isLast: z.boolean().default(true),
    values: z.array(
      z.looseObject({
        accountId: z.string(),
        accountType: z.string().default('atlassian'),
        active: z.boolean().default(true),
      }),
    ),
  }),
);

const PAGE_SIZE = 50;

/**
 * Groups by their name in lower case; one call for up to fifty names, none for none.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-bulk-get
 */
export async function readGroupsByName(names: readonly string[]): Promise<Map<string, ApprovalGroup>> {
  const found = new Map<string, ApprovalGroup>();
  const wanted = [...new Set(names)];
  for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
    const query = new URLSearchParams(
      wanted.slice(start, start + PAGE_SIZE).map((name): [string, string] => ['groupName', name]),
    );
    const response = await api
      .asApp()
      .requestJira(route`/rest/api/3/group/bulk?${query}&maxResults=${PAGE_SIZE}`);
    for (const { groupId, name } of (await readJson(response, groupPage)).values)
      found.set(name.toLowerCase(), { id: groupId, name });
  }
  return found;
}

// apps can be in groups, and an app is nobody who could approve
const isPerson = ({ active, accountType }: z.infer<typeof memberPage>['values'][number]): boolean =>
  active && accountType !== 'app';

/**
 * Accounts of a group's active members who are people, fifty a call; nobody for a group that is gone.
 * @returns null for a group that has more members than are read: some of them are not all of them
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-member-get
 */
export async function readGroupMembers(groupId: string): Promise<string[] | null> {
  const members: string[] = [];
  for (let start = 0; start < MAX_GROUP_MEMBERS; start += PAGE_SIZE) {
    const response = await api
      .asApp()
      .requestJira(
        route`/rest/api/3/group/member?groupId=${groupId}&startAt=${start}&maxResults=${PAGE_SIZE}`,
      );
    if (response.status === 404) return [];
    if (!response.ok) throw new JiraRefusal(response.status, [], 'unavailable');
    const { values, isLast } = await readJson(response, memberPage);
    members.push(...values.filter(isPerson).map(({ accountId }) => accountId));
    if (isLast) return members;
  }
  return null;
}
