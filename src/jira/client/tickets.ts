import type { ProjectSettings } from '../../settings/contract/project-settings';
import type { RawRequest } from '../rules/raw-request';
import api, { getAppContext, route } from '@forge/api';
import * as z from '#zod';
import { createPanelInputIn, type CreatePanelInput } from '../contract/create-panel';
import { approvalListIn } from './approval-values';
import { expandedChangelog, wholeHistory } from './changelog';
import type { CompletedSla, NamedTicket, SlaReading, Ticket } from '../rules/ticket';
import { durationValue, optionId, textValue, userId, userIds } from './field-values';
import { jiraDate, JiraRefusal, readJson, requireOk } from './response';
import type { FieldWrite } from '../rules/field-write';
import { markedBy, type Marks } from '../rules/marks';

const duration = z.looseObject({ millis: z.number() });
const moment = z.looseObject({ epochMillis: z.number() });
const cycle = z.looseObject({ goalDuration: duration, elapsedTime: duration, breached: z.boolean() });
const slaField = z.lazy(() =>
  z.looseObject({
    completedCycles: z.array(cycle.extend({ stopTime: moment.optional() })).default([]),
    ongoingCycle: cycle
      .extend({ paused: z.boolean().default(false), breachTime: moment.optional() })
      .optional(),
  }),
);

const issueSchema = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    key: z.string(),
    fields: z.looseObject({
      status: z.looseObject({
        id: z.string(),
        name: z.string(),
        statusCategory: z.looseObject({ key: z.string() }).optional(),
      }),
      project: z.looseObject({ id: z.string() }),
      issuetype: z.looseObject({ id: z.string() }),
      creator: z.looseObject({ accountId: z.string() }).nullish(),
      reporter: z.looseObject({ accountId: z.string(), displayName: z.string().default('') }).nullable(),
      created: jiraDate,
    }),
    properties: z.record(z.string(), z.unknown()).default({}),
    changelog: expandedChangelog,
    transitions: z
      .array(
        z.looseObject({
          id: z.string(),
          to: z.looseObject({
            id: z.string(),
            statusCategory: z.looseObject({ key: z.string() }).optional(),
          }),
        }),
      )
      .default([]),
  }),
);

/** Whose eyes read the ticket: the app's, or the person's who is looking. */
export type Reader = 'app' | 'user';

/**
 * Reads everything that decisions about a ticket need: in one call, and more only where its history is longer than Jira
 * sends along.
 * @returns null when there is no such issue, or none that the reader may see
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get
 */
export async function readTicket(
  issueIdOrKey: string,
  project: ProjectSettings,
  reader: Reader,
): Promise<Ticket | null> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const { fields: mapped } = project;
  const fields = [
    'status',
    'project',
    'issuetype',
    'creator',
    'reporter',
    'created',
    ...Object.values(mapped).filter((id) => id !== null),
  ];
  const panelProperty = appUuid();
  const response = await caller.requestJira(
    route`/rest/api/3/issue/${issueIdOrKey}?fields=${fields.join(',')}&properties=${panelProperty}&expand=changelog,transitions`,
  );
  if (response.status === 404) return null;
  const issue = await readJson(response, issueSchema);
  const fieldValues = rawFromFields(issue.fields, mapped);
  const panel = createPanelInputIn(issue.properties[panelProperty]);
  return {
    issueId: issue.id,
    issueKey: issue.key,
    projectId: issue.fields.project.id,
    requestTypeId: requestTypeIdIn(issue.fields[mapped.requestType]),
    workTypeId: issue.fields.issuetype.id,
    creatorId: issue.fields.creator?.accountId ?? '',
    requesterId: issue.fields.reporter?.accountId ?? '',
    requesterName: issue.fields.reporter?.displayName ?? '',
    statusId: issue.fields.status.id,
    statusName: issue.fields.status.name,
    statusDone: issue.fields.status.statusCategory?.key === 'done',
    createdAt: issue.fields.created,
    fields: fieldValues,
    optionIds: {
      application: optionId(issue.fields[mapped.application]),
      tier: optionId(issue.fields[mapped.tier]),
    },
    raw: panel ? fieldsOverPanel(fieldValues, panel) : fieldValues,
    approverIds: userIds(issue.fields[mapped.approvers]),
    changes: await wholeHistory(issue.id, issue.changelog, reader),
    transitions: issue.transitions.map(({ id, to }) => ({
      id,
      toStatusId: to.id,
      toDone: to.statusCategory?.key === 'done',
    })),
    sla: mapped.sla === null ? null : slaReading(issue.fields[mapped.sla]),
    completedSla: mapped.sla === null ? [] : completedSla(issue.fields[mapped.sla]),
    shownApprovals: mapped.approvals === null ? null : approvalListIn(issue.fields[mapped.approvals]),
  };
}

