import * as z from 'zod';
import { requireSchema } from '../../common/store/migrations';
import { followTicket, forgetTicket } from '../../requests/usecases/follow-ticket';
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
    fields: z.looseObject({ project: z.looseObject({ id: z.string().min(1).max(32) }) }),
  }),
});

const DELETED = 'avi:jira:deleted:issue';

/** Issues that were created, updated or deleted, without the app's own changes. */
export const onIssueEvent = defineTrigger('issue-events', issueEvent, async ({ eventType, issue }, now) => {
  await requireSchema();
  await (eventType === DELETED ? forgetTicket : followTicket)(issue.id, issue.fields.project.id, now);
});
