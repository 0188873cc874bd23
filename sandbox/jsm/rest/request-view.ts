import { isAgent } from '../access';
import { dateDto, requestBean, requestCommentBean, slaBean, userDto } from '../beans';
import { visibleComments } from '../comments';
import { htmlOf } from '../fields';
import type { Account, Comment, Issue } from '../model';
import { deskBean, requestTypeBean } from './desk-operations';
import { firstPageDto, type Call } from './operation';

type Json = Record<string, unknown>;

/** Attachments, which there are none of, answer 501. */
export const REQUEST_EXPANSIONS = [
  'participant',
  'status',
  'sla',
  'requestType',
  'serviceDesk',
  'comment',
  'comment.renderedBody',
  'action',
];
export const COMMENT_EXPANSIONS = ['renderedBody'];

const EXPANDS = ['participant', 'status', 'sla', 'requestType', 'serviceDesk', 'comment', 'action'];

/** Which people may do what with the participants: its reporter and whoever works on it. */
export const mayManageParticipants = (call: Call, issue: Issue, account: Account): boolean =>
  issue.reporterId === account.accountId || isAgent(call.site.projectOf(issue), account);

/** A customer request with the expansions that were asked for. */
export function requestView(
  call: Call,
  issue: Issue,
  account: Account,
  expand: readonly string[] = [],
): Json {
  const { site } = call;
  const project = site.projectOf(issue);
  const type = site.requestTypeOf(issue);
  const path = `/rest/servicedeskapi/request/${issue.id}`;
  const first = (name: string, values: readonly unknown[]): Json =>
    firstPageDto(site, `${path}/${name}`, values);
  const makers: Readonly<Record<string, () => Json>> = {
    serviceDesk: () => ({ serviceDesk: deskBean(call, project) }),
    requestType: () => (type ? { requestType: requestTypeBean(call, project, type) } : {}),
    participant: () => ({
      participants: first(
        'participant',
        issue.participants.map((accountId) => userDto(site, site.account(accountId))),
      ),
    }),
    status: () => ({ status: first('status', statusHistory(call, issue)) }),
    // agents alone may see SLAs; for everybody else the expansion stays away
    sla: () =>
      isAgent(project, account)
        ? {
            sla: first(
              'sla',
              project.slas.map((metric) => slaBean(site, issue, metric.id)),
            ),
          }
        : {},
    comment: () => ({
      comments: first(
        'comment',
        visibleComments(site, issue, account).map((comment) =>
          requestCommentView(call, issue, comment, expand.includes('comment.renderedBody')),
        ),
      ),
    }),
    action: () => ({ actions: actionsOf(call, issue, account) }),
  };
  const expanded = Object.entries(makers).filter(([name]) => expand.includes(name));
  return Object.assign(
    { _expands: EXPANDS, ...requestBean(site, issue) },
    ...expanded.map(([, make]) => make()),
  ) as Json;
}

const actionsOf = (call: Call, issue: Issue, account: Account): Json => ({
  addAttachment: { allowed: false },
  addComment: { allowed: true },
  addParticipant: { allowed: true },
  removeParticipant: { allowed: mayManageParticipants(call, issue, account) },
});

export function requestCommentView(call: Call, issue: Issue, comment: Comment, isRendered = false): Json {
  return {
    _expands: COMMENT_EXPANSIONS,
    ...requestCommentBean(call.site, issue, comment),
    ...(isRendered ? { renderedBody: { html: htmlOf(call.site, comment.body) } } : {}),
  };
}

/** Every status that the request was in, the newest first. */
export function statusHistory(call: Call, issue: Issue): Json[] {
  const moves = issue.changes.flatMap((change) =>
    change.items
      .filter((item) => item.fieldId === 'status')
      .map((item) => ({ at: change.at, from: item.from, to: item.to })),
  );
  const entries = [
    { at: issue.createdAt, statusId: moves[0]?.from ?? issue.statusId },
    ...moves.map((move) => ({ at: move.at, statusId: move.to ?? issue.statusId })),
  ];
  return entries.reverse().map(({ at, statusId }) => {
    const status = call.site.status(statusId);
    return { status: status.name, statusCategory: status.category.toUpperCase(), statusDate: dateDto(at) };
  });
}