/** JSM keeps what the create panel submitted in a property named after the app. */
const appUuid = (): string => getAppContext().appAri.appId;

const requestTypeValue = z.lazy(() => z.looseObject({ requestType: z.looseObject({ id: z.string() }) }));
export const requestTypeIdIn = (value: unknown): string | null =>
  requestTypeValue.safeParse(value).data?.requestType.id ?? null;

const rawFromFields = (
  fields: Readonly<Record<string, unknown>>,
  mapped: ProjectSettings['fields'],
): RawRequest => ({
  application: textValue(fields[mapped.application]),
  tier: textValue(fields[mapped.tier]),
  role: mapped.role === null ? null : textValue(fields[mapped.role]),
  beneficiaryId: userId(fields[mapped.beneficiary]),
  duration: durationValue(fields[mapped.duration]),
  justification: textValue(fields[mapped.justification]),
});

/**
 * What an agent writes into a field later outweighs the panel. A duration that was cleared cannot be distinguished
 * from one that was never copied, so the panel's duration only counts while the application is not copied.
 */
const fieldsOverPanel = (fields: RawRequest, panel: CreatePanelInput): RawRequest => ({
  application: fields.application ?? panel.application,
  tier: fields.tier ?? panel.tier,
  role: fields.role ?? panel.role,
  beneficiaryId: fields.beneficiaryId ?? panel.beneficiaryId,
  duration: fields.duration ?? (fields.application === null ? panel.duration : null),
  justification: fields.justification ?? panel.justification,
});

function slaReading(value: unknown): SlaReading | null {
  const field = slaField.safeParse(value).data;
  if (!field) return null;
  const running = field.ongoingCycle;
  const current = running ?? field.completedCycles.at(-1);
  if (!current) return null;
  return {
    goal: current.goalDuration.millis,
    elapsed: current.elapsedTime.millis,
    breached: current.breached,
    completed: running === undefined,
    paused: running?.paused ?? false,
    breachAt: running?.breachTime?.epochMillis ?? null,
  };
}

const completedSla = (value: unknown): CompletedSla[] =>
  (slaField.safeParse(value).data?.completedCycles ?? []).flatMap(
    ({ goalDuration, elapsedTime, breached, stopTime }) =>
      stopTime === undefined
        ? []
        : [
            {
              goal: goalDuration.millis,
              elapsed: elapsedTime.millis,
              breached,
              stoppedAt: stopTime.epochMillis,
            },
          ],
  );

/** Where an issue is, under which key it is known now. */
export interface LocatedTicket {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
}

const issueInProject = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    key: z.string(),
    fields: z.looseObject({ project: z.looseObject({ id: z.string() }) }),
  }),
);

/** Null when there is no such issue, or none that the reader may see. */
export async function locateTicket(issueIdOrKey: string, reader: Reader): Promise<LocatedTicket | null> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const response = await caller.requestJira(route`/rest/api/3/issue/${issueIdOrKey}?fields=project`);
  if (response.status === 404) return null;
  const { id, key, fields } = await readJson(response, issueInProject);
  return { issueId: id, issueKey: key, projectId: fields.project.id };
}

