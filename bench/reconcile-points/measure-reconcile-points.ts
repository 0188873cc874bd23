import { join } from 'node:path';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { FIELD, REQUEST_TYPE, STATUS } from '../../sandbox/company/service-project';
import { setUpApp } from '../../sandbox/company/set-up-app';
import type { InvocationRecord } from '../../sandbox/forge/invocation';
import type { Workflow } from '../../sandbox/jsm/model';
import { Sandbox } from '../../sandbox/sandbox';
import { Actor } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { HOUR } from '../../src/common/rules/time';

const ROOT = join(__dirname, '../..');
/** Monday, 23 November 2026, 08:00 UTC. */
const START = Date.UTC(2026, 10, 23, 8);
const PROJECTS = 300;
const CHANGES_AN_HOUR = 50;
/** What becomes of a ticket in as many changes: it is made, changed three times (a request is approved then) and closed. */
const CHANGES_A_TICKET = 5;
/** Tickets of another kind, with a workflow of their own and no guard in it. */
const INCIDENT = {
  workType: { id: '10150', name: 'Incident' },
  solved: { id: '10150', name: 'Solved', category: 'done' },
} as const;
/** Whom they come from: agents, who make them in Jira, or people in the portal, by a request type of its own. */
const INCIDENT_FORM = '23';
type Other = 'Incident' | 'Service request' | 'Incident of the portal';

/** The search is the reconcile's for what no event told of and for votes; `reconcile` is the rest of it. */
type Spender = 'events' | 'guard' | 'search' | 'reconcile';

/** Points of one busy hour of one project, by what spends them. */
type Points = Readonly<Record<Spender, number>>;

/**
 * Jira's points that the app spends in an hour on 300 projects with 50 changes each, by the meters of the sandbox. One
 * project is simulated for an hour and multiplied: the points are one pool over all sites, and projects of different
 * sites share no call, so that is the most that as many can cost. Mixes: of ten tickets
 * one is an access request and nine are incidents, made by agents or in the portal; or nine of a work type whose workflow
 * has the guard as well; or all are access requests.
 */
export async function measureReconcilePoints(): Promise<Readonly<Record<string, number | Points>>> {
  const oneInTen = await busyHour(10, 'Incident');
  const portal = await busyHour(10, 'Incident of the portal');
  const guarded = await busyHour(10, 'Service request');
  const all = await busyHour(1, 'Incident');
  return {
    projects: PROJECTS,
    changesAnHour: CHANGES_AN_HOUR,
    oneRequestInTen: sumOf(oneInTen) * PROJECTS,
    oneInTenAndOthersOfPortal: sumOf(portal) * PROJECTS,
    oneInTenAndOthersGuarded: sumOf(guarded) * PROJECTS,
    allRequests: sumOf(all) * PROJECTS,
    // what a search that looks back an hour every five minutes would cost, for the changes of requests and for all
    searchOfAnHourForRequests: (CHANGES_AN_HOUR / 10 + 1) * 12 * PROJECTS,
    searchOfAnHour: (CHANGES_AN_HOUR + 1) * 12 * PROJECTS,
    ofOneProjectOneInTen: oneInTen,
    ofOneProjectOthersOfPortal: portal,
    ofOneProjectOthersGuarded: guarded,
    ofOneProjectAll: all,
  };
}

/** @param oneIn so many tickets is an access request */
async function busyHour(oneIn: number, other: Other): Promise<Points> {
  const company = madeUpCompany();
  const sandbox = await Sandbox.start({
    directory: ROOT,
    appName: 'Seatkeeper',
    sites: [withIncidents(company.site)],
    startAt: START,
  });
  try {
    await setUpApp(sandbox, sandbox.site(), company);
    // what setting up leaves to look at is over
    await sandbox.clock.advanceBy(HOUR);
    const began = sandbox.clock.now();
    const changes = changesOf(sandbox, company, oneIn, other);
    for (let change = 0; change < CHANGES_AN_HOUR; change++) {
      await changes[change]?.();
      await sandbox.clock.advanceBy(HOUR / CHANGES_AN_HOUR);
    }
    return pointsOf(sandbox.host.invocations.all().filter(({ startedAt }) => startedAt >= began));
  } finally {
    await sandbox.stop();
  }
}

