import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { FIELD, REQUEST_TYPE, STATUS } from '../../../sandbox/company/service-project';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { createIssue } from '../../../sandbox/jsm/issues';
import { createRequest } from '../../../sandbox/jsm/requests';
import { setUpApp } from '../../../sandbox/company/set-up-app';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  issueValues,
  fulfill,
  raise,
  raiseAsAgent,
  SLACK_STANDARD,
} from '../../support/requests';
import { saveProject } from '../../support/settings';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const edit = (key: string, fields: Record<string, unknown>): Promise<unknown> =>
  world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });

/** Does something of which Jira's events are lost. */
async function withoutEvents(work: () => Promise<unknown>): Promise<void> {
  const { jsm } = world.site;
  const raise = jsm.raise.bind(jsm);
  jsm.raise = () => undefined;
  await work();
  jsm.raise = raise;
}

const removeGuard = (): void => {
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
};

const unapproved = (): Promise<readonly Record<string, unknown>[]> =>
  world.query("SELECT issue_key, app_key, tier_key FROM ticket_fact WHERE kind = 'unapproved'");

const HOW_TO_GO_ON =
  'This ticket has no request type, so nobody can be asked to approve it. Set “Request Type” to an access request, and Seatkeeper asks the approvers.';

const NO_WAY_BACK =
  'Seatkeeper couldn’t reopen it, because the workflow has no transition from “Fulfilled” to an open status that Seatkeeper can use.';

describe('a ticket that no request type of the portal made', () => {
  it('is an access request by its work type and its fields, and is approved once it has a request type', async () => {
    const key = await raiseAsAgent(world, formValues(FIGMA_PREMIUM));
    // the guard does not wait for the event
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('hasn’t checked this request yet');
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBe(HOW_TO_GO_ON);
    expect(await world.panel(key)).toMatchObject({
      kind: 'request',
      state: 'stuck',
      trouble: HOW_TO_GO_ON,
      next: { kind: 'fulfill', enabled: false, reason: HOW_TO_GO_ON },
    });

    await edit(key, { [FIELD.requestType]: REQUEST_TYPE.fields });
    await world.settle();
    expect(await world.comments(key, 'internal')).toEqual([
      expect.stringContaining(HOW_TO_GO_ON) as string,
      expect.stringContaining('Seatkeeper checked this request') as string,
    ]);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key);
    expect(await fulfill(world, key, 'secondAgent')).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });

  it.each([
    ['the work type alone', 'Access request', { summary: 'Please' }],
    ['an application alone', 'Service request', { summary: 'Please', [FIELD.application]: 'Figma' }],
    ['a tier alone', 'Service request', { summary: 'Please', [FIELD.tier]: 'Premium' }],
  ])('is an access request by %s', async (_what, workType, fields) => {
    const key = await raiseAsAgent(world, fields, workType);
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ kind: 'request', state: 'incomplete' });
  });

  it('is found by the reconcile when the event of what makes it one was lost and a later one tells of nothing', async () => {
    const key = await raiseAsAgent(world, { summary: 'Please' }, 'Service request');
    await world.settle();
    await withoutEvents(() => edit(key, { [FIELD.application]: 'Figma' }));
    await edit(key, { assignee: { accountId: world.company.roles.agent } });
    await world.settle();
    await world.advance(5 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ kind: 'request', state: 'incomplete' });
  });

  it('is one by what it said before, too', async () => {
    const key = await raiseAsAgent(
      world,
      { summary: 'Please', [FIELD.application]: 'Figma' },
      'Service request',
    );
    await edit(key, { [FIELD.application]: null });
    await expect(edit(key, { issuetype: { name: 'Access request' } })).rejects.toThrow(
      'The issue type selected is invalid.',
    );
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ kind: 'request', state: 'incomplete' });
  });

  it('is found by the reconcile when no event told of it, however old it is', async () => {
    world.sandbox.host.interferer = ({ path }) =>
      path.startsWith('/rest/api/3/issue/') ? 'kill-before' : undefined;
    const key = await raiseAsAgent(world, { summary: 'Please' }, 'Service request');
    await world.advance(3 * HOUR);
    await edit(key, { [FIELD.application]: 'Figma', [FIELD.tier]: 'Premium' });
    await world.settle();
    world.sandbox.host.interferer = undefined;
    await world.advance(6 * MINUTE);
    expect(await world.query('SELECT issue_key FROM access_request')).toEqual([{ issue_key: key }]);
  });
});