const namedIssue = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    fields: z.looseObject({
      issuetype: z.looseObject({ id: z.string(), name: z.string() }),
      status: z.looseObject({ statusCategory: z.looseObject({ key: z.string() }) }),
      statuscategorychangedate: jiraDate.nullish(),
    }),
  }),
);

/** An issue that somebody has named, as the app sees it; null when it can see none. One call. */
export async function readNamedTicket(key: string): Promise<NamedTicket | null> {
  const response = await api
    .asApp()
    .requestJira(route`/rest/api/3/issue/${key}?fields=issuetype,status,statuscategorychangedate`);
  if (response.status === 404) return null;
  const { id, fields } = await readJson(response, namedIssue);
  const { issuetype, status, statuscategorychangedate: changedAt } = fields;
  return {
    issueId: id,
    workTypeId: issuetype.id,
    workType: issuetype.name,
    // one that does not say since when is taken to have been so always
    doneAt: status.statusCategory.key === 'done' ? (changedAt ?? 0) : null,
  };
}

/** Sets fields of an issue as the app. @throws {JiraRefusal} */
export async function writeFields(
  issueId: string,
  writes: Readonly<Record<string, FieldWrite>>,
): Promise<void> {
  const fields = Object.fromEntries(Object.entries(writes).map(([id, write]) => [id, fieldJson(write)]));
  const response = await api.asApp().requestJira(route`/rest/api/3/issue/${issueId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields }),
  });
  await requireOk(response);
}

function fieldJson(write: FieldWrite): unknown {
  switch (write.kind) {
    case 'text':
    case 'number':
      return write.value;
    case 'user':
      return { accountId: write.accountId };
    case 'users':
      return write.accountIds.map((accountId) => ({ accountId }));
    case 'paragraph': {
      const paragraphs = write.value.split('\n').map((line) => ({
        type: 'paragraph',
        content: line === '' ? [] : [{ type: 'text', text: line }],
      }));
      return { type: 'doc', version: 1, content: paragraphs };
    }
  }
}

/**
 * Performs a transition as the app or as the person who is looking, with that one's permissions.
 * @throws {JiraRefusal} `invalid` with a validator's message when the workflow refuses
 */
export async function transitionTicket(issueId: string, transitionId: string, actor: Reader): Promise<void> {
  const caller = actor === 'app' ? api.asApp() : api.asUser();
  const response = await caller.requestJira(route`/rest/api/3/issue/${issueId}/transitions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ transition: { id: transitionId } }),
  });
  await requireOk(response);
}

