import * as z from 'zod/mini';
import { approval, moment, page, status, user } from './beans';
import { get, read, write } from './http';

const DESK = '/rest/servicedeskapi/servicedesk';
const REQUEST = '/rest/servicedeskapi/request';

const requestType = z.object({ id: z.string(), name: z.string(), description: z.string() });

const requestTypeField = z.object({
  fieldId: z.string(),
  name: z.string(),
  description: z.string(),
  required: z.boolean(),
  validValues: z.array(z.object({ value: z.string(), label: z.string() })),
  jiraSchema: z.object({
    type: z.string(),
    system: z.optional(z.string()),
    custom: z.optional(z.string()),
  }),
});

const request = z.object({
  issueKey: z.string(),
  summary: z.string(),
  requestTypeId: z.string(),
  createdDate: moment,
  reporter: user,
  currentStatus: z.object({ status: z.string(), statusCategory: z.string(), statusDate: moment }),
  requestFieldValues: z.array(z.object({ fieldId: z.string(), label: z.string(), value: z.unknown() })),
});

const requestComment = z.object({ id: z.string(), body: z.string(), author: user, created: moment });
const transition = z.object({ id: z.string(), name: z.string() });
const queue = z.object({ id: z.string(), name: z.string(), issueCount: z.number() });

const queueIssue = z.object({
  key: z.string(),
  fields: z.object({ summary: z.string(), status, reporter: user, created: z.string() }),
});

export type RequestType = z.infer<typeof requestType>;
export type RequestTypeField = z.infer<typeof requestTypeField>;
export type CustomerRequest = z.infer<typeof request>;
export type RequestComment = z.infer<typeof requestComment>;
export type CustomerTransition = z.infer<typeof transition>;
export type Queue = z.infer<typeof queue>;
export type QueueIssue = z.infer<typeof queueIssue>;

export const getRequestTypes = async (deskId: string): Promise<RequestType[]> =>
  (await get(page(requestType), `${DESK}/${deskId}/requesttype`)).values;

export async function getRequestTypeFields(deskId: string, typeId: string): Promise<RequestTypeField[]> {
  const answer = z.object({ requestTypeFields: z.array(requestTypeField) });
  return (await get(answer, `${DESK}/${deskId}/requesttype/${typeId}/field`)).requestTypeFields;
}

export const getQueues = async (deskId: string): Promise<Queue[]> =>
  (await get(page(queue), `${DESK}/${deskId}/queue?includeCount=true`)).values;

/** The issues of a queue in its order, with the columns that the page shows. */
export async function getQueueIssues(deskId: string, queueId: string): Promise<QueueIssue[]> {
  const listed = await get(
    page(z.object({ key: z.string() })),
    `${DESK}/${deskId}/queue/${queueId}/issue?limit=100`,
  );
  const keys = listed.values.map(({ key }) => key);
  if (keys.length === 0) return [];
  const path = '/rest/api/3/search/jql';
  const answer = await write('POST', path, {
    jql: `key in (${keys.join(', ')})`,
    fields: ['summary', 'status', 'reporter', 'created'],
    maxResults: keys.length,
  });
  const { issues } = read(z.object({ issues: z.array(queueIssue) }), path, answer);
  return keys.flatMap((key) => issues.find((issue) => issue.key === key) ?? []);
}

export const getMyRequests = async (): Promise<CustomerRequest[]> =>
  (await get(page(request), `${REQUEST}?limit=100`)).values;

export const getRequest = (issueKey: string): Promise<CustomerRequest> =>
  get(request, `${REQUEST}/${issueKey}`);

export const getRequestComments = async (issueKey: string): Promise<RequestComment[]> =>
  (await get(page(requestComment), `${REQUEST}/${issueKey}/comment?internal=false&limit=100`)).values;

export const getRequestApprovals = async (issueKey: string): Promise<z.infer<typeof approval>[]> =>
  (await get(page(approval), `${REQUEST}/${issueKey}/approval`)).values;

export const getCustomerTransitions = async (issueKey: string): Promise<CustomerTransition[]> =>
  (await get(page(transition), `${REQUEST}/${issueKey}/transition`)).values;

export const addRequestComment = (issueKey: string, body: string): Promise<unknown> =>
  write('POST', `${REQUEST}/${issueKey}/comment`, { body, public: true });

export const answerApproval = (
  issueKey: string,
  approvalId: string,
  decision: 'approve' | 'decline',
): Promise<unknown> => write('POST', `${REQUEST}/${issueKey}/approval/${approvalId}`, { decision });

export const followCustomerTransition = (issueKey: string, id: string): Promise<unknown> =>
  write('POST', `${REQUEST}/${issueKey}/transition`, { id });

const waitingApproval = z.object({ key: z.string(), summary: z.string(), createdAt: z.number() });
export type WaitingApproval = z.infer<typeof waitingApproval>;

/** Requests that wait for the viewer's decision. */
export const getWaitingApprovals = (): Promise<WaitingApproval[]> =>
  get(z.array(waitingApproval), '/sandbox/api/approvals');

export interface NewRequest {
  readonly serviceDeskId: string;
  readonly requestTypeId: string;
  readonly requestFieldValues: Readonly<Record<string, unknown>>;
}

/** Creates a request with what the app's create panel submitted. @returns the new issue's key */
export async function createRequest(
  newRequest: NewRequest,
  panel: Readonly<Record<string, unknown>>,
): Promise<string> {
  const path = '/sandbox/api/portal-requests';
  const answer = await write('POST', path, { request: newRequest, panel });
  return read(z.object({ key: z.string() }), path, answer).key;
}
