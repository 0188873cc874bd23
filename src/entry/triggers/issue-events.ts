import * as z from '#zod';
import { requireSchema } from '../../common/store/require-schema';
import type { ToldChange } from '../../requests/rules/coverage';
import type { DeletedTicket } from '../../requests/rules/deleted-ticket';
import { followMove, followTicket, forgetTicket } from '../../requests/usecases/follow-ticket';
import { defineTrigger } from './define-trigger';

const named = z.looseObject({ id: z.string().max(32) });

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
    fields: z.looseObject({
      project: z.looseObject({ id: z.string().min(1).max(32) }),
      status: named.nullish(),
      // Atlassian's page spells it both ways
      issuetype: named.nullish(),
      issueType: named.nullish(),
      creator: z.looseObject({ accountId: z.string().max(128) }).nullish(),
    }),
  }),
  /** Who did it. */
  atlassianId: z.string().max(128).nullish(),
  changelog: z
    .looseObject({
      items: z
        .array(
          z.looseObject({
            field: z.string().default(''),
            fieldId: z.string().nullish(),
            from: z.string().nullish(),
            to: z.string().nullish(),
          }),
        )
        .default([]),
    })
    .nullish(),
});

const CREATED = 'avi:jira:created:issue';
const DELETED = 'avi:jira:deleted:issue';

/** Issues that were created, updated or deleted, without the app's own changes. */
export const onIssueEvent = defineTrigger('issue-events', issueEvent, async (event, now) => {
  await requireSchema();
  const { eventType, issue, changelog } = event;
  const projectId = issue.fields.project.id;
  const fromProjectId = changelog?.items.find(({ field }) => field === 'project')?.from;
  if (eventType === DELETED) await forgetTicket(deletedIn(event), projectId, now);
  else if (fromProjectId)
    await followMove(issue.id, { fromProjectId, toProjectId: projectId, issueKey: issue.key }, now);
  else await followTicket(issue.id, projectId, now, undefined, toldIn(event));
});

/** What the event says of the change; a ticket that was made was not changed. */
const toldIn = ({ eventType, issue, changelog }: z.infer<typeof issueEvent>): ToldChange => ({
  isNew: eventType === CREATED,
  workTypeId: (issue.fields.issuetype ?? issue.fields.issueType)?.id ?? null,
  edits: (changelog?.items ?? []).map(({ fieldId = null, from = null, to = null }) => ({
    fieldId,
    from,
    to,
  })),
});

/** What is left of a deleted ticket, all of which nobody can read any more. */
const deletedIn = ({ issue, atlassianId }: z.infer<typeof issueEvent>): DeletedTicket => ({
  issueId: issue.id,
  issueKey: issue.key,
  statusId: issue.fields.status?.id ?? '',
  workTypeId: (issue.fields.issuetype ?? issue.fields.issueType)?.id ?? '',
  creatorId: issue.fields.creator?.accountId ?? '',
  deletedById: atlassianId ?? '',
});
