import type { TicketApproval } from '../rules/ticket-approval';
import api, { route } from '@forge/api';
import * as z from 'zod';
import { readJson } from './response';
import { approvalSchema, oldestFirst } from './approval-values';

const page = z.looseObject({ isLastPage: z.boolean().default(true), values: z.array(approvalSchema) });

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
