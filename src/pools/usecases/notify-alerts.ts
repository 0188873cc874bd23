import { findApplication } from '../../catalog/store/catalog';
import { reachableOwners } from '../../catalog/usecases/reachable-owners';
import { entitlementName } from '../../catalog/rules/entitlement';
import { findByKeyOrName, keysOfPool, type Application } from '../../catalog/rules/catalog';
import { doc, paragraph, text, type AdfDocument } from '../../common/rules/adf';
import { DAY } from '../../common/rules/time';
import { log } from '../../common/forge/log';
import { closeTicket, findIssueByCode } from '../../jira/client/tickets';
import { commentOnce, ignoreGoneTicket, raiseOnce, shareWithFirst } from '../../jira/usecases/own-tickets';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readSettings } from '../../settings/store/settings';
import { alertCode, alertText, alertTitle } from '../rules/alert-words';
import { alertStep } from '../rules/alerts';
import { poolAlertMessages } from '../rules/messages';
import {
  alertsDue,
  findAlert,
  forgetAlert,
  putAlertOff,
  saveAlertTicket,
  settleNotice,
  type AlertNotice,
} from '../store/alert-notices';

const MOST_ALERTS = 50;

/**
 * Brings pool alerts that somebody has to act on to a ticket of their own, which the application's owner can read in the
 * portal and is mailed about, and closes the tickets of those that are over. One that fails does not keep the others from
 * their turn.
 */
export async function notifyAlerts(now: number, outOfTime: () => boolean): Promise<void> {
  const settings = await readSettings();
  const project = settings?.projects.find(({ reclaim }) => reclaim !== null);
  for (const due of await alertsDue(now, MOST_ALERTS)) {
    if (outOfTime()) return;
    try {
      const alert = await findAlert(due);
      if (alert) await notify(alert, project, now);
    } catch (error) {
      log.error('a pool alert was put off', error, { poolId: due.poolId, failures: due.failures + 1 });
      await putAlertOff(due, now);
    }
  }
}

async function notify(notice: AlertNotice, project: ProjectSettings | undefined, now: number): Promise<void> {
  if (notice.isOver) return closeAlert(notice, project, now);
  // without a request type for the app's own tickets the console alone shows it, until somebody chooses one
  if (!project?.reclaim) return settleNotice(notice, now + DAY);
  const subject = await subjectOf(notice.poolId);
  // what the catalog has no more is settled by the next night
  if (!subject) return settleNotice(notice, now + DAY);
  const { alert } = notice;
  const code = alertCode(notice);
  const summary = alertTitle(alert, subject.what);
  const issueId =
    notice.issueId ??
    (await raiseOnce(
      {
        subjectId: code,
        projectId: project.projectId,
        code,
        request: {
          ...project.reclaim,
          onBehalfOf: null,
          summary: poolAlertMessages.summary(summary, code),
        },
      },
      now,
    ));
  await saveAlertTicket(notice, issueId);
  const body = alertText(alert, subject.what);
  const key = `alert:${code}:${alertStep(alert)}`;
  // before the owner is a participant, whom Jira would mail about the comment besides
  await commentOnce(code, issueId, key, saying(body), 'public', now).catch(ignoreGoneTicket);
  await notifyOwner(subject.application, { code, issueId, summary, body }, now);
  await settleNotice(notice, null);
}

const saying = (sentence: string): AdfDocument => doc(paragraph(text(sentence)));

interface AlertTicket {
  readonly code: string;
  readonly issueId: string;
  readonly summary: string;
  readonly body: string;
}

/** The owner, or the backup owner while the owner is away; where neither can be notified, the queue is asked to. */
async function notifyOwner(
  application: Application,
  { code, issueId, summary, body }: AlertTicket,
  now: number,
): Promise<void> {
  const owners = await reachableOwners(application);
  const notified = await shareWithFirst(code, issueId, owners, { subject: summary, text: body }, now);
  if (notified !== undefined) return;
  const nobody = saying(poolAlertMessages.nobodyNotified(application.name));
  await commentOnce(code, issueId, `nobody:${code}`, nobody, 'internal', now).catch(ignoreGoneTicket);
}

async function closeAlert(
  notice: AlertNotice,
  project: ProjectSettings | undefined,
  now: number,
): Promise<void> {
  const code = alertCode(notice);
  // a run that was cut off may have raised the ticket and not kept it
  const issueId = notice.issueId ?? (project && (await findIssueByCode(project.projectId, code)));
  if (issueId !== undefined) {
    const what = (await subjectOf(notice.poolId))?.what ?? poolAlertMessages.formerPool;
    const body = saying(poolAlertMessages.over(alertTitle(notice.alert, what)));
    await commentOnce(code, issueId, `over:${code}`, body, 'public', now).catch(ignoreGoneTicket);
    await closeTicket(issueId).catch(ignoreGoneTicket);
  }
  await forgetAlert(notice);
}

async function subjectOf(
  poolId: string,
): Promise<{ readonly application: Application; readonly what: string } | undefined> {
  const { applicationKey, tierKey } = keysOfPool(poolId);
  const application = await findApplication(applicationKey);
  const tier = application && findByKeyOrName(application.tiers, tierKey);
  return application && tier ? { application, what: entitlementName(application, tier) } : undefined;
}
