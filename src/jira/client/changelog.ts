import api, { route } from '@forge/api';
import * as z from '#zod';
import type { TicketChange } from '../rules/ticket';
import { jiraDate, readJson } from './response';

/** An entry of an issue's changelog. */
const changelogEntry = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    created: jiraDate,
    author: z.looseObject({ accountId: z.string(), accountType: z.string().optional() }).optional(),
    items: z.array(
      z.looseObject({
        field: z.string(),
        fieldId: z.string().optional(),
        from: z.string().nullish(),
        to: z.string().nullish(),
      }),
    ),
  }),
);

/** What `expand=changelog` adds to an issue: a hundred entries at most, and how many there are. */
export const expandedChangelog = z.lazy(() =>
  z.looseObject({ total: z.number(), histories: z.array(changelogEntry) }),
);

const ENTRIES_A_PAGE = 100;
const changelogPage = z.lazy(() =>
  z.looseObject({
    isLast: z.boolean().default(true),
    values: z.array(changelogEntry),
  }),
);

/**
 * The whole history of an issue, newest first, from what Jira sent along with it. Where that is not all of it, one call
 * for every hundred entries: those come from the oldest on, so that an entry that is made meanwhile moves none.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-get
 */
export async function wholeHistory(
  issueId: string,
  { total, histories }: z.infer<typeof expandedChangelog>,
  reader: 'app' | 'user',
): Promise<TicketChange[]> {
  const isCut = total > histories.length;
  const entries = isCut ? [...(await readPages(issueId, reader)), ...histories] : histories;
  const changes = new Map(entries.map((entry) => [entry.id, changeOf(entry)]));
  return [...changes.values()].sort((a, b) => b.at - a.at || Number(b.id) - Number(a.id));
}

async function readPages(
  issueId: string,
  reader: 'app' | 'user',
): Promise<z.infer<typeof changelogPage>['values']> {
  const caller = reader === 'app' ? api.asApp() : api.asUser();
  const entries: z.infer<typeof changelogPage>['values'] = [];
  for (;;) {
    const response = await caller.requestJira(
      route`/rest/api/3/issue/${issueId}/changelog?startAt=${entries.length}&maxResults=${ENTRIES_A_PAGE}`,
    );
    const { values, isLast } = await readJson(response, changelogPage);
    entries.push(...values);
    if (isLast || values.length === 0) return entries;
  }
}

function changeOf(entry: z.infer<typeof changelogEntry>): TicketChange {
  const move = entry.items.find((item) => (item.fieldId ?? item.field) === 'status');
  return {
    id: entry.id,
    at: entry.created,
    authorId: entry.author?.accountId ?? '',
    byApp: entry.author?.accountType === 'app',
    edits: entry.items.map(({ field, fieldId, from, to }) => ({
      fieldId: fieldId ?? field,
      from: from ?? null,
      to: to ?? null,
    })),
    status: move ? { from: move.from ?? '', to: move.to ?? '' } : null,
  };
}
