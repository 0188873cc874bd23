import { reachableOwners } from '../../catalog/usecases/reachable-owners';
import { doc, paragraph, text } from '../../common/rules/adf';
import { sha256 } from '../../common/rules/digest';
import { mailAbout } from '../../jira/client/mail';
import { accountBrowses } from '../../jira/client/site';
import { commentOnce, raiseOnce, shareWithFirst } from '../../jira/usecases/own-tickets';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { noticeMessages } from '../rules/messages';
import type { OwnerNotice } from '../rules/plan-effects';

/**
 * Notifies an application's owner, or the backup owner while the owner is away, of a ticket. Where Jira lets neither of them
 * see it, they are notified by a ticket of the app's own, which is shared with them; where that cannot be either, the ticket
 * says that nobody was notified. Cut off and run again, it goes on from there.
 * @returns in which way they were notified
 */
export async function notifyOwner(issueId: string, notice: OwnerNotice, now: number): Promise<string> {
  const owners = await reachableOwners(notice.owners);
  if (await isNotifiedOnTicket(issueId, owners, notice, now)) return 'notified';
  if (!notice.isShareable && (await isNotifiedElsewhere(issueId, owners, notice, now)))
    return 'notified-elsewhere';
  const body = doc(paragraph(text(noticeMessages.ownerNotNotified)));
  const key = `owner-not-notified:${codeOf(issueId, notice)}`;
  await commentOnce(issueId, issueId, key, body, 'internal', now);
  return 'nobody-notified';
}

async function isNotifiedOnTicket(
  issueId: string,
  owners: readonly string[],
  notice: OwnerNotice,
  now: number,
): Promise<boolean> {
  if (notice.isShareable) {
    const subjectId = codeOf(issueId, notice);
    return (await shareWithFirst(subjectId, issueId, owners, notice, now)) !== undefined;
  }
  // Jira mails nobody about what they may not see, and does not say so
  for (const ownerId of owners)
    if (await accountBrowses(ownerId, issueId)) {
      await mailAbout(issueId, { subject: notice.subject, text: notice.text, to: [ownerId] });
      return true;
    }
  return false;
}

async function isNotifiedElsewhere(
  issueId: string,
  owners: readonly string[],
  notice: OwnerNotice,
  now: number,
): Promise<boolean> {
  const { projectId, subject } = notice;
  const ownTickets = projectSettings(await readSettings(), projectId)?.reclaim ?? null;
  if (ownTickets === null || owners.length === 0) return false;
  const code = codeOf(issueId, notice);
  const summary = noticeMessages.ownTicketSummary(subject, code);
  const request = { ...ownTickets, onBehalfOf: null, summary };
  const ownId = await raiseOnce({ subjectId: code, projectId, code, request }, now);
  const body = doc(paragraph(text(notice.text)));
  await commentOnce(code, ownId, `notify:${code}`, body, 'public', now);
  return (await shareWithFirst(`${code}-2`, ownId, owners, notice, now)) !== undefined;
}

/** What the app's own ticket about it is found by. */
const codeOf = (issueId: string, { key }: OwnerNotice): string =>
  `SR-${sha256(JSON.stringify([issueId, key]))
    .slice(0, 8)
    .toUpperCase()}`;