describe('a ticket that came to fulfilled without a decision, where the workflow has no guard', () => {
  it.each([
    ['before the created event arrives', (): Promise<void> => Promise.resolve()],
    [
      'and gets its request type after that',
      async (key: string): Promise<void> => {
        await world.settle();
        await edit(key, { [FIELD.requestType]: REQUEST_TYPE.fields });
      },
    ],
  ])('%s is reopened and counts as unapproved', async (_when, after) => {
    removeGuard();
    const key = await raiseAsAgent(world, formValues(FIGMA_PREMIUM));
    await world.as('agent').move(key, 'Fulfill');
    await after(key);
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0, held: 0 } });
  });

  it('counts with the tier that it names, though it says too little to be decided', async () => {
    removeGuard();
    const key = await raiseAsAgent(world, {
      summary: 'Please',
      [FIELD.application]: 'Figma',
      [FIELD.tier]: 'Premium',
    });
    await world.as('agent').move(key, 'Fulfill');
    await world.settle();
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });

  it('is reopened even where a rule would have approved it, and then goes its usual way', async () => {
    removeGuard();
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
    await world.as('agent').move(key, 'Fulfill');
    await world.settle();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await world.advance(10 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    expect(await unapproved()).toHaveLength(1);
  });
});

describe('a ticket of another work type that came to fulfilled without a decision, where nothing leads back', () => {
  it.each([
    ['says everything', formValues(FIGMA_PREMIUM)],
    ['says too little', { summary: 'Please', [FIELD.application]: 'Figma', [FIELD.tier]: 'Premium' }],
  ])(
    'and %s counts, and its ticket and the owner are told that nobody could reopen it',
    async (_what, values) => {
      removeGuard();
      const key = await raiseAsAgent(world, values, 'Service request');
      await world.as('agent').move(key, 'Resolve');
      await world.settle();
      await world.advance(10 * MINUTE);
      expect(world.statusOf(key)).toBe('Fulfilled');
      expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
      expect(await world.panel(key)).toMatchObject({ state: 'unapproved' });
      expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state <> 'free'")).toEqual([]);
      const notes = (world.site.jsm.issue(key)?.comments ?? []).map(({ body }) => JSON.stringify(body));
      expect(notes.filter((note) => note.includes('without a valid decision'))).toHaveLength(1);
      expect(notes.join(' ')).toContain(NO_WAY_BACK);
      expect(notes.join(' ')).not.toContain('The ticket was reopened');
      const told = [...world.site.jsm.issues.values()].filter(({ values }) =>
        String(values.get('summary')).startsWith(`${key} was fulfilled without approval: Figma Premium`),
      );
      expect(told.map(({ participants }) => participants)).toEqual([[world.company.roles.owner]]);
      expect(JSON.stringify(told[0]?.comments)).toContain(NO_WAY_BACK);
    },
  );
});

/** A company whose workflow closes what is fulfilled, and guards nothing. */
function closingWhatIsFulfilled(): Company {
  const company = madeUpCompany();
  const [project] = company.site.projects;
  const issueTypes = (project?.issueTypes ?? []).map((type) => {
    const fulfill = type.workflow.transitions.find(({ name }) => name === 'Fulfill');
    const withdraw = type.workflow.transitions.find(({ name }) => name === 'Withdraw');
    if (!fulfill || !withdraw) return type;
    const close = { id: '991', name: 'Close', from: [fulfill.to], to: withdraw.to, validators: [] };
    return { ...type, workflow: { ...type.workflow, transitions: [...type.workflow.transitions, close] } };
  });
  return { ...company, site: { ...company.site, projects: project ? [{ ...project, issueTypes }] : [] } };
}

