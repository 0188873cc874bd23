import { approversOf, mayAnswer } from './access';
import { asText, displayOf, textOf } from './fields';
import type {
  Account,
  Approval,
  Change,
  Comment,
  Field,
  Issue,
  IssueType,
  Project,
  Status,
  Transition,
} from './model';
import { NEVER_STARTED, slaCycles, type SlaCycle } from './sla';
import { shownEmail } from './shown-email';
import type { JsmSite } from './site';
import { DEFAULT_PRIORITY_ID, PRIORITIES, RESOLUTIONS } from './standard-fields';

type Json = Record<string, unknown>;

/** `2026-11-23T13:52:00.000+0000`, the form Jira's platform API writes dates in. */
export const jiraDate = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

export function userBean(site: JsmSite, accountId: string): Json {
  const account = site.account(accountId);
  return {
    self: `${site.url}/rest/api/3/user?accountId=${accountId}`,
    accountId,
    accountType: account.kind === 'licensed' || account.kind === 'unlicensed' ? 'atlassian' : account.kind,
    ...shownEmail(site, account),
    avatarUrls: avatarUrls(site, accountId),
    displayName: account.displayName,
    active: account.active,
    timeZone: account.timeZone,
  };
}

export const avatarUrls = (site: JsmSite, accountId: string): Json =>
  Object.fromEntries(
    ['16x16', '24x24', '32x32', '48x48'].map((size) => [
      size,
      `${site.url}/sandbox/avatar/${accountId}?size=${size}`,
    ]),
  );

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
};

export const statusCategoryBean = (site: JsmSite, category: Status['category']): Json => {
  const shown = CATEGORIES[category];
  return { self: `${site.url}/rest/api/3/statuscategory/${shown.id}`, ...shown };
};

export function statusBean(site: JsmSite, status: Status): Json {
  return {
    self: `${site.url}/rest/api/3/status/${status.id}`,
    description: '',
    iconUrl: `${site.url}/`,
    name: status.name,
    id: status.id,
    statusCategory: statusCategoryBean(site, status.category),
  };
}

/** A priority as issues show it; without one it is the site's default. */
export function priorityBean(site: JsmSite, id: unknown): Json {
  const { name, ...priority } = PRIORITIES.find((one) => one.id === id) ?? defaultPriority;
  return {
    self: `${site.url}/rest/api/3/priority/${priority.id}`,
    iconUrl: `${site.url}/images/icons/priorities/${name.toLowerCase()}_new.svg`,
    name,
    id: priority.id,
  };
}

const defaultPriority = must(PRIORITIES.find(({ id }) => id === DEFAULT_PRIORITY_ID));

export function resolutionBean(site: JsmSite, id: string): Json {
  const { name, description } = must(RESOLUTIONS.find((one) => one.id === id));
  return { self: `${site.url}/rest/api/3/resolution/${id}`, id, description, name };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the standard choices lack one that they have to have');
  return value;
}

export const issueTypeBean = (site: JsmSite, type: IssueType): Json => ({
  self: `${site.url}/rest/api/3/issuetype/${type.id}`,
  id: type.id,
  description: '',
  iconUrl: `${site.url}/`,
  name: type.name,
  subtask: false,
  hierarchyLevel: 0,
});

export const projectBean = (site: JsmSite, project: Project): Json => ({
  self: `${site.url}/rest/api/3/project/${project.id}`,
  id: project.id,
  key: project.key,
  name: project.name,
  projectTypeKey: 'service_desk',
  simplified: false,
});

const withoutNulls = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));

export const changeBean = (site: JsmSite, change: Change): Json & { items: readonly unknown[] } => ({
  id: change.id,
  author: userBean(site, change.authorId),
  created: jiraDate(change.at),
  items: change.items.map(({ field, fieldId, fieldtype, from, fromString, to, toString }) => ({
    field,
    fieldtype,
    fieldId,
    // Atlassian's description has texts here or nothing at all
    ...withoutNulls({ from, fromString, to, toString }),
  })),
});

export const transitionBean = (site: JsmSite, transition: Transition): Json => ({
  id: transition.id,
  name: transition.name,
  to: statusBean(site, site.status(transition.to)),
  hasScreen: transition.screen !== undefined,
  isGlobal: transition.from === 'any',
  isInitial: false,
  isAvailable: true,
  isConditional: false,
  looped: transition.from !== 'any' && transition.from.length === 1 && transition.from[0] === transition.to,
});

