import { MINUTE, HOUR } from '../../common/rules/time';
import { attempt } from '../../common/forge/attempt';
import {
  changedIssues,
  MOST_RECONCILED,
  type ChangedIssue,
  type ChangedPage,
  type SoughtChanges,
  type WantedApprovals,
} from '../../jira/client/changed-issues';
import { JiraRefusal } from '../../jira/client/response';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { marksOf } from '../../requests/rules/coverage';
import { SOON } from '../../requests/rules/next-check';
import { lastChecks, type LastCheck } from '../../requests/store/requests';
import { followTicket } from '../../requests/usecases/follow-ticket';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { MARK } from '../../settings/rules/coverage';
import { readWatermark, writeWatermark } from '../store/reconcile-watermark';
import { lookAt } from './look-at';

/** How far back a search looks that does not know how far the one before came. */
const FIRST_SPAN = HOUR;
/** How long the search is held up by a ticket that cannot be looked at. */
const HOLDS_UP = HOUR;
// the index of Jira may be late
const OVERLAP = 5 * MINUTE;
// each is a condition of the query
const PROJECTS_A_SEARCH = 20;

/** A project, up to when its changes were seen before, in milliseconds since the epoch, UTC, and what is looked for in it. */
interface Span {
  readonly project: ProjectSettings;
  readonly since: number;
  readonly sought: SoughtChanges;
}

/** A search for what no event told of, in some projects at once, with its first page. */
export interface Search {
  readonly spans: readonly Span[];
  readonly wanted: readonly WantedApprovals[];
  readonly page: ChangedPage;
}

/**
 * Begins the search for what was made or changed since the last run came to its end, and has it show the approvals of those
 * that wait for votes. One call for twenty projects; a search that Jira refuses as a whole is made project by project.
 */
export async function beginSearches(
  projects: readonly ProjectSettings[],
  waiting: readonly WantedApprovals[],
  now: number,
): Promise<readonly Search[]> {
  const searches: Search[] = [];
  for (let start = 0; start < projects.length; start += PROJECTS_A_SEARCH) {
    const some = projects.slice(start, start + PROJECTS_A_SEARCH);
    const wanted = start === 0 ? waiting.slice(0, MOST_RECONCILED) : [];
    await attempt(some.map(({ projectId }) => projectId).join(' '), async () => {
      const spans = await Promise.all(some.map((project) => spanOf(project, now)));
      searches.push(...(await begin(spans, wanted)));
    });
  }
  return searches;
}

async function spanOf(project: ProjectSettings, now: number): Promise<Span> {
  const { projectId } = project;
  const since = (await readWatermark(projectId)) ?? now - FIRST_SPAN;
  const minutes = Math.ceil((now - since + OVERLAP) / MINUTE);
  return { project, since, sought: { projectId, marks: marksOf(project), minutes } };
}

/** A field that is gone or a ticket that cannot be seen spoils the whole query; then each project is searched by itself. */
async function begin(spans: readonly Span[], wanted: readonly WantedApprovals[]): Promise<Search[]> {
  try {
    const page = await changedIssues(soughtIn(spans), wanted, undefined);
    return [{ spans, wanted, page }];
  } catch (error) {
    const isRefused = error instanceof JiraRefusal && error.code !== 'unavailable';
    if (!isRefused || (spans.length === 1 && wanted.length === 0)) throw error;
  }
  const each: Search[] = [];
  for (const span of spans)
    await attempt(span.project.projectId, async () => {
      each.push(...(await begin([span], [])));
    });
  return each;
}

const soughtIn = (spans: readonly Span[]): SoughtChanges[] => spans.map(({ sought }) => sought);

/** What searches show of the approvals that were wanted, by issue id; null for those that were not found, or not readable. */
export const shownIn = (
  searches: readonly Search[],
): ReadonlyMap<string, readonly TicketApproval[] | null> => {
  const found = new Map(
    searches.flatMap(({ page }) =>
      page.issues.map(({ id, shownApprovals }) => [id, shownApprovals] as const),
    ),
  );
  return new Map(
    searches.flatMap(({ wanted }) =>
      wanted.map(({ issueId }) => [issueId, found.get(issueId) ?? null] as const),
    ),
  );
};

