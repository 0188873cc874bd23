import type { TicketApproval } from '../rules/ticket-approval';
import api, { route } from '@forge/api';
import * as z from '#zod';
import { readJson } from './response';
import type { WantedApprovals } from './changed-issues';
import { approvalListIn, approvalSchema, oldestFirst } from './approval-values';

const page = z.lazy(() =>
  z.looseObject({ isLastPage: z.boolean().default(true), values: z.array(approvalSchema) }),
);

const PAGE_SIZE = 50;

/**
 * Every approval of a request, oldest first, as the app or as the person who is looking. One call for the
 * first fifty, another for every fifty more.
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-approval-get
 */
export async function readApprovals(issueIdOrKey: string, reader: 'app' | 'user'): Promise<TicketApproval[]> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const approvals: TicketApproval[] = [];
  for (let start = 0; ; start += PAGE_SIZE) {
    const response = await caller.requestJira(
      route`/rest/servicedeskapi/request/${issueIdOrKey}/approval?start=${start}&limit=${PAGE_SIZE}`,
    );
    const { values, isLastPage } = await readJson(response, page);
    approvals.push(...values);
    if (isLastPage) return oldestFirst(approvals);
  }
}

const fetched = z.lazy(() =>
  z.looseObject({
    issues: z.array(z.looseObject({ id: z.string(), fields: z.looseObject({}) })),
  }),
);

/** As many issues as Jira gives at once. */
export const MOST_ISSUES_AT_ONCE = 100;

/**
 * What the "Approvals" field of up to a hundred issues shows, oldest first, by issue id; an issue that cannot be read now,
 * or whose field cannot, is missing. One call. Nobody documents how fresh the copy is.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post
 */
export async function readShownApprovals(
  wanted: readonly WantedApprovals[],
): Promise<ReadonlyMap<string, readonly TicketApproval[]>> {
  if (wanted.length === 0) return new Map();
  const fields = [...new Set(wanted.map(({ approvalsField }) => approvalsField))];
  const response = await api.asApp().requestJira(route`/rest/api/3/issue/bulkfetch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ issueIdsOrKeys: wanted.map(({ issueId }) => issueId), fields }),
  });
  const { issues } = await readJson(response, fetched);
  const found = new Map(issues.map((issue) => [issue.id, issue.fields]));
  return new Map(
    wanted.flatMap(({ issueId, approvalsField }) => {
      const approvals = approvalListIn(found.get(issueId)?.[approvalsField]);
      return approvals ? [[issueId, approvals] as const] : [];
    }),
  );
}
