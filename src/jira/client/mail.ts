import api, { route } from '@forge/api';
import { log } from '../../common/forge/log';
import { JiraRefusal, requireOk } from './response';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/**
 * Has Jira mail people about a ticket. A site that sends no mail refuses, and so does Jira where nobody of
 * them may see the ticket: that is logged, and nothing waits for it.
 * @throws {SeatkeeperError} `unavailable` when trying again can help
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-notify-post
 */
export async function mailAbout(issueId: string, { to, subject, text }: Mail): Promise<'sent' | 'refused'> {
  const response = await api.asApp().requestJira(route`/rest/api/3/issue/${issueId}/notify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      subject,
      textBody: text,
      to: { users: to.map((accountId) => ({ accountId })) },
    }),
  });
  try {
    await requireOk(response);
    return 'sent';
  } catch (error) {
    if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
    log.error('a mail was refused', error, { issueId });
    return 'refused';
  }
}