describe('a ticket that was fulfilled without a decision and closed before anybody looked', () => {
  beforeEach(async () => {
    await world.stop();
    world = await World.start({ company: closingWhatIsFulfilled() });
    removeGuard();
  });
  const close = async (key: string): Promise<void> => {
    await world.as('agent').move(key, 'Fulfill');
    await world.as('agent').move(key, 'Close');
  };

  it('counts as unapproved', async () => {
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
    await close(key);
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Canceled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
    expect(await world.panel(key)).toMatchObject({ state: 'canceled', pool: { allocated: 0, held: 0 } });
  });

  it('is found by the reconcile when no event told of it', async () => {
    world.sandbox.host.interferer = ({ path }) =>
      path.startsWith('/rest/api/3/issue/') ? 'kill-before' : undefined;
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
    await close(key);
    await world.settle();
    world.sandbox.host.interferer = undefined;
    await world.advance(6 * MINUTE);
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });
});

describe('a request of the portal', () => {
  it('stays one when its fields are emptied and its request type is taken away before any event arrives', async () => {
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
    await edit(key, { [FIELD.requestType]: null, [FIELD.application]: null, [FIELD.tier]: null });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('hasn’t checked this request yet');
    await world.settle();
    expect(await fulfill(world, key)).toContain('This request is incomplete.');
  });
});

/** A company where the tickets that the app makes have the work type of access requests, and so their workflow. */
function askingByAccessRequests(): Company {
  const company = madeUpCompany();
  const [project] = company.site.projects;
  const requestTypes = (project?.requestTypes ?? []).map((one) =>
    one.id === REQUEST_TYPE.licenseCheck ? { ...one, issueTypeId: '10100' } : one,
  );
  const projects = project ? [{ ...project, requestTypes }] : [];
  return { ...company, site: { ...company.site, projects } };
}

describe('a request of the portal that gets a request type which asks for no access', () => {
  it('stays one, though it says nothing more and is fulfilled before any event arrives', async () => {
    await world.stop();
    world = await World.start({ company: askingByAccessRequests() });
    removeGuard();
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
    await edit(key, { [FIELD.requestType]: REQUEST_TYPE.licenseCheck });
    await edit(key, { [FIELD.application]: null, [FIELD.tier]: null });
    await world.as('agent').move(key, 'Fulfill');
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toMatchObject([{ issue_key: key }]);
  });
});

describe('a ticket that the app made to ask for something', () => {
  it('is an access request once somebody makes it say that it asks for access', async () => {
    await world.stop();
    world = await World.start({ company: askingByAccessRequests() });
    const { jsm } = world.site;
    const app = [...jsm.accounts.values()].find(({ kind }) => kind === 'app');
    if (!app) throw new Error('the app has an account');
    const { key } = createRequest(jsm, app, {
      serviceDeskId: '1',
      requestTypeId: REQUEST_TYPE.licenseCheck,
      requestFieldValues: { summary: 'Do you still need your seat?' },
      requestParticipants: [],
      raiseOnBehalfOf: world.company.roles.newHire,
    });
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ kind: 'not-an-access-request' });
    await edit(key, { [FIELD.requestType]: REQUEST_TYPE.fields });
    await edit(key, { [FIELD.application]: 'Figma', [FIELD.tier]: 'Premium' });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('hasn’t checked this request yet');
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ kind: 'request', state: 'incomplete' });
  });
});

describe('what was done before the project was mapped', () => {
  it('is left alone when it is edited afterwards, and what is fulfilled afterwards is not', async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
    removeGuard();
    const [before, after] = [await raise(world, FIGMA_PREMIUM), await raise(world, FIGMA_PREMIUM)];
    await world.as('agent').move(before, 'Fulfill');
    await world.advance(HOUR);
    await setUpApp(world.sandbox, world.site, world.company);
    await edit(before, { summary: 'Long done' });
    await world.as('agent').move(after, 'Fulfill');
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(before)).toBe('Fulfilled');
    expect(await world.panel(before)).toEqual({ kind: 'not-an-access-request' });
    expect(await unapproved()).toEqual([{ issue_key: after, app_key: 'figma', tier_key: 'premium' }]);
  });
});

