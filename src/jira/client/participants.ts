import api, { route } from '@forge/api';
import * as z from '#zod';
import { readJson, requireOk } from './response';

const page = z.looseObject({ values: z.array(z.looseObject({ accountId: z.string() })) });

/**
 * The accounts with which a request of the portal is shared, the first hundred.
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-participant-get
 */
export async function readParticipants(issueId: string): Promise<string[]> {
  const response = await api
    .asApp()
    .requestJira(route`/rest/servicedeskapi/request/${issueId}/participant?limit=100`);
  return (await readJson(response, page)).values.map(({ accountId }) => accountId);
}

/** Shares a request of the portal with somebody, who sees it there from then on and is notified of its answers. */
export async function addParticipant(issueId: string, accountId: string): Promise<void> {
  const response = await api.asApp().requestJira(route`/rest/servicedeskapi/request/${issueId}/participant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountIds: [accountId] }),
  });
  await requireOk(response);
}

/** Ends the sharing with these; nothing is sent for nobody. */
export async function removeParticipants(issueId: string, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const response = await api.asApp().requestJira(route`/rest/servicedeskapi/request/${issueId}/participant`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountIds }),
  });
  await requireOk(response);
}