export const commentBean = (site: JsmSite, issue: Issue, comment: Comment): Json => ({
  self: `${site.url}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
  id: comment.id,
  author: userBean(site, comment.authorId),
  body: comment.body,
  updateAuthor: userBean(site, comment.edited?.byId ?? comment.authorId),
  created: jiraDate(comment.at),
  updated: jiraDate(comment.edited?.at ?? comment.at),
  ...(comment.visibility ? { visibility: comment.visibility } : {}),
  jsdPublic: comment.public,
  jsdAuthorCanSeeRequest: true,
});

const SYSTEM_FIELDS: Readonly<Record<string, (site: JsmSite, issue: Issue) => unknown>> = {
  status: (site, issue) => statusBean(site, site.status(issue.statusId)),
  issuetype: (site, issue) => issueTypeBean(site, site.issueTypeOf(issue)),
  project: (site, issue) => projectBean(site, site.projectOf(issue)),
  reporter: (site, issue) => userBean(site, issue.reporterId),
  creator: (site, issue) => userBean(site, issue.creatorId),
  assignee: (site, issue) => (issue.assigneeId === undefined ? null : userBean(site, issue.assigneeId)),
  created: (_site, issue) => jiraDate(issue.createdAt),
  updated: (_site, issue) => jiraDate(issue.updatedAt),
  resolutiondate: (_site, issue) => (issue.resolvedAt === undefined ? null : jiraDate(issue.resolvedAt)),
  statuscategorychangedate: (site, issue) => jiraDate(categoryChangedAt(site, issue)),
};

/** When the issue last came into a status of another category; as old as it is where it never did. */
function categoryChangedAt(site: JsmSite, issue: Issue): number {
  const categoryOf = (statusId: string | null): string | undefined =>
    statusId === null ? undefined : site.status(statusId).category;
  const last = issue.changes.findLast(({ items }) =>
    items.some(({ fieldId, from, to }) => fieldId === 'status' && categoryOf(from) !== categoryOf(to)),
  );
  return last?.at ?? issue.createdAt;
}

/** The value of one field as `GET issue` shows it. */
export function fieldBean(site: JsmSite, issue: Issue, field: Field): unknown {
  const system = SYSTEM_FIELDS[field.id];
  if (system) return system(site, issue);
  const value = issue.values.get(field.id);
  switch (field.type) {
    case 'user':
      return value === undefined ? null : userBean(site, asText(value));
    case 'user-list':
      return Array.isArray(value) ? value.map((user) => userBean(site, asText(user))) : null;
    case 'group-list':
      return Array.isArray(value) ? value.map((name) => ({ name: asText(name) })) : null;
    case 'option': {
      const option = field.options?.find((candidate) => candidate.id === value);
      return option ? { self: `${site.url}/rest/api/3/customFieldOption/${option.id}`, ...option } : null;
    }
    case 'sla': {
      const metric = site.projectOf(issue).slas.find((candidate) => candidate.fieldId === field.id);
      return metric ? slaBean(site, issue, metric.id) : null;
    }
    case 'approvals':
      return issue.approvals.map((approval) => approvalBean(site, issue, approval, undefined));
    case 'request-type':
      return requestTypeValue(site, issue);
    case 'priority':
      return priorityBean(site, value ?? DEFAULT_PRIORITY_ID);
    case 'label-list':
      return value ?? [];
    default:
      return value ?? null;
  }
}

function requestTypeValue(site: JsmSite, issue: Issue): unknown {
  const requestType = site.requestTypeOf(issue);
  if (!requestType) return null;
  const { serviceDeskId, portalId } = site.projectOf(issue);
  return {
    requestType: {
      id: requestType.id,
      name: requestType.name,
      description: requestType.description,
      issueTypeId: requestType.issueTypeId,
      serviceDeskId,
      portalId: String(portalId),
    },
    currentStatus: statusChange(site, issue),
  };
}

export const dateDto = (at: number): Json => ({
  iso8601: new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000'),
  jira: jiraDate(at),
  friendly: new Date(at).toISOString().slice(0, 16).replace('T', ' '),
  epochMillis: at,
});

const durationDto = (ms: number): Json => ({
  millis: ms,
  friendly: `${ms < 0 ? '-' : ''}${Math.floor(Math.abs(ms) / 3_600_000)}h ${Math.floor((Math.abs(ms) / 60_000) % 60)}m`,
});

export const userDto = (site: JsmSite, account: Account): Json => ({
  accountId: account.accountId,
  ...shownEmail(site, account),
  displayName: account.displayName,
  active: account.active,
  timeZone: account.timeZone,
  _links: {
    jiraRest: `${site.url}/rest/api/3/user?accountId=${account.accountId}`,
    avatarUrls: avatarUrls(site, account.accountId),
    self: `${site.url}/rest/api/3/user?accountId=${account.accountId}`,
  },
});

const requestPath = (site: JsmSite, issue: Issue): string =>
  `${site.url}/rest/servicedeskapi/request/${issue.id}`;

export function approvalBean(
  site: JsmSite,
  issue: Issue,
  approval: Approval,
  viewer: Account | undefined,
): Json {
  return {
    id: approval.id,
    name: approval.name,
    finalDecision: approval.outcome,
    canAnswerApproval: mayAnswer(issue, approval, viewer),
    approvers: approversOf(site, issue, approval).map((accountId) => ({
      approver: userDto(site, site.account(accountId)),
      approverDecision: approval.votes.get(accountId) ?? 'pending',
    })),
    createdDate: dateDto(approval.openedAt),
    ...(approval.completedAt === undefined ? {} : { completedDate: dateDto(approval.completedAt) }),
    _links: { self: `${requestPath(site, issue)}/approval/${approval.id}` },
  };
}

export function slaBean(site: JsmSite, issue: Issue, metricId: string): Json {
  const metric = site.projectOf(issue).slas.find((candidate) => candidate.id === metricId);
  if (!metric) throw new Error(`no SLA ${metricId}`);
  const record = issue.slas.get(metric.id) ?? NEVER_STARTED;
  const cycles = slaCycles(record, site.projectOf(issue).calendars, site.now());
  const ongoing = cycles.find((cycle) => cycle.stoppedAt === undefined);
  return {
    id: metric.id,
    name: metric.name,
    slaDisplayFormat: 'NEW_SLA_FORMAT',
    completedCycles: cycles.filter((cycle) => cycle.stoppedAt !== undefined).map(completedCycle),
    ...(ongoing ? { ongoingCycle: ongoingCycle(ongoing) } : {}),
    _links: { self: `${requestPath(site, issue)}/sla/${metric.id}` },
  };
}

const completedCycle = (cycle: SlaCycle): Json => ({
  startTime: dateDto(cycle.startedAt),
  stopTime: dateDto(cycle.stoppedAt ?? cycle.startedAt),
  ...(cycle.breachAt === undefined ? {} : { breachTime: dateDto(cycle.breachAt) }),
  breached: cycle.breached,
  ...durations(cycle),
});

const ongoingCycle = (cycle: SlaCycle): Json => ({
  startTime: dateDto(cycle.startedAt),
  ...(cycle.breachAt === undefined ? {} : { breachTime: dateDto(cycle.breachAt) }),
  breached: cycle.breached,
  paused: cycle.paused,
  withinCalendarHours: cycle.withinCalendarHours,
  ...durations(cycle),
});

const durations = (cycle: SlaCycle): Json => ({
  goalDuration: durationDto(cycle.goal),
  elapsedTime: durationDto(cycle.elapsed),
  remainingTime: durationDto(cycle.goal - cycle.elapsed),
});

function statusChange(site: JsmSite, issue: Issue): Json {
  const status = site.status(issue.statusId);
  const lastMove = issue.changes.findLast((change) => change.items.some((item) => item.fieldId === 'status'));
  return {
    status: status.name,
    statusCategory: { new: 'NEW', indeterminate: 'INDETERMINATE', done: 'DONE' }[status.category],
    statusDate: dateDto(lastMove?.at ?? issue.createdAt),
  };
}

export function requestBean(site: JsmSite, issue: Issue): Json {
  const project = site.projectOf(issue);
  const fields = ['summary', ...(site.requestTypeOf(issue)?.fields.map(({ fieldId }) => fieldId) ?? [])];
  return {
    issueId: issue.id,
    issueKey: issue.key,
    summary: asText(issue.values.get('summary')),
    requestTypeId: issue.requestTypeId ?? '',
    serviceDeskId: project.serviceDeskId,
    createdDate: dateDto(issue.createdAt),
    reporter: userDto(site, site.account(issue.reporterId)),
    requestFieldValues: [...new Set(fields)].flatMap((fieldId) => {
      const field = site.field(fieldId);
      const value = issue.values.get(fieldId);
      if (!field || value === undefined) return [];
      // the portal API shows rich text as plain text
      return [
        {
          fieldId,
          label: field.name,
          value: field.type === 'adf' ? textOf(site, value) : portalValue(site, issue, field),
        },
      ];
    }),
    currentStatus: statusChange(site, issue),
    _links: {
      jiraRest: `${site.url}/rest/api/3/issue/${issue.id}`,
      web: `${site.url}/servicedesk/customer/portal/${project.portalId}/${issue.key}`,
      agent: `${site.url}/browse/${issue.key}`,
      self: requestPath(site, issue),
    },
  };
}

const portalValue = (site: JsmSite, issue: Issue, field: Field): unknown =>
  field.type === 'string' || field.type === 'number'
    ? displayOf(site, field, issue.values.get(field.id))
    : fieldBean(site, issue, field);

export function requestCommentBean(site: JsmSite, issue: Issue, comment: Comment): Json {
  return {
    id: comment.id,
    body: textOf(site, comment.body),
    public: comment.public,
    author: userDto(site, site.account(comment.authorId)),
    created: dateDto(comment.at),
    _links: { self: `${requestPath(site, issue)}/comment/${comment.id}` },
  };
}
