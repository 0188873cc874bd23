import { HOUR } from '../../common/rules/time';
import { addComment, findComment } from '../../jira/client/comments';
import { locateTicket, type LocatedTicket } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import {
  readWeeklyFailure,
  readWeeklySent,
  readWeeklySettings,
  writeWeeklyFailure,
  writeWeeklySent,
  type WeeklySettings,
} from '../store/weekly-reports';
import { log } from '../../common/forge/log';
import { DoneElsewhere, once } from '../../common/store/effects';
import type { Settings } from '../../settings/contract/settings';
import { SeatkeeperError } from '../../common/rules/errors';
import { lastDue, weekBefore, weekUntil, type ReportDue, type ReportWeek } from '../rules/report-week';
import { weeklyNote } from '../rules/weekly-note';
import { weeklyReport } from './weekly-report';
import { kpiMessages } from '../rules/messages';

/** By whose clocks a project's weeks begin: those of the site's usual calendar. */
export const reportZone = (settings: Settings | null): string =>
  settings?.calendars.all.find(({ id }) => id === settings.calendars.defaultId)?.timeZone ?? 'UTC';

/**
 * Posts every project's weekly report that is due and not posted yet. One that fails says so on the page of its project, and is
 * tried again: within minutes where waiting can help, every hour where somebody has to do something.
 */
export async function postWeeklyReports(now: number): Promise<void> {
  const settings = await readSettings();
  const timeZone = reportZone(settings);
  for (const { projectId } of settings?.projects ?? []) {
    try {
      await postIfDue(projectId, timeZone, now);
    } catch (error) {
      log.error('a weekly report was left for later', error, { projectId });
    }
  }
}

async function postIfDue(projectId: string, timeZone: string, now: number): Promise<void> {
  const settings = await readWeeklySettings(projectId);
  if (!settings?.isOn) return;
  const due = lastDue(timeZone, settings.weekday, now);
  if (due.at < settings.onSince) return;
  // an earlier week is not made up for after a later one
  if (((await readWeeklySent(projectId, 'sent'))?.week ?? '') >= due.week) return;
  const failure = await readWeeklyFailure(projectId);
  const isResting =
    failure?.week === due.week && failure.savedAt === settings.savedAt && now < failure.retryAt;
  if (isResting) return;
  try {
    const issueKey = await post(projectId, settings, timeZone, weekBefore(timeZone, due.date), due.week, now);
    await writeWeeklySent(projectId, 'sent', { week: due.week, at: now, issueKey });
  } catch (error) {
    // whoever is at it says how it went
    if (!(error instanceof DoneElsewhere)) await recordFailure(projectId, settings, due, error, now);
    throw error;
  }
}

function recordFailure(
  projectId: string,
  { savedAt }: WeeklySettings,
  { week }: ReportDue,
  error: unknown,
  now: number,
): Promise<void> {
  const known = error instanceof SeatkeeperError ? error : undefined;
  return writeWeeklyFailure(projectId, {
    ...{ week, at: now, savedAt },
    message: known?.message ?? kpiMessages.somethingWentWrong,
    retryAt: known && !known.retryable ? now + HOUR : now,
  });
}

/**
 * Posts the report of the last seven whole days at once, besides that of the week.
 * @param id of this sending: the same one again posts nothing more
 * @throws {SeatkeeperError} `misconfigured` before a ticket was chosen, `not-found` when it is gone or elsewhere
 */
export async function sendWeeklyReport(projectId: string, id: string, now: number): Promise<void> {
  const settings = await readWeeklySettings(projectId);
  if (!settings) throw new SeatkeeperError('misconfigured', kpiMessages.weekly.chooseTicket);
  const timeZone = reportZone(await readSettings());
  const issueKey = await post(projectId, settings, timeZone, weekUntil(timeZone, now), `now:${id}`, now);
  await writeWeeklySent(projectId, 'sent-by-hand', { week: '', at: now, issueKey });
}

/** Posts a report exactly once, whatever cuts it off. @returns the key of the ticket it is on */
async function post(
  projectId: string,
  { issueId, issueKey, formerIssueIds, siteUrl }: WeeklySettings,
  timeZone: string,
  week: ReportWeek,
  occasion: string,
  now: number,
): Promise<string> {
  const ticket = requireTicketOf(projectId, issueKey, await locateTicket(issueId, 'app'));
  const body = weeklyNote(await weeklyReport({ projectId, week, timeZone, siteUrl, now }));
  const key = `weekly-report:${occasion}`;
  await once(
    {
      // of the project and not of the ticket, which may be another one by the time it is tried again
      issueId: `weekly:${projectId}`,
      key,
      find: () => findOnAny([issueId, ...formerIssueIds], key),
      perform: () => addComment(issueId, body, 'internal', key, 'reports'),
    },
    now,
  );
  return ticket.issueKey;
}

/** @throws {SeatkeeperError} `not-found` with words for whoever chose it */
export function requireTicketOf(
  projectId: string,
  issueKey: string,
  ticket: LocatedTicket | null,
): LocatedTicket {
  if (ticket === null) throw new SeatkeeperError('not-found', kpiMessages.weekly.ticketGone(issueKey));
  if (ticket.projectId !== projectId)
    throw new SeatkeeperError('not-found', kpiMessages.weekly.otherProject(ticket.issueKey));
  return ticket;
}

async function findOnAny(issueIds: readonly string[], key: string): Promise<string | undefined> {
  for (const issueId of issueIds) {
    const found = await findComment(issueId, key).catch((error: unknown) => {
      // a ticket that is gone took its comment along
      if (error instanceof SeatkeeperError && error.code === 'not-found') return undefined;
      throw error;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
