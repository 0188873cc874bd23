import type { ProjectSettings } from '../../settings/contract/project-settings';
import { locateTicket, readTicket } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import { findRequest, recheckBy } from '../store/requests';
import { newRequest, seatTrouble } from '../rules/after-event';
import { requestMessages } from '../rules/messages';
import { blockerText } from '../rules/blocker-messages';
import type { Blocker } from '../rules/blockers';
import { isCovered } from '../rules/coverage';
import { SOON } from '../rules/next-check';
import { judgeFulfillment, nameFrom } from './judge-fulfillment';
import { requestContext } from '../rules/request-context';
import { noticeRequest } from './notice-request';
import { holdSeatFor } from './settle-seat';

export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly message: string };

/**
 * Whether a ticket may move to fulfilled, for the guard on that transition. Reads the ticket, its history and approvals
 * and, where a stage asks for one, its approver groups. What it lets through has a seat held for it, so that two
 * transitions at once cannot end with one seat too few.
 */
export async function checkFulfillment(issueKey: string, now: number): Promise<Verdict> {
  const settings = await readSettings();
  const project = await projectOf(settings?.projects ?? [], issueKey);
  if (!settings || !project) return { allowed: false, message: requestMessages.error.guardNotSetUp };
  const ticket = await readTicket(issueKey, project, 'app');
  if (!ticket) return { allowed: false, message: requestMessages.error.cannotRead(issueKey) };
  // a key that Jira gave another project since says nothing of this one's fields
  if (ticket.projectId !== project.projectId)
    return { allowed: false, message: requestMessages.error.guardNotSetUp };

  const request = await findRequest(ticket.issueId);
  // a ticket that was ever an access request stays one, whatever is changed about it
  if (!request && !isCovered(ticket, project, settings.appAccountId)) return { allowed: true };

  const context = requestContext(ticket, project, settings, now);
  if (!request) await noticeRequest(newRequest(ticket), { kind: 'noticed', now });
  const { blocker, approvals, what } = await judgeFulfillment(request, context);
  const refuse = (reason: Blocker): Verdict => ({
    allowed: false,
    message: blockerText(reason, what, nameFrom(approvals)),
  });
  const noticed = request && blocker && request.state !== 'denied' && NOTICED[blocker.code];
  if (noticed) await noticeRequest(request, { kind: noticed, now });
  if (blocker || !request) return refuse(blocker ?? { code: 'not-checked' });
  const hold = await holdSeatFor(request, now);
  const noSeat = seatTrouble(hold.kind);
  if (noSeat) return refuse(noSeat);
  // the ticket is about to move; should the event of that get lost, the reconcile looks soon
  await recheckBy(request.issueId, now + SOON);
  return { allowed: true };
}

/** What the next look decides anew; a change voids the approvals even when it is undone before that. */
const NOTICED: Readonly<Partial<Record<Blocker['code'], 'noticed' | 'change-noticed'>>> = {
  stricter: 'noticed',
  denied: 'noticed',
  'policy-gone': 'noticed',
  'higher-tier': 'noticed',
  'approver-gone': 'noticed',
  'change-ticket': 'noticed',
  'used-up': 'noticed',
  changed: 'change-noticed',
};

/** By the key that the project had when it was set up; one that has got another since costs a call. */
async function projectOf(
  projects: readonly ProjectSettings[],
  issueKey: string,
): Promise<ProjectSettings | undefined> {
  const named = projects.find(({ projectKey }) => issueKey.startsWith(`${projectKey}-`));
  if (named || projects.length === 0) return named;
  const located = await locateTicket(issueKey, 'app');
  return projects.find(({ projectId }) => projectId === located?.projectId);
}