/** Goes through what a search has found, page by page, and remembers how far it came; the next goes on there. */
export async function followFound(search: Search, now: number, outOfTime: () => boolean): Promise<void> {
  const { spans, wanted } = search;
  const failedAt = new Map<string, number>();
  let cameTo = now;
  for (let { page } = search; ; page = await changedIssues(soughtIn(spans), wanted, page.nextPageToken)) {
    for (const span of spans) {
      const { projectId } = span.project;
      const recent = page.issues.filter((issue) => isIn(span, issue, wanted, now));
      const failed = await followMissed(recent, span, now);
      failedAt.set(projectId, Math.min(failed, failedAt.get(projectId) ?? failed));
    }
    if (page.nextPageToken === undefined) break;
    if (!outOfTime()) continue;
    cameTo = page.issues.at(-1)?.updatedAt ?? -Infinity;
    break;
  }
  for (const { project, since } of spans) {
    const failed = failedAt.get(project.projectId) ?? Infinity;
    await writeWatermark(project.projectId, Math.min(failed, Math.max(since, cameTo)));
  }
}

/** Whether an issue is of what was looked for in a project; one whose approvals are wanted comes whenever it was changed. */
const isIn = (
  { project, sought }: Span,
  { id, projectId, updatedAt }: ChangedIssue,
  wanted: readonly WantedApprovals[],
  now: number,
): boolean =>
  projectId === project.projectId &&
  // a minute, because Jira counts by its own clock
  (updatedAt >= now - (sought.minutes + 1) * MINUTE || !wanted.some(({ issueId }) => issueId === id));

/** @returns when the first was changed that a look failed at and has to be found again; infinite when there is none */
async function followMissed(
  recent: readonly ChangedIssue[],
  { project, since }: Span,
  now: number,
): Promise<number> {
  const looks = await lastChecks(recent.map(({ id }) => id));
  let failedAt = Infinity;
  for (const issue of recent) {
    const last = looks.get(issue.id);
    const isMissed = last ? wasChanged(issue, last, project, now) : mayBeOurs(issue, project);
    if (!isMissed) continue;
    const isDone = await lookAt({ issueId: issue.id, failures: last?.failures ?? 0 }, now, () =>
      followTicket(issue.id, project.projectId, now),
    );
    // the record of a request puts it off
    if (isDone || last) continue;
    // what fails again and again holds nothing up for longer than an hour, and is found twice however late
    if (issue.updatedAt > Math.min(since, now - HOLDS_UP)) failedAt = Math.min(failedAt, issue.updatedAt);
  }
  return failedAt;
}

/** Whether a look may find out that it is an access request; of what is over only one that was fulfilled on the way. */
const mayBeOurs = (
  { statusId, updatedAt }: ChangedIssue,
  { statuses, coverage }: ProjectSettings,
): boolean => {
  const { fulfilled, declined, canceled } = statuses;
  const isOver = statusId === fulfilled || statusId === declined || statusId === canceled;
  return !isOver || updatedAt >= (coverage.since[MARK.fulfilled(fulfilled)] ?? Infinity);
};

/** A change since the last look that nobody is going to look at soon. */
function wasChanged(
  { statusId, updatedAt }: ChangedIssue,
  { state, followAt, lookedAt, failures }: LastCheck,
  { statuses }: ProjectSettings,
  now: number,
): boolean {
  // what was put off has its turn when it is due
  if (failures > 0 && followAt !== null && followAt > now) return false;
  // while it waits for votes, only those are read when it is due, and not the ticket
  const isWaiting = state === 'awaiting-approval';
  if (isWaiting && statusId !== statuses.awaitingApproval) return true;
  const isDueSoon = !isWaiting && followAt !== null && followAt <= now + SOON;
  return !isDueSoon && updatedAt > (lookedAt ?? 0);
}