/** Writes an issue property as the app. @throws {JiraRefusal} */
export async function writeProperty(issueId: string, key: string, value: unknown): Promise<void> {
  const response = await api.asApp().requestJira(route`/rest/api/3/issue/${issueId}/properties/${key}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  await requireOk(response);
}

const PAGE_SIZE = 100;

const issueIds = z.lazy(() =>
  z.looseObject({
    nextPageToken: z.string().optional(),
    issues: z.array(z.looseObject({ id: z.string() })),
  }),
);

/** A page of what a search finds, ids alone: all that Jira tells without costing more for each. */
async function searchIds(
  jql: string,
  maxResults: number,
  pageToken?: string,
): Promise<{ readonly ids: readonly string[]; readonly nextPageToken: string | undefined }> {
  const query = new URLSearchParams({
    jql,
    maxResults: String(maxResults),
    fields: 'status',
    ...(pageToken === undefined ? {} : { nextPageToken: pageToken }),
  });
  const response = await api.asApp().requestJira(route`/rest/api/3/search/jql?${query}`);
  const { issues, nextPageToken } = await readJson(response, issueIds);
  return { ids: issues.map(({ id }) => id), nextPageToken };
}

/**
 * The highest id of the issues of a project, 0 where it has none. Jira counts ids by itself, whatever an import says of an
 * issue; of those with the highest keys some may have come from another project, with ids of their own.
 */
export async function readNewestIssueId(projectId: string): Promise<number> {
  const { ids } = await searchIds(`project = ${projectId} ORDER BY key DESC`, PAGE_SIZE);
  return Math.max(0, ...ids.map(Number));
}

/** A page of the issues of a project with one of these marks that are in a status now, those with the highest keys first. */
export const markedIssuesIn = (
  projectId: string,
  statusId: string,
  marks: Marks,
  pageToken: string | undefined,
): ReturnType<typeof searchIds> =>
  searchIds(
    `project = ${projectId} AND status = ${statusId} AND ${markedBy(marks)} ORDER BY key DESC`,
    PAGE_SIZE,
    pageToken,
  );

const foundMarks = z.lazy(() =>
  z.looseObject({
    issues: z.array(
      z.looseObject({
        fields: z.record(z.string(), z.unknown()),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
);

/**
 * Whether a ticket has a mapped request type, or says an application or a tier, by a search that Jira promises to know this
 * ticket as it is. One call, of one point where none of these fields has a value. True where it cannot be searched for.
 * @see https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/
 */
export async function saysAccess(
  issueId: string,
  { fields, requestTypeIds }: Pick<ProjectSettings, 'fields' | 'requestTypeIds'>,
): Promise<boolean> {
  const { requestType, application, tier } = fields;
  const panelProperty = appUuid();
  const said = { workTypeIds: [], fieldIds: [requestType, application, tier] };
  const response = await api.asApp().requestJira(route`/rest/api/3/search/jql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jql: `id = ${issueId} AND ${markedBy(said)}`,
      fields: said.fieldIds,
      properties: [panelProperty],
      reconcileIssues: [Number(issueId)],
    }),
  });
  try {
    const { issues } = await readJson(response, foundMarks);
    return issues.some(({ fields: found, properties }) => {
      const panel = createPanelInputIn(properties[panelProperty]);
      const isMapped = requestTypeIds.includes(requestTypeIdIn(found[requestType]) ?? '');
      const words = [textValue(found[application]), textValue(found[tier]), panel?.application, panel?.tier];
      return isMapped || words.some((word) => word != null);
    });
  } catch (error) {
    if (error instanceof JiraRefusal && error.code !== 'unavailable') return true;
    throw error;
  }
}

const foundIssues = z.lazy(() => z.looseObject({ issues: z.array(z.looseObject({ id: z.string() })) }));

/** The issue of a project whose summary has this code in it; undefined when JQL knows none yet. */
export async function findIssueByCode(projectId: string, code: string): Promise<string | undefined> {
  const jql = `project = ${projectId} AND summary ~ "${code}" ORDER BY created DESC`;
  const response = await api
    .asApp()
    .requestJira(route`/rest/api/3/search/jql?jql=${jql}&maxResults=1&fields=summary`);
  return (await readJson(response, foundIssues)).issues[0]?.id;
}

const openIssue = z.lazy(() =>
  z.looseObject({
    fields: z.looseObject({
      status: z.looseObject({ statusCategory: z.looseObject({ key: z.string() }) }),
    }),
    transitions: z.array(
      z.looseObject({
        id: z.string(),
        to: z.looseObject({ statusCategory: z.looseObject({ key: z.string() }).optional() }),
      }),
    ),
  }),
);

/** Moves a ticket to any status that is done, as the app; leaves it when it is, or when its workflow has no way. */
export async function closeTicket(issueId: string): Promise<void> {
  const response = await api
    .asApp()
    .requestJira(route`/rest/api/3/issue/${issueId}?fields=status&expand=transitions`);
  if (response.status === 404) return;
  const { fields, transitions } = await readJson(response, openIssue);
  if (fields.status.statusCategory.key === 'done') return;
  const way = transitions.find(({ to }) => to.statusCategory?.key === 'done');
  if (way) await transitionTicket(issueId, way.id, 'app');
}
