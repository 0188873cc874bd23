import { z } from 'zod';
import { isAgent, maySeeRequest, requireAccount } from '../access';
import { answerApproval } from '../approvals';
import { approvalBean, slaBean, userDto } from '../beans';
import { addRequestComment, visibleComments } from '../comments';
import { JiraError } from '../errors';
import type { Account, Approval, Issue } from '../model';
import { checkParticipants, createRequest, newRequest } from '../requests';
import { customerTransitions, transitionRequest } from '../workflow';
import {
  created,
  DTO_PAGE,
  dtoPage,
  noContent,
  ok,
  firstPageDto,
  type Call,
  type Operation,
  type Result,
} from './operation';
import { listRequests } from './request-list';
import {
  COMMENT_EXPANSIONS,
  mayManageParticipants,
  REQUEST_EXPANSIONS,
  requestCommentView,
  requestView,
  statusHistory,
} from './request-view';

const READ = [['read:servicedesk-request']] as const;
const WRITE = [['write:servicedesk-request']] as const;
const READ_WORK = [['read:jira-work']] as const;
const REQUEST = '/rest/servicedeskapi/request';
const ONE = `${REQUEST}/:issueIdOrKey`;
const FEEDBACK = `${REQUEST}/:requestIdOrKey/feedback`;

/** @throws {JiraError} 404 for requests that are absent or not for this account */
function requireRequest(call: Call, parameter = 'issueIdOrKey'): { issue: Issue; account: Account } {
  const account = requireAccount(call.actor);
  const issue = call.site.issue(call.param(parameter));
  if (issue?.requestTypeId === undefined || !maySeeRequest(call.site, issue, account)) {
    throw new JiraError(404, [
      'The customer request either does not exist, or you do not have permission to view it.',
    ]);
  }
  return { issue, account };
}

function requireApproval(call: Call, issue: Issue): Approval {
  const approval = issue.approvals.find(({ id }) => id === call.param('approvalId'));
  if (!approval) throw new JiraError(404, ['The approval does not exist.']);
  return approval;
}

const accountIdList = z.looseObject({ accountIds: z.array(z.string()).min(1) });

function changeParticipants(call: Call, change: (issue: Issue, accountId: string) => void): Result {
  const { issue } = requireRequest(call);
  const { accountIds } = call.body(accountIdList);
  checkParticipants(call.site, accountIds);
  for (const accountId of accountIds) change(issue, accountId);
  const path = `${REQUEST}/${issue.id}/participant`;
  return { status: 200, body: firstPageDto(call.site, path, participantsOf(call, issue)) };
}

const participantsOf = (call: Call, { participants }: Issue): unknown[] =>
  participants.map((accountId) => userDto(call.site, call.site.account(accountId)));

function listParticipants(call: Call): Result {
  const { issue } = requireRequest(call);
  const path = `${REQUEST}/${issue.id}/participant`;
  return { ...dtoPage(call, path, participantsOf(call, issue), (one) => one), pointsEach: 2 };
}

/** Everybody who sees a request may share it. */
const addParticipants = (call: Call): Result =>
  changeParticipants(call, (issue, accountId) => {
    const isThere = issue.reporterId === accountId || issue.participants.includes(accountId);
    if (isThere) return;
    issue.participants.push(accountId);
    call.site.issues.concerns(issue, accountId);
  });

function removeParticipants(call: Call): Result {
  const { issue, account } = requireRequest(call);
  if (!mayManageParticipants(call, issue, account))
    throw new JiraError(403, ['You do not have permission to manage the participants of this request.']);
  const { accountIds } = call.body(accountIdList);
  const foreign = accountIds.find((accountId) => !issue.participants.includes(accountId));
  if (foreign !== undefined) throw new JiraError(400, [`The user '${foreign}' is not a participant.`]);
  return changeParticipants(call, (changed, accountId) => {
    changed.participants = changed.participants.filter((other) => other !== accountId);
  });
}

const transitionBody = z.looseObject({
  id: z.string(),
  additionalComment: z.looseObject({ body: z.string().min(1) }).optional(),
});

