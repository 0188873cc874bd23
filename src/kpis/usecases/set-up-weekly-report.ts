import { locateTicket, type LocatedTicket } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import {
  readWeeklyFailure,
  readWeeklySent,
  readStoredWeekly,
  writeWeeklySettings,
  type WeeklySettings,
} from '../store/weekly-reports';
import type { WeeklyView } from '../contract/weekly-report';
import type { Weekday } from '../../calendars/rules/calendar';
import { changeMessages } from '../../changes/rules/messages';
import { readAccountName } from '../../jira/client/site';
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
  const [site, { settings, revision }, sent, byHand, failure] = await Promise.all([
    readSettings(),
    readStoredWeekly(projectId),
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
    ...{ weekday, timeZone, mayChange, revision },
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
  /** How often it had been saved when they saw it. */
  readonly after: number;
}

/** Who saves it, where, and when. */
export interface ReportSaving {
  /** For the links of the report; empty when the page does not know it. */
  readonly siteUrl: string;
  readonly personId: string;
  readonly now: number;
}

/**
 * Says on which ticket of the project and on which day its KPIs are reported.
 * @throws {SeatkeeperError} `not-found` for a ticket of another project, or one that the person or the app cannot see,
 *   `conflict` when somebody else has saved it meanwhile
 */
export async function saveWeeklyReport(
  projectId: string,
  { isOn, issueKey, weekday, after }: WantedReport,
  { siteUrl, personId, now }: ReportSaving,
): Promise<void> {
  const key = issueKey.toUpperCase();
  const { settings: before, revision } = await readStoredWeekly(projectId);
  if (revision !== after) {
    if (before?.isOn === isOn && before.issueKey === key && before.weekday === weekday) return;
    throw await savedMeanwhile(before);
  }
  // what is switched off needs no ticket, and the one that it had may be gone
  const isKept = !isOn && before?.issueKey === key;
  const ticket = isKept ? before : await chosenTicket(projectId, key);
  const former = before === null ? [] : [before.issueId, ...before.formerIssueIds];
  const settings = {
    ...{ isOn, weekday, siteUrl, savedBy: personId },
    issueId: ticket.issueId,
    issueKey: ticket.issueKey,
    onSince: before?.isOn === true ? before.onSince : now,
    savedAt: now,
    formerIssueIds: [...new Set(former)].filter((id) => id !== ticket.issueId).slice(0, FORMER_KEPT),
  };
  if (!(await writeWeeklySettings(projectId, settings, after)))
    throw await savedMeanwhile((await readStoredWeekly(projectId)).settings);
}

async function savedMeanwhile(settings: WeeklySettings | null): Promise<SeatkeeperError> {
  const who = settings && (await readAccountName(settings.savedBy));
  const what = settings ? kpiMessages.weekly.savedAs(settings.isOn, settings.issueKey, settings.weekday) : '';
  return new SeatkeeperError('conflict', changeMessages.overtaken(who, what));
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
