import { locateTicket, type LocatedTicket } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import {
  readWeeklyFailure,
  readWeeklySent,
  readWeeklySettings,
  writeWeeklySettings,
} from '../store/weekly-reports';
import type { WeeklyView } from '../contract/weekly-report';
import type { Weekday } from '../../calendars/rules/calendar';
import { SeatkeeperError } from '../../common/rules/errors';
import type { AdfDocument } from '../../common/rules/adf';
import { lastDue, nextDue, weekUntil } from '../rules/report-week';
import { weeklyNote } from '../rules/weekly-note';
import { reportZone, requireTicketOf } from './post-weekly-reports';
import { weeklyReport } from './weekly-report';
import { kpiMessages } from '../rules/messages';

const FORMER_KEPT = 10;

/** How a project has its KPIs reported, and how that went last. */
export async function showWeeklyReport(
  projectId: string,
  mayChange: boolean,
  now: number,
): Promise<WeeklyView> {
  const [site, settings, sent, byHand, failure] = await Promise.all([
    readSettings(),
    readWeeklySettings(projectId),
    readWeeklySent(projectId, 'sent'),
    readWeeklySent(projectId, 'sent-by-hand'),
    readWeeklyFailure(projectId),
  ]);
  const timeZone = reportZone(site);
  const weekday = settings?.weekday ?? 'monday';
  const due = lastDue(timeZone, weekday, now);
  const isOpen = settings?.isOn === true && due.at >= settings.onSince && (sent?.week ?? '') < due.week;
  const [lastSent] = [sent, byHand].filter((one) => one !== null).sort((a, b) => b.at - a.at);
  return {
    isOn: settings?.isOn ?? false,
    issueKey: settings?.issueKey ?? null,
    ...{ weekday, timeZone, mayChange },
    nextAt: settings?.isOn ? (isOpen ? due : nextDue(timeZone, weekday, now)).at : null,
    lastSent: lastSent ? { at: lastSent.at, issueKey: lastSent.issueKey } : null,
    failure:
      isOpen && failure?.week === due.week
        ? { at: failure.at, message: failure.message, retryAt: failure.retryAt }
        : null,
  };
}

export interface WantedReport {
  readonly isOn: boolean;
  readonly issueKey: string;
  readonly weekday: Weekday;
}

/**
 * Says on which ticket of the project and on which day its KPIs are reported.
 * @param siteUrl for the links of the report; empty when the page does not know it
 * @throws {SeatkeeperError} `not-found` for a ticket of another project, or one that the person or the app cannot see
 */
export async function saveWeeklyReport(
  projectId: string,
  { isOn, issueKey, weekday }: WantedReport,
  siteUrl: string,
  now: number,
): Promise<void> {
  const key = issueKey.toUpperCase();
  const before = await readWeeklySettings(projectId);
  // what is switched off needs no ticket, and the one that it had may be gone
  const isKept = !isOn && before?.issueKey === key;
  const ticket = isKept ? before : await chosenTicket(projectId, key);
  const former = before === null ? [] : [before.issueId, ...before.formerIssueIds];
  await writeWeeklySettings(projectId, {
    ...{ isOn, weekday, siteUrl },
    issueId: ticket.issueId,
    issueKey: ticket.issueKey,
    onSince: before?.isOn === true ? before.onSince : now,
    savedAt: now,
    formerIssueIds: [...new Set(former)].filter((id) => id !== ticket.issueId).slice(0, FORMER_KEPT),
  });
}

async function chosenTicket(projectId: string, key: string): Promise<LocatedTicket> {
  if ((await locateTicket(key, 'user')) === null)
    throw new SeatkeeperError('not-found', kpiMessages.weekly.ticketHidden(key));
  return requireTicketOf(projectId, key, await locateTicket(key, 'app'));
}

/** The report of the last seven whole days, exactly as it would be posted now. */
export async function previewWeeklyReport(
  projectId: string,
  siteUrl: string,
  now: number,
): Promise<AdfDocument> {
  const timeZone = reportZone(await readSettings());
  const week = weekUntil(timeZone, now);
  return weeklyNote(await weeklyReport({ projectId, week, timeZone, siteUrl, now }));
}