async function transition(call: Call): Promise<Result> {
  const { issue, account } = requireRequest(call);
  const { id, additionalComment } = call.body(transitionBody);
  await transitionRequest(call.site, issue, account, id);
  if (additionalComment) addRequestComment(call.site, issue, account, additionalComment.body, true);
  return noContent;
}

function listSlas(call: Call): Result {
  const { issue } = requireSlas(call);
  const { slas } = call.site.projectOf(issue);
  return dtoPage(call, `${REQUEST}/${issue.id}/sla`, slas, ({ id }) => slaBean(call.site, issue, id));
}

/** @throws {JiraError} 403 for everybody but agents */
function requireSlas(call: Call): { issue: Issue } {
  const { issue, account } = requireRequest(call);
  if (!isAgent(call.site.projectOf(issue), account))
    throw new JiraError(403, ['Only agents can see SLA information.']);
  return { issue };
}

function readSla(call: Call): Result {
  const { issue } = requireSlas(call);
  const metricId = call.param('slaMetricId');
  if (!call.site.projectOf(issue).slas.some(({ id }) => id === metricId))
    throw new JiraError(404, ['The SLA does not exist.']);
  return ok(slaBean(call.site, issue, metricId));
}

const isRendered = (call: Call): boolean => call.queryList('expand').includes('renderedBody');

function listComments(call: Call): Result {
  const { issue, account } = requireRequest(call);
  const isWanted = (isPublic: boolean): boolean => call.query(isPublic ? 'public' : 'internal') !== 'false';
  const comments = visibleComments(call.site, issue, account).filter((comment) => isWanted(comment.public));
  return dtoPage(call, `${REQUEST}/${issue.id}/comment`, comments, (comment) =>
    requestCommentView(call, issue, comment, isRendered(call)),
  );
}

const feedbackBean = (issue: Issue): Record<string, unknown> => ({
  type: 'csat',
  rating: issue.feedback?.rating,
  comment: { body: issue.feedback?.comment ?? '' },
});

/** @throws {JiraError} 403 for everybody but the reporter and apps */
function requireReporter(call: Call): Issue {
  const { issue, account } = requireRequest(call, 'requestIdOrKey');
  if (issue.reporterId !== account.accountId && account.kind !== 'app')
    throw new JiraError(403, ['Only the reporter can give feedback on a request.']);
  return issue;
}

const feedbackSchema = z.looseObject({
  type: z.literal('csat').default('csat'),
  rating: z.number().int().min(1).max(5),
  comment: z.looseObject({ body: z.string().default('') }).optional(),
});

const answerBody = z.looseObject({ decision: z.enum(['approve', 'decline']) });
const newCommentBody = z.looseObject({ body: z.string().min(1), public: z.boolean().default(true) });

const noFeedback = (): JiraError => new JiraError(404, ['The request has no feedback.']);

