import { z } from 'zod';
import { isAgent, isDeskCustomer, mayAdminister, mayBrowse, requireAccount } from '../access';
import { userDto } from '../beans';
import { JiraError } from '../errors';
import { searchIssues } from '../jql';
import type { Account, Issue, Project, Queue, RequestType } from '../model';
import { fieldSchema } from './field-metadata';
import { issueBean } from './issue-bean';
import {
  DTO_PAGE,
  dtoPage,
  MAX_PAGE,
  noContent,
  ok,
  type Call,
  type Operation,
  type Result,
} from './operation';

type Json = Record<string, unknown>;

const READ = [['read:servicedesk-request']] as const;
const READ_WORK = [['read:jira-work']] as const;
const CUSTOMERS = [['manage:servicedesk-customer']] as const;
const DESK = '/rest/servicedeskapi/servicedesk';
/** No request type is hidden or restricted, and all are in one group. */
const OPEN_TYPES = { includeHiddenRequestTypesInSearch: ['false', 'true'], restrictionStatus: ['open'] };
const ONLY_GROUP_ID = '1';
const ONE_DESK = `${DESK}/:serviceDeskId`;

/** By what a path may name a desk. @see https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#project-identifiers */
const namesOf = ({ serviceDeskId, key, id }: Project): string[] => [
  ...[serviceDeskId, `serviceDeskId:${serviceDeskId}`],
  ...[key, `projectKey:${key}`, `projectId:${id}`],
];

/** @throws {JiraError} 404 for a desk that is absent, 403 for one that the caller is no customer of */
function requireDesk(call: Call): Project {
  const account = requireAccount(call.actor);
  const named = call.param('serviceDeskId');
  const project = call.site.configuration.projects.find((one) => namesOf(one).includes(named));
  if (!project) throw new JiraError(404, ['The service desk does not exist.']);
  if (!isDeskCustomer(call.site, project, account))
    throw new JiraError(403, ['You do not have permission to access this service desk.']);
  return project;
}

function requireAgent(call: Call): Project {
  const project = requireDesk(call);
  if (!isAgent(project, call.actor.account))
    throw new JiraError(403, ['Only agents of the service desk may see its queues.']);
  return project;
}

export const deskBean = (call: Call, project: Project): Json => ({
  id: project.serviceDeskId,
  projectId: project.id,
  projectName: project.name,
  projectKey: project.key,
  projectTypeKey: 'service_desk',
  _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}` },
});

export const requestTypeBean = (call: Call, project: Project, type: RequestType): Json => ({
  id: type.id,
  name: type.name,
  description: type.description,
  helpText: '',
  issueTypeId: type.issueTypeId,
  serviceDeskId: project.serviceDeskId,
  portalId: String(project.portalId),
  groupIds: [ONLY_GROUP_ID],
  _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}/requesttype/${type.id}` },
});

const isFound = (call: Call, { name, description }: RequestType): boolean => {
  const query = (call.query('searchQuery') ?? '').toLowerCase();
  return [name, description].some((text) => text.toLowerCase().includes(query));
};

function requireRequestType(call: Call, project: Project): RequestType {
  const type = project.requestTypes.find(({ id }) => id === call.param('requestTypeId'));
  if (!type) throw new JiraError(404, ['The request type does not exist.']);
  return type;
}

function allRequestTypes(call: Call): Result {
  const account = requireAccount(call.actor);
  const desks = call.queryList('serviceDeskId');
  const types = call.site.configuration.projects
    .filter(
      (project) =>
        isDeskCustomer(call.site, project, account) &&
        (desks.length === 0 || desks.includes(project.serviceDeskId)),
    )
    .flatMap((project) => project.requestTypes.map((type) => ({ project, type })))
    .filter(({ type }) => isFound(call, type));
  return dtoPage(call, '/rest/servicedeskapi/requesttype', types, ({ project, type }) =>
    requestTypeBean(call, project, type),
  );
}

