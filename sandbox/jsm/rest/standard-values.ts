import { commentBean, fieldBean, resolutionBean, statusCategoryBean } from '../beans';
import { visibleComments } from '../comments';
import type { Account, Field, Issue } from '../model';
import type { JsmSite } from '../site';
import { DONE_RESOLUTION_ID } from '../standard-fields';

type Json = Record<string, unknown>;
type Shown = (site: JsmSite, issue: Issue, viewer: Account | undefined) => unknown;

const nothing: Shown = () => null;
const noList: Shown = () => [];
const noProgress: Shown = () => ({ progress: 0, total: 0 });
const pathOf = (site: JsmSite, issue: Issue): string => `${site.url}/rest/api/3/issue/${issue.key}`;

const WORKLOGS_A_PAGE = 20;

/** Fields that nobody sets: they follow from the issue, or are empty because the sandbox keeps no such thing. */
const SHOWN: Readonly<Record<string, Shown>> = {
  statusCategory: (site, issue) => statusCategoryBean(site, site.status(issue.statusId).category),
  resolution: (site, issue) =>
    issue.resolvedAt === undefined ? null : resolutionBean(site, DONE_RESOLUTION_ID),
  comment: commentPage,
  watches: (site, issue) => ({
    self: `${pathOf(site, issue)}/watchers`,
    watchCount: 0,
    isWatching: false,
  }),
  votes: (site, issue) => ({ self: `${pathOf(site, issue)}/votes`, votes: 0, hasVoted: false }),
  worklog: () => ({ startAt: 0, maxResults: WORKLOGS_A_PAGE, total: 0, worklogs: [] }),
  issuerestriction: () => ({ issuerestrictions: {}, shouldDisplay: false }),
  timetracking: () => ({}),
  workratio: () => -1,
  progress: noProgress,
  aggregateprogress: noProgress,
  attachment: noList,
  components: noList,
  fixVersions: noList,
  issuelinks: noList,
  subtasks: noList,
  versions: noList,
};

/** All comments that the viewer may read, on one page. */
function commentPage(site: JsmSite, issue: Issue, viewer: Account | undefined): Json {
  const comments = visibleComments(site, issue, viewer).map((comment) => commentBean(site, issue, comment));
  return {
    comments,
    self: `${site.url}/rest/api/3/issue/${issue.id}/comment`,
    maxResults: comments.length,
    total: comments.length,
    startAt: 0,
  };
}

/** The value of any field as an issue shows it to somebody. */
export const shownValue = (
  site: JsmSite,
  issue: Issue,
  field: Field,
  viewer: Account | undefined,
): unknown =>
  field.type === 'shown' ? (SHOWN[field.id] ?? nothing)(site, issue, viewer) : fieldBean(site, issue, field);
