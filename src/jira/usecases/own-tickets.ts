import type { AdfDocument } from '../../common/rules/adf';
import { sha256 } from '../../common/rules/digest';
import { SeatkeeperError } from '../../common/rules/errors';
import { log } from '../../common/forge/log';
import { once } from '../../common/store/effects';
import { addComment, findComment } from '../client/comments';
import { mailAbout } from '../client/mail';
import { addParticipant } from '../client/participants';
import { raiseRequest, type RaisedRequest } from '../client/requests';
import { JiraRefusal } from '../client/response';
import { findIssueByCode } from '../client/tickets';
import { jiraMessages } from '../rules/messages';

/** A ticket that the app raises itself, and finds again by the code in its summary. */
export interface OwnTicket {
  /** What it is about: whatever is done once about that. At most 32 characters. */
  readonly subjectId: string;
  readonly projectId: string;
  /** Part of the summary; the same subject has the same code for ever. */
  readonly code: string;
  readonly request: RaisedRequest;
}

/**
 * Raises a ticket exactly once, whatever cuts it off.
 * @returns its issue id
 * @throws {SeatkeeperError} `unavailable` while somebody else is at it, or the search does not know it yet
 */
export async function raiseOnce(
  { subjectId, projectId, code, request }: OwnTicket,
  now: number,
): Promise<string> {
  let issueId: string | undefined;
  await once(
    {
      issueId: subjectId,
      key: `raise:${code}`,
      find: async () => (issueId = await findIssueByCode(projectId, code)),
      perform: async () => {
        issueId = await raiseRequest(request);
        return issueId;
      },
    },
    now,
  );
  issueId ??= await findIssueByCode(projectId, code);
  if (issueId === undefined) throw new SeatkeeperError('unavailable', jiraMessages.ownTicketNotFound);
  return issueId;
}

/** Adds a comment once. @param subjectId of whatever is done once, see `OwnTicket` */
export const commentOnce = (
  subjectId: string,
  issueId: string,
  key: string,
  body: AdfDocument,
  visibility: 'internal' | 'public',
  now: number,
): Promise<void> =>
  once(
    {
      issueId: subjectId,
      key,
      find: () => findComment(issueId, key),
      perform: () => addComment(issueId, body, visibility, key),
    },
    now,
  );

/** A mail about a ticket, to whom is chosen elsewhere. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
}

/**
 * Shares a request of the portal with the first of these whom Jira lets see it, and has Jira mail them about it, each once.
 * @param subjectId of whatever is done once, see `OwnTicket`
 * @returns who that is; undefined where it can be none of them, as a closed desk takes its customers only
 */
export async function shareWithFirst(
  subjectId: string,
  issueId: string,
  accountIds: readonly string[],
  notice: Notice,
  now: number,
): Promise<string | undefined> {
  for (const accountId of accountIds) {
    const perform = async (): Promise<string> => {
      await addParticipant(issueId, accountId);
      return mailAbout(issueId, { ...notice, to: [accountId] });
    };
    try {
      // a mail leaves no trace to look for: after a lost answer it is better to come twice than not at all
      const find = (): Promise<undefined> => Promise.resolve(undefined);
      const key = `share:${sha256(JSON.stringify([issueId, accountId])).slice(0, 16)}`;
      await once({ issueId: subjectId, key, find, perform }, now);
      return accountId;
    } catch (error) {
      if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
      log.error('a request could not be shared with whom it has to reach', error, { issueId });
    }
  }
  return undefined;
}

/** Somebody may have deleted the ticket; what it was about goes on without it. */
export function ignoreGoneTicket(error: unknown): void {
  if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
}
