import * as z from 'zod';
import { requireSchema } from '../../common/store/migrations';
import { followMove, followTicket, forgetTicket } from '../../requests/usecases/follow-ticket';
import { defineTrigger } from './define-trigger';

/**
 * The part of Jira's issue events that is used: which issue, in which project. Everything else is read anew,
 * because events come late, unordered and more than once.
 * @see https://developer.atlassian.com/platform/forge/events-reference/jira/
 */
const issueEvent = z.looseObject({
  eventType: z.string().default(''),
  issue: z.looseObject({
    id: z.string().min(1).max(32),
    key: z.string().max(64).default(''),
    fields: z.looseObject({ project: z.looseObject({ id: z.string().min(1).max(32) }) }),
  }),
  changelog: z
    .looseObject({
      items: z
        .array(z.looseObject({ field: z.string().default(''), from: z.string().nullish() }))
        .default([]),
    })
    .nullish(),
});

const DELETED = 'avi:jira:deleted:issue';

/** Issues that were created, updated or deleted, without the app's own changes. */
export const onIssueEvent = defineTrigger('issue-events', issueEvent, async (event, now) => {
  await requireSchema();
  const { eventType, issue, changelog } = event;
  const projectId = issue.fields.project.id;
  const fromProjectId = changelog?.items.find(({ field }) => field === 'project')?.from;
  if (eventType === DELETED) await forgetTicket(issue.id, projectId, now);
  else if (fromProjectId)
    await followMove(issue.id, { fromProjectId, toProjectId: projectId, issueKey: issue.key }, now);
  else await followTicket(issue.id, projectId, now);
});
