import api, { route } from '@forge/api';
import { z } from 'zod';
import type { TicketApproval } from '../../domain/approval/approval';
import { readJson } from '../jira/response';

const moment = z.looseObject({ epochMillis: z.number() });
const page = z.looseObject({
  isLastPage: z.boolean().default(true),
  values: z.array(
    z.looseObject({
      id: z.string(),
      createdDate: moment,
      completedDate: moment.optional(),
      approvers: z.array(
        z.looseObject({
          approver: z.looseObject({ accountId: z.string(), displayName: z.string().default('') }),
          approverDecision: z.enum(['approved', 'declined', 'pending']).catch('pending'),
        }),
      ),
    }),
  ),
});

const PAGE_SIZE = 50;
const MAX_PAGES = 10;

/**
 * Every approval of a request, oldest first, as the app or as the person who is looking. One call for the
 * first fifty.
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-approval-get
 */
export async function readApprovals(issueIdOrKey: string, reader: 'app' | 'user'): Promise<TicketApproval[]> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const approvals: TicketApproval[] = [];
  for (let pageNumber = 0; pageNumber < MAX_PAGES; pageNumber++) {
    const start = pageNumber * PAGE_SIZE;
    const response = await caller.requestJira(
      route`/rest/servicedeskapi/request/${issueIdOrKey}/approval?start=${start}&limit=${PAGE_SIZE}`,
    );
    const { values, isLastPage } = await readJson(response, page);
    approvals.push(...values.map(approvalOf));
    if (isLastPage) break;
  }
  return approvals.sort((a, b) => a.openedAt - b.openedAt);
}

const approvalOf = (value: z.infer<typeof page>['values'][number]): TicketApproval => ({
  id: value.id,
  openedAt: value.createdDate.epochMillis,
  completedAt: value.completedDate?.epochMillis ?? null,
  approvers: value.approvers.map(({ approver, approverDecision }) => ({
    accountId: approver.accountId,
    displayName: approver.displayName,
    vote: approverDecision,
  })),
});
