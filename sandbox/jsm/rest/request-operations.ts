import { z } from 'zod';
import { isAgent, mayBrowse, maySeeRequest, requireAccount } from '../access';
import { answerApproval } from '../approvals';
import { approvalBean, dateDto, requestBean, requestCommentBean, slaBean, userDto } from '../beans';
import { addRequestComment, visibleComments } from '../comments';
import { JiraError } from '../errors';
import { searchIssues } from '../jql';
import type { Account, Approval, Issue, Project, RequestType } from '../model';
import { createRequest, newRequest } from '../requests';
import { customerTransitions, transitionRequest } from '../workflow';
import { created, noContent, ok, pageDto, type Call, type Operation, type Result } from './operation';
import { fieldSchema } from './field-metadata';

const READ = [['read:servicedesk-request']] as const;
const WRITE = [['write:servicedesk-request']] as const;
const READ_WORK = [['read:jira-work']] as const;
const REQUEST = '/rest/servicedeskapi/request';
const DESK = '/rest/servicedeskapi/servicedesk';

function page(call: Call, path: string, values: readonly unknown[]): Result {
  const body = pageDto(
    call.site,
    path,
    values,
    call.queryNumber('start', 0),
    Math.min(call.queryNumber('limit', 50), 100),
  );
  return ok(body, Number(body['size']));
}

