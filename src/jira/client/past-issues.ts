import type { ProjectSettings } from '../../settings/contract/project-settings';
import type { PastIssue, PastSlaCycle } from '../rules/past-issue';
import api, { route } from '@forge/api';
import * as z from '#zod';
import { textValue } from './field-values';
import { jiraDate, readJson } from './response';
import { expandedChangelog, wholeHistory } from './changelog';
import { requestTypeIdIn } from './tickets';

/** Jira gives no more of them with their fields; each costs a point. */
const ISSUES_A_PAGE = 50;

const moment = z.looseObject({ epochMillis: z.number() });
const duration = z.looseObject({ millis: z.number() });
const slaField = z.looseObject({
  completedCycles: z
    .array(
      z.looseObject({
        stopTime: moment,
        breached: z.boolean(),
        goalDuration: duration,
        elapsedTime: duration,
      }),
    )
    .default([]),
});

const page = z.looseObject({
  issues: z.array(
    z.looseObject({
      id: z.string(),
      key: z.string(),
      fields: z.looseObject({ project: z.looseObject({ id: z.string() }), created: jiraDate }),
      changelog: expandedChangelog,
    }),
  ),
  isLast: z.boolean().default(false),
  nextPageToken: z.string().nullish(),
});

/** A page of issues, and where the next one begins; null after the last. */
export interface PastIssuePage {
  readonly issues: readonly PastIssue[];
  readonly nextPageToken: string | null;
}

/**
 * Issues by JQL with their whole histories, as the person who is looking may see them. One call for fifty, and one
 * more for every hundred changes of an issue that has more than Jira sends along.
 * @throws {JiraRefusal} `invalid` with Jira's words about the query, `unavailable` with the time to wait at a rate limit
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
export async function searchPastIssues(
  jql: string,
  { fields }: ProjectSettings,
  token: string | null,
): Promise<PastIssuePage> {
  const asked = ['project', 'created', fields.requestType, fields.application, fields.tier, fields.sla]
    .filter((id) => id !== null)
    .join(',');
  const response = await (token === null
    ? api
        .asUser()
        .requestJira(
          route`/rest/api/3/search/jql?jql=${jql}&fields=${asked}&expand=changelog&maxResults=${ISSUES_A_PAGE}`,
        )
    : api
        .asUser()
        .requestJira(
          route`/rest/api/3/search/jql?jql=${jql}&fields=${asked}&expand=changelog&maxResults=${ISSUES_A_PAGE}&nextPageToken=${token}`,
        ));
  const found = await readJson(response, page);
  const issues: PastIssue[] = [];
  for (const { id, key, fields: values, changelog } of found.issues) {
    issues.push({
      issueId: id,
      issueKey: key,
      projectId: values.project.id,
      requestTypeId: requestTypeIdIn(values[fields.requestType]),
      application: textValue(values[fields.application]),
      tier: textValue(values[fields.tier]),
      changes: await wholeHistory(id, changelog, 'user'),
      slaCycles: fields.sla === null ? [] : cyclesIn(values[fields.sla]),
    });
  }
  return { issues, nextPageToken: found.isLast ? null : (found.nextPageToken ?? null) };
}

const cyclesIn = (value: unknown): PastSlaCycle[] =>
  (slaField.safeParse(value).data?.completedCycles ?? []).map((cycle) => ({
    endedAt: cycle.stopTime.epochMillis,
    goal: cycle.goalDuration.millis,
    elapsed: cycle.elapsedTime.millis,
    breached: cycle.breached,
  }));

const count = z.looseObject({ count: z.number() });

/** About how many issues a query finds. @throws {JiraRefusal} `invalid` with Jira's words about the query */
export async function countIssues(jql: string): Promise<number> {
  const response = await api.asUser().requestJira(route`/rest/api/3/search/approximate-count`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jql }),
  });
  return (await readJson(response, count)).count;
}