const withIncidents = (site: Company['site']): Company['site'] => ({
  ...site,
  statuses: [...site.statuses, INCIDENT.solved],
  projects: site.projects.map((project) => ({
    ...project,
    issueTypes: [...project.issueTypes, { ...INCIDENT.workType, workflow: incidentWorkflow }],
    requestTypes: [
      ...project.requestTypes,
      {
        id: INCIDENT_FORM,
        name: 'Something is broken',
        description: 'We look at it.',
        issueTypeId: INCIDENT.workType.id,
        fields: [{ fieldId: 'summary', required: true }],
      },
    ],
  })),
});

const incidentWorkflow: Workflow = {
  name: 'Incident workflow',
  initialStatusId: STATUS.open,
  statusIds: [STATUS.open, INCIDENT.solved.id],
  transitions: [{ id: '151', name: 'Resolve', from: [STATUS.open], to: INCIDENT.solved.id, validators: [] }],
  approvalSteps: [],
};

/** The changes of an hour, tickets in turn: each is at its second change when the next is at its first. */
function changesOf(
  sandbox: Sandbox,
  company: Company,
  oneIn: number,
  other: Other,
): (() => Promise<unknown>)[] {
  const tickets = Array.from({ length: CHANGES_AN_HOUR / CHANGES_A_TICKET }, (_, index) =>
    index % oneIn === 0
      ? accessRequest(sandbox, company, index)
      : otherTicket(sandbox, company, index, other),
  );
  return Array.from({ length: CHANGES_A_TICKET }, (_, step) =>
    tickets.flatMap((steps) => steps.slice(step, step + 1)),
  ).flat();
}

function accessRequest(sandbox: Sandbox, company: Company, index: number): (() => Promise<unknown>)[] {
  const site = sandbox.site();
  const as = (accountId: string): Actor => new Actor(sandbox, site, accountId);
  const { agent, owner } = company.roles;
  const roles = new Set<string>(Object.values(company.roles));
  const people = company.site.accounts.filter(({ accountId, active }) => active && !roles.has(accountId));
  const requester = people[index]?.accountId ?? company.roles.newHire;
  let key = '';
  return [
    async () => {
      key = await as(requester).raise(REQUEST_TYPE.fields, {
        summary: `Miro, please (${index})`,
        [FIELD.application]: 'Miro',
        [FIELD.tier]: 'Standard',
        [FIELD.justification]: 'Workshops',
      });
    },
    () => as(agent).ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: `Miro (${index})` } }),
    () => as(agent).ask('PUT', `/rest/api/3/issue/${key}/assignee`, { accountId: agent }),
    () => as(owner).answer(key, 'approve'),
    () => as(agent).move(key, 'Fulfill'),
  ];
}

function otherTicket(
  sandbox: Sandbox,
  company: Company,
  index: number,
  workType: Other,
): (() => Promise<unknown>)[] {
  const { agent } = company.roles;
  const actor = new Actor(sandbox, sandbox.site(), agent);
  let key = '';
  const edit = (summary: string) => (): Promise<unknown> =>
    actor.ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary } });
  return [
    async () => {
      const summary = `Printer ${index} is out of paper`;
      if (workType === 'Incident of the portal') {
        const requester = new Actor(sandbox, sandbox.site(), company.roles.newHire);
        key = await requester.raise(INCIDENT_FORM, { summary });
        return;
      }
      const fields = { project: { key: 'IT' }, issuetype: { name: workType }, summary };
      key = String(member(await actor.ask('POST', '/rest/api/3/issue', { fields }), 'key'));
    },
    edit(`Printer ${index} needs paper`),
    () => actor.ask('PUT', `/rest/api/3/issue/${key}/assignee`, { accountId: agent }),
    edit(`Printer ${index} has paper again`),
    () => actor.move(key, 'Resolve'),
  ];
}

function pointsOf(records: readonly InvocationRecord[]): Points {
  const points: Record<Spender, number> = { events: 0, guard: 0, search: 0, reconcile: 0 };
  for (const { functionKey, calls } of records)
    for (const call of calls)
      if (call.kind === 'rest') points[spenderOf(functionKey, call.path)] += call.points;
  return points;
}

function spenderOf(functionKey: string, path: string): Spender {
  if (functionKey === 'fn-reconcile' && path.includes('/search/jql')) return 'search';
  if (functionKey === 'fn-guard') return 'guard';
  return functionKey === 'on-issue-event' ? 'events' : 'reconcile';
}

const sumOf = (points: Points): number => Object.values(points).reduce((sum, some) => sum + some, 0);
