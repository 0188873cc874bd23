import type { ChangeItem, Issue } from '../jsm/model';
import type { JsmSite } from '../jsm/site';
import { seededRandom } from '../seeded-random';
import { FIELD, REQUEST_TYPE, STATUS, statuses } from './service-project';

const HOUR = 3_600_000;
const YEARS = 3;
const SPAN = YEARS * 365 * 24 * HOUR;

const ACCESS = ['Figma', 'Slack', 'Miro'];
const THINGS = ['Laptop', 'Screen', 'Headset', 'Docking station'];

/**
 * Gives a site the finished tickets of the three years before `until`, when the app was not there yet: half of
 * them for hardware, half for access. They are put in as they would stand there today, without events, because
 * nobody listened then. The same seed makes the same tickets.
 * @param until milliseconds since the epoch; the last ticket was done before
 */
export function fillWithPastTickets(site: JsmSite, count: number, until: number, seed = 1): void {
  const random = seededRandom(seed);
  const project = site.configuration.projects[0];
  const people = [...site.accounts.values()].filter(({ kind }) => kind !== 'app');
  const agents = [...(project?.agents ?? [])];
  if (!project || people.length === 0 || agents.length === 0) throw new Error('the site has no service desk');
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('there is nothing to pick from');
    return one;
  };
  const hardware = typeOf(REQUEST_TYPE.hardware);
  const access = typeOf(REQUEST_TYPE.fields);
  function typeOf(requestTypeId: string): { requestTypeId: string; issueTypeId: string } {
    const type = project?.requestTypes.find(({ id }) => id === requestTypeId);
    if (!type) throw new Error(`the project has no request type ${requestTypeId}`);
    return { requestTypeId, issueTypeId: type.issueTypeId };
  }

  for (let index = 0; index < count; index++) {
    const isAccess = random() < 0.5;
    const createdAt = Math.floor(until - SPAN + (index / count) * (SPAN - 10 * 24 * HOUR));
    const resolvedAt = createdAt + Math.ceil((0.2 + random() * 40) * HOUR);
    const reporterId = pick(people).accountId;
    const agent = pick(agents);
    const subject = pick(isAccess ? ACCESS : THINGS);
    const issue: Issue = {
      id: site.newId(),
      key: site.newIssueKey(project),
      projectId: project.id,
      ...(isAccess ? access : hardware),
      creatorId: reporterId,
      reporterId,
      createdAt,
      updatedAt: resolvedAt,
      statusId: STATUS.fulfilled,
      assigneeId: agent,
      resolvedAt,
      participants: [],
      values: new Map(
        isAccess
          ? [
              ['summary', `${subject} please`],
              [FIELD.application, subject],
              [FIELD.tier, 'Standard'],
            ]
          : [['summary', `${subject} please`]],
      ),
      changes: [{ id: site.newId(), authorId: agent, at: resolvedAt, items: FULFILLED }],
      comments: [],
      approvals: [],
      slas: new Map(),
      properties: new Map(),
    };
    site.issues.set(issue.id, issue);
  }
}

const nameOf = (statusId: string): string => statuses.find(({ id }) => id === statusId)?.name ?? '';

/** One list for all of them: nobody changes a changelog. */
const FULFILLED: readonly ChangeItem[] = [
  {
    field: 'status',
    fieldId: 'status',
    fieldtype: 'jira',
    from: STATUS.open,
    fromString: nameOf(STATUS.open),
    to: STATUS.fulfilled,
    toString: nameOf(STATUS.fulfilled),
  },
];