function requestTypeFields(call: Call): Result {
  const project = requireDesk(call);
  const fields = requireRequestType(call, project).fields.flatMap(({ fieldId, required, description }) => {
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
  const body = {
    requestTypeFields: fields,
    canRaiseOnBehalfOf: isAgent(project, call.actor.account),
    canAddRequestParticipants: true,
  };
  return ok(body, fields.length);
}

const queueBean = (call: Call, project: Project, { id, name, jql, fieldIds }: Queue): Json => ({
  id,
  name,
  jql,
  fields: fieldIds,
  ...(call.query('includeCount') === 'true' ? { issueCount: issuesIn(call, jql).length } : {}),
  _links: { self: `${call.site.url}${DESK}/${project.serviceDeskId}/queue/${id}` },
});

const issuesIn = (call: Call, jql: string, limit = Infinity): Issue[] =>
  searchIssues(call.site, jql, (issue) => mayBrowse(call.site.projectOf(issue), call.actor.account), {
    viewer: call.actor.account,
    limit,
  });

function requireQueue(call: Call, project: Project): Queue {
  const queue = project.queues.find(({ id }) => id === call.param('queueId'));
  if (!queue) throw new JiraError(404, ['The queue does not exist.']);
  return queue;
}

function queueIssues(call: Call): Result {
  const project = requireAgent(call);
  const { id, jql, fieldIds } = requireQueue(call, project);
  const view = { fields: fieldIds, properties: [], expand: [], viewer: call.actor.account };
  // no more than reach beyond the largest page
  const reached = issuesIn(call, jql, call.queryNumber('start', 0) + MAX_PAGE + 1);
  return dtoPage(call, `${DESK}/${project.serviceDeskId}/queue/${id}/issue`, reached, (issue) =>
    issueBean(call.site, issue, view),
  );
}

const accountIds = z.looseObject({ accountIds: z.array(z.string()).default([]) });

/** The customers of an open desk are all accounts that have the portal only. */
function customersOf(call: Call, project: Project): Account[] {
  const listed = call.site.deskCustomers(project);
  const query = (call.query('query') ?? '').toLowerCase();
  return [...call.site.accounts.values()].filter(
    ({ accountId, kind, displayName, email }) =>
      (listed ? listed.has(accountId) : kind === 'customer') &&
      [displayName, email].some((text) => text.toLowerCase().includes(query)),
  );
}

function requireDeskAdministrator(call: Call): Project {
  const project = requireDesk(call);
  if (!mayAdminister(call.actor.account))
    throw new JiraError(403, ['Only administrators of the service desk may change its customers.']);
  return project;
}

/** Adds whom it can, and says of the rest that there is no such customer, as Jira does. */
function addCustomers(call: Call): Result {
  const project = requireDeskAdministrator(call);
  const asked = call.body(accountIds).accountIds;
  const known = asked.filter((accountId) => call.site.accounts.has(accountId));
  for (const accountId of known) call.site.deskCustomers(project)?.add(accountId);
  if (known.length < asked.length) throw new JiraError(400, ['One or more of the customers do not exist.']);
  return noContent;
}

function removeCustomers(call: Call): Result {
  const project = requireDeskAdministrator(call);
  const listed = call.site.deskCustomers(project);
  if (!listed) throw new JiraError(400, ['The service desk has open access; customers cannot be removed.']);
  for (const accountId of call.body(accountIds).accountIds) listed.delete(accountId);
  return noContent;
}

/** Service desks of the portal API, https://developer.atlassian.com/cloud/jira/service-desk/rest/ */
export const deskOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: DESK,
    scopes: READ,
    query: DTO_PAGE,
    run: (call) => {
      const account = requireAccount(call.actor);
      const open = call.site.configuration.projects.filter((project) =>
        isDeskCustomer(call.site, project, account),
      );
      return dtoPage(call, DESK, open, (project) => deskBean(call, project));
    },
  },
  { method: 'GET', path: ONE_DESK, scopes: READ, run: (call) => ok(deskBean(call, requireDesk(call))) },
  {
    method: 'GET',
    path: '/rest/servicedeskapi/requesttype',
    scopes: READ,
    query: [...DTO_PAGE, 'searchQuery', 'serviceDeskId'],
    values: OPEN_TYPES,
    run: allRequestTypes,
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/requesttype`,
    scopes: READ,
    query: [...DTO_PAGE, 'searchQuery'],
    values: { ...OPEN_TYPES, groupId: [ONLY_GROUP_ID] },
    run: (call) => {
      const project = requireDesk(call);
      const found = project.requestTypes.filter((type) => isFound(call, type));
      return dtoPage(call, `${DESK}/${project.serviceDeskId}/requesttype`, found, (type) =>
        requestTypeBean(call, project, type),
      );
    },
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/requesttype/:requestTypeId`,
    scopes: READ,
    run: (call) => {
      const project = requireDesk(call);
      return ok(requestTypeBean(call, project, requireRequestType(call, project)));
    },
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/requesttype/:requestTypeId/field`,
    scopes: READ,
    run: requestTypeFields,
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/queue`,
    scopes: READ_WORK,
    query: [...DTO_PAGE, 'includeCount'],
    run: (call) => {
      const project = requireAgent(call);
      return dtoPage(call, `${DESK}/${project.serviceDeskId}/queue`, project.queues, (queue) =>
        queueBean(call, project, queue),
      );
    },
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/queue/:queueId`,
    scopes: READ_WORK,
    query: ['includeCount'],
    run: (call) => {
      const project = requireAgent(call);
      return ok(queueBean(call, project, requireQueue(call, project)));
    },
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/queue/:queueId/issue`,
    scopes: READ_WORK,
    query: DTO_PAGE,
    run: queueIssues,
  },
  {
    method: 'GET',
    path: `${ONE_DESK}/customer`,
    scopes: CUSTOMERS,
    query: [...DTO_PAGE, 'query'],
    run: (call) => {
      const project = requireDesk(call);
      if (!isAgent(project, call.actor.account) && !mayAdminister(call.actor.account))
        throw new JiraError(403, ['You do not have permission to view the customers of this service desk.']);
      const path = `${DESK}/${project.serviceDeskId}/customer`;
      const page = dtoPage(call, path, customersOf(call, project), (account) => userDto(call.site, account));
      return { ...page, pointsEach: 2 };
    },
  },
  {
    method: 'POST',
    path: `${ONE_DESK}/customer`,
    scopes: CUSTOMERS,
    body: accountIds,
    run: addCustomers,
  },
  {
    method: 'DELETE',
    path: `${ONE_DESK}/customer`,
    scopes: CUSTOMERS,
    body: accountIds,
    run: removeCustomers,
  },
];
