import { z } from 'zod';
import { maySeeRequest, requireBrowsable } from '../access';
import { JiraError, Unmodelled } from '../errors';
import { noContent, type Call, type Operation, type Result } from './operation';

const mailBody = z.looseObject({
  subject: z.string().max(255).optional(),
  textBody: z.string().max(50_000).optional(),
  htmlBody: z.string().max(50_000).optional(),
  restrict: z.unknown().optional(),
  to: z
    .looseObject({
      reporter: z.boolean().default(false),
      assignee: z.boolean().default(false),
      users: z.array(z.looseObject({ accountId: z.string() })).default([]),
    })
    .optional(),
});

/**
 * Mail about an issue to people, its reporter and its assignee. Nothing is sent; the issue keeps it. As Jira
 * does it, only people who may see the issue get one, nobody mails themselves, and nobody at all is refused.
 */
function mailAbout(call: Call): Result {
  const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
  const { subject, textBody, htmlBody, to, restrict } = call.body(mailBody);
  const isGroup = to?.['groups'] !== undefined || to?.['groupIds'] !== undefined || to?.['watchers'] === true;
  if (isGroup || restrict !== undefined)
    throw new Unmodelled('mail to groups and watchers, and restrictions of mail');
  const named = [
    ...(to?.users.map(({ accountId }) => accountId) ?? []),
    ...(to?.reporter ? [issue.reporterId] : []),
    ...(to?.assignee && issue.assigneeId !== undefined ? [issue.assigneeId] : []),
  ];
  const senderId = call.actor.account?.accountId ?? '';
  const recipientIds = [...new Set(named)].filter(
    (id) => id !== senderId && maySeeRequest(call.site, issue, call.site.accounts.get(id)),
  );
  if (named.length === 0 || named.every((id) => id === senderId))
    throw new JiraError(400, ['No recipients were defined for notification.']);
  issue.mails = [
    ...(issue.mails ?? []),
    {
      at: call.site.now(),
      senderId,
      recipientIds,
      subject: subject ?? issue.key,
      text: textBody ?? htmlBody ?? '',
    },
  ];
  return noContent;
}

/** Mail about issues. */
export const mailOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/rest/api/3/issue/:issueIdOrKey/notify',
    scopes: [['write:jira-work']],
    body: mailBody,
    run: mailAbout,
  },
];