/** @throws {JiraError} 404 for requests that are absent or not for this account */
function requireRequest(call: Call): { issue: Issue; account: Account } {
  const account = requireAccount(call.actor);
  const issue = call.site.issue(call.param('issueIdOrKey'));
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

function requireDesk(call: Call): Project {
  const project = call.site.configuration.projects.find(
    ({ serviceDeskId }) => serviceDeskId === call.param('serviceDeskId'),
  );
  if (!project) throw new JiraError(404, ['The service desk does not exist.']);
  return project;
}

const requestTypeBean = (call: Call, project: Project, type: RequestType): Record<string, unknown> => ({
  id: type.id,
  name: type.name,
  description: type.description,
  helpText: '',
  issueTypeId: type.issueTypeId,
  serviceDeskId: project.serviceDeskId,
  portalId: String(project.portalId),
  groupIds: ['1'],
  _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}/requesttype/${type.id}` },
});

const requestOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: REQUEST,
    scopes: WRITE,
    run: (call) => {
      const issue = createRequest(call.site, requireAccount(call.actor), call.body(newRequest));
      return created(requestBean(call.site, issue));
    },
  },
  {
    method: 'GET',
    path: REQUEST,
    scopes: READ,
    run: (call) => {
      const account = requireAccount(call.actor);
      const mine = [...call.site.issues.values()]
        .filter(
          (issue) =>
            issue.requestTypeId !== undefined &&
            (issue.reporterId === account.accountId || issue.participants.includes(account.accountId)),
        )
        .sort((a, b) => b.createdAt - a.createdAt);
      return page(
        call,
        REQUEST,
        mine.map((issue) => requestBean(call.site, issue)),
      );
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey`,
    scopes: READ,
    run: (call) => ok(requestBean(call.site, requireRequest(call).issue)),
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/approval`,
    scopes: READ,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const approvals = issue.approvals.map((approval) => approvalBean(call.site, issue, approval, account));
      return page(call, `${REQUEST}/${issue.id}/approval`, approvals);
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/approval/:approvalId`,
    scopes: READ,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      return ok(approvalBean(call.site, issue, requireApproval(call, issue), account));
    },
  },
  {
    method: 'POST',
    path: `${REQUEST}/:issueIdOrKey/approval/:approvalId`,
    scopes: WRITE,
    run: async (call) => {
      const { issue, account } = requireRequest(call);
      const approval = requireApproval(call, issue);
      const { decision } = call.body(z.looseObject({ decision: z.enum(['approve', 'decline']) }));
      await answerApproval(call.site, issue, approval, account, decision);
      return ok(approvalBean(call.site, issue, approval, account));
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/sla`,
    scopes: READ_WORK,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const project = call.site.projectOf(issue);
      if (!isAgent(project, account)) throw new JiraError(403, ['Only agents can see SLA information.']);
      const values = project.slas.map((metric) => slaBean(call.site, issue, metric.id));
      return page(call, `${REQUEST}/${issue.id}/sla`, values);
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/comment`,
    scopes: READ,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const wanted = (isPublic: boolean): boolean => call.query(isPublic ? 'public' : 'internal') !== 'false';
      const comments = visibleComments(call.site, issue, account).filter((comment) => wanted(comment.public));
      return page(
        call,
        `${REQUEST}/${issue.id}/comment`,
        comments.map((comment) => requestCommentBean(call.site, issue, comment)),
      );
    },
  },
  {
    method: 'POST',
    path: `${REQUEST}/:issueIdOrKey/comment`,
    scopes: WRITE,
    run: (call) => {
      const { issue, account } = requireRequest(call);
      const sent = call.body(z.looseObject({ body: z.string().min(1), public: z.boolean().default(true) }));
      return created(
        requestCommentBean(
          call.site,
          issue,
          addRequestComment(call.site, issue, account, sent.body, sent.public),
        ),
      );
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/status`,
    scopes: READ,
    run: (call) => {
      const { issue } = requireRequest(call);
      return page(call, `${REQUEST}/${issue.id}/status`, statusHistory(call, issue));
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/transition`,
    scopes: READ,
    run: (call) => {
      const { issue } = requireRequest(call);
      const transitions = customerTransitions(call.site, issue).map(({ id, name }) => ({ id, name }));
      return page(call, `${REQUEST}/${issue.id}/transition`, transitions);
    },
  },
  {
    method: 'POST',
    path: `${REQUEST}/:issueIdOrKey/transition`,
    scopes: WRITE,
    run: async (call) => {
      const { issue, account } = requireRequest(call);
      const { id } = call.body(z.looseObject({ id: z.string() }));
      await transitionRequest(call.site, issue, account, id);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${REQUEST}/:issueIdOrKey/participant`,
    scopes: READ,
    run: (call) => {
      const { issue } = requireRequest(call);
      const people = issue.participants.map((accountId) => userDto(call.site, call.site.account(accountId)));
      return page(call, `${REQUEST}/${issue.id}/participant`, people);
    },
  },
];

function statusHistory(call: Call, issue: Issue): unknown[] {
  const moves = issue.changes.flatMap((change) =>
    change.items
      .filter((item) => item.fieldId === 'status')
      .map((item) => ({ at: change.at, from: item.from, to: item.to })),
  );
  const entries = [
    { at: issue.createdAt, statusId: moves[0]?.from ?? issue.statusId },
    ...moves.map((move) => ({ at: move.at, statusId: move.to ?? issue.statusId })),
  ];
  return entries.reverse().map(({ at, statusId }) => {
    const status = call.site.status(statusId);
    return { status: status.name, statusCategory: status.category.toUpperCase(), statusDate: dateDto(at) };
  });
}

const deskOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: DESK,
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      const desks = call.site.configuration.projects.map((project) => ({
        id: project.serviceDeskId,
        projectId: project.id,
        projectName: project.name,
        projectKey: project.key,
        projectTypeKey: 'service_desk',
        _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}` },
      }));
      return page(call, DESK, desks);
    },
  },
  {
    method: 'GET',
    path: `${DESK}/:serviceDeskId/requesttype`,
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      const project = requireDesk(call);
      const types = project.requestTypes.map((type) => requestTypeBean(call, project, type));
      return page(call, `${DESK}/${project.serviceDeskId}/requesttype`, types);
    },
  },
  {
    method: 'GET',
    path: `${DESK}/:serviceDeskId/requesttype/:requestTypeId/field`,
    scopes: READ,
    run: (call) => {
      const account = requireAccount(call.actor);
      const project = requireDesk(call);
      const type = project.requestTypes.find(({ id }) => id === call.param('requestTypeId'));
      if (!type) throw new JiraError(404, ['The request type does not exist.']);
      const requestTypeFields = type.fields.flatMap(({ fieldId, required, description }) => {
        const field = call.site.field(fieldId);
        if (!field) return [];
        const validValues = (field.options ?? []).map(({ id, value }) => ({
          value: id,
          label: value,
          children: [],
        }));
        return [
          {
            fieldId,
            name: field.name,
            description: description ?? '',
            required,
            visible: true,
            defaultValues: [],
            validValues,
            presetValues: [],
            jiraSchema: fieldSchema(field),
          },
        ];
      });
      return ok({
        requestTypeFields,
        canRaiseOnBehalfOf: isAgent(project, account),
        canAddRequestParticipants: true,
      });
    },
  },
  {
    method: 'GET',
    path: `${DESK}/:serviceDeskId/queue`,
    scopes: READ_WORK,
    run: (call) => {
      const project = requireDesk(call);
      requireAgent(call, project);
      const queues = project.queues.map((queue) => ({
        id: queue.id,
        name: queue.name,
        jql: queue.jql,
        fields: queue.fieldIds,
        issueCount: searchIssues(call.site, queue.jql, (issue) => issue.projectId === project.id).length,
        _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}/queue/${queue.id}` },
      }));
      return page(call, `${DESK}/${project.serviceDeskId}/queue`, queues);
    },
  },
  {
    method: 'GET',
    path: `${DESK}/:serviceDeskId/queue/:queueId/issue`,
    scopes: READ_WORK,
    run: (call) => {
      const project = requireDesk(call);
      requireAgent(call, project);
      const queue = project.queues.find(({ id }) => id === call.param('queueId'));
      if (!queue) throw new JiraError(404, ['The queue does not exist.']);
      const found = searchIssues(call.site, queue.jql, (issue) =>
        mayBrowse(call.site.projectOf(issue), call.actor.account),
      );
      const issues = found.map((issue) => ({
        id: issue.id,
        key: issue.key,
        self: `${call.site.url}/rest/api/3/issue/${issue.id}`,
        fields: { summary: issue.values.get('summary') },
      }));
      return page(call, `${DESK}/${project.serviceDeskId}/queue/${queue.id}/issue`, issues);
    },
  },
];

function requireAgent(call: Call, project: Project): void {
  if (!isAgent(project, requireAccount(call.actor)))
    throw new JiraError(403, ['Only agents of the service desk may see its queues.']);
}

/** The portal API, https://developer.atlassian.com/cloud/jira/service-desk/rest/ */
export const servicedeskOperations: readonly Operation[] = [...requestOperations, ...deskOperations];
