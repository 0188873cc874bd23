import { isAgent } from './access';
import { matcherOf } from './jql';
import type {
  Change,
  Comment,
  Issue,
  Project,
  SlaCondition,
  SlaGoal,
  SlaMetric,
  WorkCalendar,
} from './model';
import type { JsmSite } from './site';
import { afterMoment, NEVER_STARTED, type SlaMoment } from './sla';

/** Tells every SLA of an issue's project what has just happened to the issue. */
export function trackSlas(site: JsmSite, issue: Issue, happened: readonly SlaCondition[]): void {
  const project = site.projectOf(issue);
  const moment = { at: site.now(), happened, statusId: issue.statusId };
  for (const metric of project.slas) step(site, project, issue, metric, moment);
}

export const creationOf = (statusId: string): readonly SlaCondition[] => [
  { on: 'created' },
  { on: 'entered-status', statusId },
];

/** What a change of fields means to SLAs. The resolution is set and cleared with the status's category. */
export function conditionsOfChange(site: JsmSite, { items }: Pick<Change, 'items'>): SlaCondition[] {
  return items.flatMap(({ fieldId, from, to }): SlaCondition[] => {
    if (fieldId === 'assignee') {
      if (from === null) return [{ on: 'assignee-from-unassigned' }, { on: 'assignee-changed' }];
      return to === null
        ? [{ on: 'assignee-to-unassigned' }, { on: 'assignee-changed' }]
        : [{ on: 'assignee-changed' }];
    }
    if (fieldId !== 'status' || from === null || to === null) return [];
    const [wasDone, isDone] = [from, to].map((id) => site.status(id).category === 'done');
    return [
      { on: 'left-status', statusId: from },
      { on: 'entered-status', statusId: to },
      ...(isDone && !wasDone ? [{ on: 'resolution-set' } as const] : []),
      ...(wasDone && !isDone ? [{ on: 'resolution-cleared' } as const] : []),
    ];
  });
}

/** Agents and apps speak to customers; everybody else who may comment is one. Internal comments do not count. */
export function conditionsOfComment(site: JsmSite, issue: Issue, comment: Comment): SlaCondition[] {
  if (!comment.public) return [];
  const byAgent = isAgent(site.projectOf(issue), site.accounts.get(comment.authorId));
  return [{ on: byAgent ? 'comment-for-customers' : 'comment-by-customer' }];
}

/**
 * An administrator's edit of a project's SLAs: ongoing cycles go on under the new terms, finished ones keep theirs,
 * and an SLA that is new is worked out from the history of the issues that are there.
 * @see https://support.atlassian.com/jira/kb/resolve-wrong-or-missing-slas-in-jira-service-management-cloud/
 */
export function changeSlas(
  site: JsmSite,
  project: Project,
  terms: { readonly slas: readonly SlaMetric[]; readonly calendars: readonly WorkCalendar[] },
): void {
  const known = new Set(project.slas.map(({ id }) => id));
  project.slas = terms.slas;
  project.calendars = terms.calendars;
  for (const issue of site.issues.values()) {
    if (issue.projectId !== project.id) continue;
    for (const metric of project.slas) {
      const moments = known.has(metric.id)
        ? [{ at: site.now(), happened: [], statusId: issue.statusId }]
        : historyOf(site, issue);
      for (const moment of moments) step(site, project, issue, metric, moment);
    }
  }
}

function step(site: JsmSite, project: Project, issue: Issue, metric: SlaMetric, moment: SlaMoment): void {
  const before = issue.slas.get(metric.id) ?? NEVER_STARTED;
  const terms = { goal: () => goalFor(site, issue, metric), calendars: project.calendars };
  const after = afterMoment(metric, before, moment, terms);
  if (after !== before) issue.slas.set(metric.id, after);
}

/** The first goal whose JQL finds the issue. */
const goalFor = (site: JsmSite, issue: Issue, metric: SlaMetric): SlaGoal | undefined =>
  metric.goals.find(({ jql }) => jql === undefined || matcherFor(site, jql)(issue));

const matchers = new WeakMap<JsmSite, Map<string, ReturnType<typeof matcherOf>>>();

/** Every change of every issue asks the same few queries, and reading JQL takes milliseconds. */
function matcherFor(site: JsmSite, jql: string): ReturnType<typeof matcherOf> {
  const ofSite = matchers.get(site) ?? new Map<string, ReturnType<typeof matcherOf>>();
  matchers.set(site, ofSite);
  const matcher = ofSite.get(jql) ?? matcherOf(site, jql);
  ofSite.set(jql, matcher);
  return matcher;
}

function historyOf(site: JsmSite, issue: Issue): SlaMoment[] {
  const statusOf = (change: Change): string | null | undefined =>
    change.items.find(({ fieldId }) => fieldId === 'status')?.to;
  const firstMove = issue.changes.flatMap(({ items }) => items).find(({ fieldId }) => fieldId === 'status');
  let statusId = firstMove?.from ?? issue.statusId;
  const entries = [
    ...issue.changes.map((change) => ({
      at: change.at,
      happened: conditionsOfChange(site, change),
      moved: statusOf(change),
    })),
    ...issue.comments.map((comment) => ({
      at: comment.at,
      happened: conditionsOfComment(site, issue, comment),
      moved: undefined,
    })),
  ].sort((a, b) => a.at - b.at);
  const created = { at: issue.createdAt, happened: creationOf(statusId), statusId };
  const later = entries.map(({ at, happened, moved }) => {
    statusId = moved ?? statusId;
    return { at, happened, statusId };
  });
  return [created, ...later];
}