/** An import of a ticket that is fulfilled from the start, and says that it is old. */
function importFulfilled({ updatedAt, raisesEvent }: { updatedAt: number; raisesEvent: boolean }): string {
  const { jsm } = world.site;
  const creator = jsm.account(world.company.roles.agent);
  const project = jsm.project('IT');
  if (!project) throw new Error('the company has a project');
  const { key } = createIssue(
    jsm,
    {
      ...{ project, issueTypeId: '10100', creator, reporter: jsm.account(world.company.roles.newHire) },
      values: issueValues(formValues(FIGMA_PREMIUM)),
    },
    { statusId: STATUS.fulfilled, createdAt: world.now() - 400 * DAY, updatedAt, raisesEvent },
  );
  return key;
}

describe('a ticket that an import made in fulfilled, dated before the project was mapped', () => {
  it('is found by its event, reopened, and counts as unapproved', async () => {
    const key = importFulfilled({ updatedAt: world.now() - 399 * DAY, raisesEvent: true });
    await world.settle();
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });

  it('is found by the reconcile when the import raised no event', async () => {
    const key = importFulfilled({ updatedAt: world.now(), raisesEvent: false });
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });

  it('is found the next night where it says that it was not changed since either', async () => {
    const key = importFulfilled({ updatedAt: world.now() - 399 * DAY, raisesEvent: false });
    await world.advance(6 * MINUTE);
    await world.nightly();
    await world.settle();
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
    // no entry of its history tells of it
    await world.advance(2 * HOUR);
    await world.console('administrator')('facts/rebuild', {});
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });

  it('is found beside one that cannot be followed, which is tried again the next night', async () => {
    const keys = [1, 2].map(() =>
      importFulfilled({ updatedAt: world.now() - 399 * DAY, raisesEvent: false }),
    );
    const [found, broken = ''] = keys;
    const brokenId = world.site.jsm.issue(broken)?.id ?? '';
    world.sandbox.host.interferer = ({ path }) =>
      [broken, brokenId].some((id) => path.includes(`/issue/${id}`)) ? 'lose-answer' : undefined;
    for (let night = 0; night < 2; night++) {
      await world.nightly();
      await world.settle();
    }
    expect(await unapproved()).toMatchObject([{ issue_key: found }]);
    world.sandbox.host.interferer = undefined;
    await world.nightly();
    await world.settle();
    expect(await unapproved()).toHaveLength(2);
  });

  it('is left alone when the import was before that, though somebody edits it afterwards', async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
    const key = importFulfilled({ updatedAt: world.now(), raisesEvent: true });
    await world.advance(HOUR);
    await setUpApp(world.sandbox, world.site, world.company);
    await edit(key, { summary: 'Long done' });
    await world.settle();
    await world.advance(6 * MINUTE);
    await world.nightly();
    expect(world.statusOf(key)).toBe('Fulfilled');
    expect(await unapproved()).toEqual([]);
    // whoever saves the mapping once more excuses nothing and blames nothing
    const [project] = ((await world.admin('admin/setup', {})) as { settings: readonly object[] }).settings;
    await saveProject(world, project);
    await edit(key, { summary: 'Done long ago' });
    await world.settle();
    expect(world.statusOf(key)).toBe('Fulfilled');
  });
});

describe('a project that has got the key of another one', () => {
  it('is not judged by the mapping of that one', async () => {
    const [project] = world.company.site.projects;
    if (!project) throw new Error('the company has a project');
    // as when one project is renamed and another takes its key
    Object.assign(project, { id: '10009' });
    const key = await raiseAsAgent(world, formValues(FIGMA_PREMIUM));
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('the project isn’t set up');
  });
});