/** Customer requests of the portal API, https://developer.atlassian.com/cloud/jira/service-desk/rest/ */
export const requestOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: REQUEST,
    scopes: WRITE,
    body: newRequest,
    run: (call) => {
      const account = requireAccount(call.actor);
      return created(requestView(call, createRequest(call.site, account, call.body(newRequest)), account));
    },
  },
  {
    method: 'GET',
    path: REQUEST,
    scopes: READ,
    query: [
      ...DTO_PAGE,
      'searchTerm',
      'requestOwnership',
      'requestStatus',
      'approvalStatus',
      'serviceDeskId',
      'requestTypeId',
    ],
    values: { expand: REQUEST_EXPANSIONS },
    run: listRequests,
  },
  {
    method: 'GET',
    path: ONE,
    scopes: READ,
    values: { expand: REQUEST_EXPANSIONS },
    run: (call) => {
      const { issue, account } = requireRequest(call);
      return ok(requestView(call, issue, account, call.queryList('expand')));
    },
  },
  {
    method: 'GET',
    path: `${ONE}/approval`,
    scopes: READ,
    query: DTO_PAGE,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      return dtoPage(call, `${REQUEST}/${issue.id}/approval`, issue.approvals, (approval) =>
        approvalBean(call.site, issue, approval, account),
      );
    },
  },
  {
    method: 'GET',
    path: `${ONE}/approval/:approvalId`,
    scopes: READ,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      return ok(approvalBean(call.site, issue, requireApproval(call, issue), account));
    },
  },
  {
    method: 'POST',
    path: `${ONE}/approval/:approvalId`,
    scopes: WRITE,
    body: answerBody,
    run: async (call) => {
      const { issue, account } = requireRequest(call);
      const approval = requireApproval(call, issue);
      const { decision } = call.body(answerBody);
      await answerApproval(call.site, issue, approval, account, decision);
      return ok(approvalBean(call.site, issue, approval, account));
    },
  },
  { method: 'GET', path: `${ONE}/sla`, scopes: READ_WORK, query: DTO_PAGE, run: listSlas },
  { method: 'GET', path: `${ONE}/sla/:slaMetricId`, scopes: READ_WORK, run: readSla },
  {
    method: 'GET',
    path: `${ONE}/comment`,
    scopes: READ,
    query: [...DTO_PAGE, 'public', 'internal'],
    values: { expand: COMMENT_EXPANSIONS },
    run: listComments,
  },
  {
    method: 'GET',
    path: `${ONE}/comment/:commentId`,
    scopes: READ,
    values: { expand: COMMENT_EXPANSIONS },
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const comment = visibleComments(call.site, issue, account).find(
        ({ id }) => id === call.param('commentId'),
      );
      if (!comment) throw new JiraError(404, ['The comment does not exist.']);
      return ok(requestCommentView(call, issue, comment, isRendered(call)));
    },
  },
  {
    method: 'POST',
    path: `${ONE}/comment`,
    scopes: WRITE,
    body: newCommentBody,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const sent = call.body(newCommentBody);
      const comment = addRequestComment(call.site, issue, account, sent.body, sent.public);
      return created(requestCommentView(call, issue, comment));
    },
  },
  {
    method: 'GET',
    path: `${ONE}/status`,
    scopes: READ,
    query: DTO_PAGE,
    run: (call) => {
      const { issue } = requireRequest(call);
      return dtoPage(call, `${REQUEST}/${issue.id}/status`, statusHistory(call, issue), (entry) => entry);
    },
  },
  {
    method: 'GET',
    path: `${ONE}/transition`,
    scopes: READ,
    query: DTO_PAGE,
    run: (call) => {
      const { issue } = requireRequest(call);
      return dtoPage(
        call,
        `${REQUEST}/${issue.id}/transition`,
        customerTransitions(call.site, issue),
        ({ id, name }) => ({ id, name }),
      );
    },
  },
  { method: 'POST', path: `${ONE}/transition`, scopes: WRITE, body: transitionBody, run: transition },
  {
    method: 'GET',
    path: `${ONE}/participant`,
    scopes: READ,
    query: DTO_PAGE,
    run: listParticipants,
  },
  {
    method: 'POST',
    path: `${ONE}/participant`,
    scopes: WRITE,
    body: accountIdList,
    run: addParticipants,
  },
  {
    method: 'DELETE',
    path: `${ONE}/participant`,
    scopes: WRITE,
    body: accountIdList,
    run: removeParticipants,
  },
  {
    method: 'GET',
    path: FEEDBACK,
    scopes: READ,
    run: (call) => {
      const { issue } = requireRequest(call, 'requestIdOrKey');
      if (!issue.feedback) throw noFeedback();
      return ok(feedbackBean(issue));
    },
  },
  {
    method: 'POST',
    path: FEEDBACK,
    scopes: WRITE,
    body: feedbackSchema,
    run: (call) => {
      const issue = requireReporter(call);
      const { rating, comment } = call.body(feedbackSchema);
      issue.feedback = { rating, comment: comment?.body ?? '' };
      return created(feedbackBean(issue));
    },
  },
  {
    method: 'DELETE',
    path: FEEDBACK,
    scopes: WRITE,
    run: (call) => {
      const issue = requireReporter(call);
      if (!issue.feedback) throw noFeedback();
      issue.feedback = undefined;
      return noContent;
    },
  },
];
