import api, { route } from '@forge/api';
import * as z from '#zod';
import { readJson } from './response';

const account = z.looseObject({ accountId: z.string() });
const request = z.looseObject({
  issueId: z.string(),
  issueKey: z.string(),
  serviceDeskId: z.string(),
  requestTypeId: z.string(),
  reporter: account,
  participants: z.looseObject({ isLastPage: z.boolean().default(true), values: z.array(account) }),
});

/** A request as the portal shows it. */
export type PortalRequest = z.infer<typeof request>;

/**
 * Reads a request with the first of those whom it is shared with. That the app can read it says nothing of who is looking.
 * @returns null when there is no such request, or none that the reader may see
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-get
 */
export async function readPortalRequest(
  issueKey: string,
  reader: 'app' | 'user',
): Promise<PortalRequest | null> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const response = await caller.requestJira(
    route`/rest/servicedeskapi/request/${issueKey}?expand=participant`,
  );
  if (response.status === 404 || response.status === 403) return null;
  return readJson(response, request);
}

const createdRequest = z.looseObject({ issueId: z.string(), issueKey: z.string() });

/** A request that the app raises for somebody. */
export interface RaisedRequest {
  readonly serviceDeskId: string;
  readonly requestTypeId: string;
  /** Account of the person whose request it is; they see it in the portal and hear of it by mail. Null for the app's own. */
  readonly onBehalfOf: string | null;
  readonly summary: string;
}

/**
 * Raises a request in somebody's name, or the app's.
 * @returns its issue id
 * @throws {JiraRefusal} for people who have no account any more
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post
 */
export async function raiseRequest({
  serviceDeskId,
  requestTypeId,
  onBehalfOf,
  summary,
}: RaisedRequest): Promise<string> {
  const response = await api.asApp().requestJira(route`/rest/servicedeskapi/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      serviceDeskId,
      requestTypeId,
      ...(onBehalfOf === null ? {} : { raiseOnBehalfOf: onBehalfOf }),
      requestFieldValues: { summary },
    }),
  });
  return (await readJson(response, createdRequest)).issueId;
}

const requestTypes = z.looseObject({ values: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

export async function readRequestTypes(serviceDeskId: string): Promise<{ id: string; name: string }[]> {
  const response = await api
    .asUser()
    .requestJira(route`/rest/servicedeskapi/servicedesk/${serviceDeskId}/requesttype?limit=100`);
  const { values } = await readJson(response, requestTypes);
  return values.map(({ id, name }) => ({ id, name }));
}

const serviceDesks = z.looseObject({
  values: z.array(
    z.looseObject({ id: z.string(), projectId: z.string(), projectKey: z.string(), projectName: z.string() }),
  ),
});

export async function readServiceDesks(): Promise<
  { id: string; projectId: string; projectKey: string; projectName: string }[]
> {
  const response = await api.asUser().requestJira(route`/rest/servicedeskapi/servicedesk?limit=100`);
  const { values } = await readJson(response, serviceDesks);
  return values.map(({ id, projectId, projectKey, projectName }) => ({
    id,
    projectId,
    projectKey,
    projectName,
  }));
}

const requestTypePage = z.looseObject({
  isLastPage: z.boolean().default(true),
  values: z.array(z.looseObject({ id: z.string(), issueTypeId: z.string() })),
});
const PAGE_SIZE = 100;
const MAX_PAGES = 50;

/**
 * Issue types by request type, for all service projects that the app may see. One call for a hundred.
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-requesttype/#api-rest-servicedeskapi-requesttype-get
 */
export async function readIssueTypes(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let page = 0; page < MAX_PAGES; page++) {
    const start = page * PAGE_SIZE;
    const response = await api
      .asApp()
      .requestJira(route`/rest/servicedeskapi/requesttype?start=${start}&limit=${PAGE_SIZE}`);
    const { values, isLastPage } = await readJson(response, requestTypePage);
    for (const { id, issueTypeId } of values) found.set(id, issueTypeId);
    if (isLastPage) break;
  }
  return found;
}
