import api, { route } from '@forge/api';
import * as z from '#zod';
import { markedBy, type Marks } from '../rules/marks';
import type { TicketApproval } from '../rules/ticket-approval';
import { approvalListIn } from './approval-values';
import { jiraDate, readJson } from './response';

/** What to look for: of a project, what was made or changed in the last minutes and has one of these marks. */
export interface SoughtChanges {
  readonly projectId: string;
  readonly marks: Marks;
  readonly minutes: number;
}

/** An issue whose approvals are wanted, and the field that shows them. */
export interface WantedApprovals {
  readonly issueId: string;
  readonly approvalsField: string;
}

/** Times in milliseconds since the epoch, UTC. */
export interface ChangedIssue {
  readonly id: string;
  readonly projectId: string;
  readonly statusId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What its field shows of its approvals, oldest first; null where they are not wanted or cannot be read there. */
  readonly shownApprovals: readonly TicketApproval[] | null;
}

export interface ChangedPage {
  readonly issues: readonly ChangedIssue[];
  readonly nextPageToken: string | undefined;
}

const searchPage = z.lazy(() =>
  z.looseObject({
    nextPageToken: z.string().optional(),
    issues: z.array(
      z.looseObject({
        id: z.string(),
        fields: z.looseObject({
          created: jiraDate,
          updated: jiraDate,
          status: z.looseObject({ id: z.string() }),
          project: z.looseObject({ id: z.string() }),
        }),
      }),
    ),
  }),
);

const PAGE_SIZE = 100;
/** Of how many issues Jira promises in a search that it knows them as they are. */
export const MOST_RECONCILED = 50;

/**
 * A page of what was made or changed in some projects, with the issues whose approvals are wanted, `MOST_RECONCILED` at most;
 * the earliest change first. One call. JQL is eventually consistent: what it does not know yet it knows soon; of the wanted
 * ones it knows all.
 * @throws {JiraRefusal} `invalid` where one of the projects or fields is not there any more, or a wanted issue cannot be seen
 * @see https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/
 */
export async function changedIssues(
  sought: readonly SoughtChanges[],
  wanted: readonly WantedApprovals[],
  pageToken: string | undefined,
): Promise<ChangedPage> {
  const ids = wanted.map(({ issueId }) => issueId);
  const conditions = [
    ...sought.map(
      ({ projectId, marks, minutes }) =>
        `(project = ${projectId} AND updated >= -${minutes}m AND ${markedBy(marks)})`,
    ),
    ...(ids.length === 0 ? [] : [`id in (${ids.join(', ')})`]),
  ];
  const approvalsFields = new Set(wanted.map(({ approvalsField }) => approvalsField));
  const response = await api.asApp().requestJira(route`/rest/api/3/search/jql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jql: `${conditions.join(' OR ')} ORDER BY updated ASC`,
      maxResults: PAGE_SIZE,
      fields: ['created', 'updated', 'status', 'project', ...approvalsFields],
      ...(ids.length === 0 ? {} : { reconcileIssues: ids.map(Number) }),
      ...(pageToken === undefined ? {} : { nextPageToken: pageToken }),
    }),
  });
  const { issues, nextPageToken } = await readJson(response, searchPage);
  const fieldOf = new Map(wanted.map(({ issueId, approvalsField }) => [issueId, approvalsField]));
  const changed = issues.map(({ id, fields }): ChangedIssue => {
    const approvalsField = fieldOf.get(id);
    return {
      id,
      projectId: fields.project.id,
      statusId: fields.status.id,
      createdAt: fields.created,
      updatedAt: fields.updated,
      shownApprovals: approvalsField === undefined ? null : approvalListIn(fields[approvalsField]),
    };
  });
  return { issues: changed, nextPageToken };
}
