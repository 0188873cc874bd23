import { attempt } from '../../common/forge/attempt';
import { markedIssuesIn } from '../../jira/client/tickets';
import { marksOf, newestBefore } from '../../requests/rules/coverage';
import { lastChecks } from '../../requests/store/requests';
import { followTicket } from '../../requests/usecases/follow-ticket';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readSettings } from '../../settings/store/settings';
import { readNewestFulfilled, writeNewestFulfilled, type NewestFulfilled } from '../store/newest-fulfilled';

/**
 * Looks at fulfilled tickets that an import made, whatever dates it gave them: neither an event nor a search by time has to
 * tell of them, but their ids are higher than those of the last night. One call for a project where there are none.
 * @param outOfTime whether to stop and leave the rest to the next night
 */
export async function findImported(now: number, outOfTime: () => boolean): Promise<void> {
  for (const project of (await readSettings())?.projects ?? []) {
    if (outOfTime()) return;
    await attempt(project.projectId, () => findIn(project, now, outOfTime));
  }
}

async function findIn(project: ProjectSettings, now: number, outOfTime: () => boolean): Promise<void> {
  const { projectId, statuses } = project;
  const seen = (await readNewestFulfilled(projectId)) ?? bothAt(newestBefore(project));
  // the index of Jira may be late, so what the last night went through is gone through once more
  const from = seen.before;
  let last = seen.last;
  let hasFailed = false;
  for (let pageToken: string | undefined; ;) {
    const page = await markedIssuesIn(projectId, statuses.fulfilled, marksOf(project), pageToken);
    const ids = page.ids.filter((id) => Number(id) > from);
    const known = await lastChecks(ids);
    for (const id of ids.filter((one) => !known.has(one))) {
      // with what was seen left as it is, the rest is found again
      if (outOfTime()) return;
      if (!(await attempt(id, () => followTicket(id, projectId, now)))) hasFailed = true;
    }
    last = Math.max(last, ...ids.map(Number));
    pageToken = page.nextPageToken;
    if (pageToken === undefined || ids.length === 0) break;
  }
  // one that cannot be followed is found again too, and keeps no other from its turn
  if (Number.isFinite(last) && !hasFailed) await writeNewestFulfilled(projectId, { last, before: seen.last });
}

const bothAt = (issueId: number): NewestFulfilled => ({ last: issueId, before: issueId });
