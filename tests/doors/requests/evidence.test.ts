import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import { createIssue } from '../../../sandbox/jsm/issues';
import { setPolicy } from '../../support/approvals';
import { documentOf } from '../../support/documents';
import { fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const RULES = [
  { id: 'slack', description: 'Everybody gets Slack.', effect: { kind: 'auto-approve' } },
  {
    id: 'slack-is-changed-by-ticket',
    description: 'Slack needs a change ticket and the training.',
    effect: {
      kind: 'require-evidence',
      evidence: [
        { kind: 'justification', minCharacters: 30 },
        { kind: 'change-ticket', projectKey: 'IT' },
        { kind: 'training', name: 'Security basics' },
      ],
    },
  },
];

/** Gives everybody in the roster a training, as the next export of it would. */
function trained(roster: string, training: string): string {
  const [header = '', ...rows] = roster.trim().split(/\r?\n/);
  return [`${header},Trainings`, ...rows.map((row) => `${row},Onboarding; ${training}`)].join('\n');
}

describe('evidence', () => {
  it('is asked for in plain words, looked for when it is there, and kept with the decision', async () => {
    const change = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A new switch' });
    await world.importCatalog({ format: 'seatkeeper-catalog', applications: [], policy: { rules: RULES } });

    const key = await raise(world, SLACK_STANDARD);
    const [asked = ''] = await world.comments(key, 'public');
    expect(asked).toContain('at least 30 characters (now 16).');
    expect(asked).toContain('Add the change ticket to the reason, like IT-123.');
    expect(asked).toContain('Complete the training “Security basics” first.');

    const explain = async (reason: string): Promise<void> => {
      const fields = { [FIELD.justification]: documentOf(reason) };
      await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
      await world.settle();
    };
    await explain(`New in IT-9999 ${'\u200B'.repeat(40)}${' .'.repeat(2)}${'!'.repeat(30)}`);
    const [, padded = ''] = await world.comments(key, 'public');
    expect(padded).toContain('at least 30 characters (now 19).');
    await explain('The new channel of the rollout in it-9999');
    const [, , unknown = ''] = await world.comments(key, 'public');
    expect(unknown).toContain('We can’t find the ticket IT-9999. Add a change ticket from IT.');

    const { roster, emailPattern } = world.company;
    const next = trained(roster, 'security Basics');
    await importDocument(world.admin, next, 'import/plan-roster', { emailPattern });
    await explain(`The new channel of the rollout in ${change}`);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    const [note = ''] = await world.comments(key, 'internal');
    expect(note).toContain(`a change ticket from IT, named in the reason: ${change}`);
    expect(note).toContain('the training “Security basics”: completed');
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'policy', state: 'met' },
        { kind: 'evidence', state: 'met', text: expect.stringContaining(change) as string },
        { kind: 'justification' },
      ],
    });
  });

  it('by a change ticket is another ticket, of a type that the settings name, and open or approved', async () => {
    const change = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A new switch' });
    const access = await raise(world, { application: 'Nothing' });
    const [everybody, needs] = RULES;
    const evidence = [{ kind: 'change-ticket', projectKey: 'IT' }];
    await setPolicy(world, everybody, { ...needs, effect: { kind: 'require-evidence', evidence } });
    const key = await raise(world, SLACK_STANDARD);
    const answerTo = async (ticket: string): Promise<string | undefined> => {
      const fields = { [FIELD.justification]: documentOf(`See ${ticket}`) };
      await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
      await world.settle();
      return (await world.comments(key, 'public')).at(-1);
    };
    expect(await answerTo(key)).toContain('A request can’t be its own change ticket.');
    expect(await answerTo(access)).toContain(`${access} is an access request, not a change ticket.`);
    await nameChanges('Change');
    expect(await answerTo(change)).toContain(
      `${change} isn’t a change ticket. Add one of this type: Change.`,
    );
    await nameChanges('service request');
    await world.as('agent').move(change, 'Resolve');
    expect(await answerTo(`${change} `)).toContain(`${change} is closed and wasn’t approved.`);
    expect(world.statusOf(key)).toBe('Open');
    const open = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'Another switch' });
    await answerTo(open);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });
});

describe('the change ticket that a decision rests on', () => {
  /** A request that is ready because its reason names a change ticket. */
  async function readyByChange(): Promise<{ readonly key: string; readonly change: string }> {
    const change = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A new switch' });
    const [everybody, needs] = RULES;
    const evidence = [{ kind: 'change-ticket', projectKey: 'IT' }];
    await setPolicy(world, everybody, { ...needs, effect: { kind: 'require-evidence', evidence } });
    const key = await raise(world, { ...SLACK_STANDARD, justification: `See ${change}` });
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    return { key, change };
  }
  const explain = async (key: string, reason: string): Promise<void> => {
    const fields = { [FIELD.justification]: documentOf(reason) };
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    await world.settle();
  };

  it('has to be open or approved when the request is fulfilled; else the guard refuses and the request asks for another', async () => {
    const { key, change } = await readyByChange();
    await world.as('agent').move(change, 'Resolve');
    const over = `${change} is closed and wasn’t approved. Add a change ticket that is open or approved.`;
    expect(await fulfill(world, key)).toBe(over);
    await world.advance(6 * MINUTE);
    expect(await world.property(key)).toMatchObject({ state: 'incomplete' });
    expect((await world.comments(key, 'public')).at(-1)).toContain(over);
    expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state <> 'free'")).toEqual([]);

    const other = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'Another switch' });
    await explain(key, `See ${other}`);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('has to be of the kind that the settings name then', async () => {
    const { key, change } = await readyByChange();
    await nameChanges('Change');
    expect(await fulfill(world, key)).toBe(`${change} isn’t a change ticket. Add one of this type: Change.`);
  });

  it('has to be there', async () => {
    const { key, change } = await readyByChange();
    await world.as('agent').ask('DELETE', `/rest/api/3/issue/${change}`);
    expect(await fulfill(world, key)).toBe(
      `We can’t find the ticket ${change}. Add a change ticket from IT.`,
    );
  });

  it('is looked at once more where the workflow has no guard, and what came through is brought back', async () => {
    const { key, change } = await readyByChange();
    await world.as('agent').move(change, 'Resolve');
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).not.toBe('Fulfilled');
    expect(await world.query("SELECT issue_key FROM ticket_fact WHERE kind = 'unapproved'")).toEqual([
      { issue_key: key },
    ]);
    expect((await world.comments(key, 'internal')).join(' ')).toContain(
      `${change} is closed and wasn’t approved.`,
    );
    expect(await world.property(key)).toMatchObject({ state: 'incomplete' });
  });

  it('is looked at also where the ticket was reopened before anybody looked', async () => {
    const { key, change } = await readyByChange();
    await world.as('agent').move(change, 'Resolve');
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
    expect(await world.as('agent').move(key, 'Reopen')).toBeUndefined();
    await world.settle();
    await world.advance(6 * MINUTE);
    expect(
      await world.query("SELECT kind FROM ticket_fact WHERE kind IN ('unapproved', 'fulfilled')"),
    ).toEqual([{ kind: 'unapproved' }]);
    expect((await world.comments(key, 'public')).join(' ')).not.toContain('is ready to use');
    expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state = 'allocated'")).toEqual([]);
  });

  it('takes nothing away when it is closed after that, though nobody has looked yet', async () => {
    const { key, change } = await readyByChange();
    expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
    await world.sandbox.clock.leapTo(world.now() + 1_000);
    await world.as('agent').move(change, 'Resolve');
    await world.settle();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('costs the guard one call, and nothing where a decision rests on none', async () => {
    const guardCalls = async (key: string): Promise<unknown> => {
      const [guard] = await world.invocationsDuring(() => world.as('agent').move(key, 'Fulfill'));
      expect(guard).toMatchObject({ functionKey: 'fn-guard' });
      return guard?.rest;
    };
    const { key } = await readyByChange();
    expect(await guardCalls(key)).toBe(2);
    await setPolicy(world, RULES[0]);
    expect(await guardCalls(await raise(world, SLACK_STANDARD, 'lead'))).toBe(1);
  });
});

const nameChanges = (...changeWorkTypes: readonly string[]): Promise<unknown> =>
  saveGroups(world, { security: null, fallback: null, changeWorkTypes });

/** A company that has its change tickets in a project of their own. */
function withChangeProject(company: Company): Company {
  const [project] = company.site.projects;
  if (!project) throw new Error('the company has no project');
  const changes = { ...project, id: '10001', key: 'CHG', name: 'Changes', requestTypes: [] };
  return {
    ...company,
    site: { ...company.site, projects: [project, { ...changes, serviceDeskId: '2', portalId: 2 }] },
  };
}

describe('a change ticket in a project that the app may not see for a while', () => {
  const unreadable = 'Seatkeeper can’t read CHG-1. Ask a project admin to give Seatkeeper access.';
  const setHidden = (isHidden: boolean): void => {
    const apps = [...world.site.jsm.accounts.values()].filter(({ kind }) => kind === 'app');
    const hiddenFrom = isHidden ? new Set(apps.map(({ accountId }) => accountId)) : undefined;
    Object.assign(world.site.jsm.project('CHG') ?? {}, { hiddenFrom });
  };
  let key: string;

  beforeEach(async () => {
    await world.stop();
    world = await World.start({ company: withChangeProject(madeUpCompany()) });
    const { jsm } = world.site;
    const [project, hardware] = [
      jsm.project('CHG'),
      jsm.project('IT')?.requestTypes.find(({ id }) => id === REQUEST_TYPE.hardware),
    ];
    if (!project || !hardware) throw new Error('the company has a project for changes');
    const creator = jsm.account(world.company.roles.agent);
    const issue = { project, issueTypeId: hardware.issueTypeId, creator, reporter: creator };
    createIssue(jsm, { ...issue, values: { summary: 'A new switch' } });
    const evidence = [{ kind: 'change-ticket', projectKey: 'CHG' }];
    const [everybody, needs] = RULES;
    await setPolicy(world, everybody, { ...needs, effect: { kind: 'require-evidence', evidence } });
    key = await raise(world, { ...SLACK_STANDARD, justification: 'See CHG-1' });
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    setHidden(true);
  });

  it('lets nothing be fulfilled meanwhile, and takes nothing away', async () => {
    expect(await fulfill(world, key)).toBe(unreadable);
    await world.advance(2 * HOUR);
    expect(await world.property(key)).toMatchObject({ state: 'ready' });
    expect(await world.panel(key)).toMatchObject({ pool: { held: 1 } });
    setHidden(false);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('is waited for also where the ticket was reopened before anybody looked', async () => {
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
    expect(await world.as('agent').move(key, 'Reopen')).toBeUndefined();
    await world.settle();
    await world.advance(HOUR);
    expect(await world.property(key)).toMatchObject({ state: 'ready' });
    expect(await world.query("SELECT kind FROM ticket_fact WHERE kind = 'fulfilled'")).toEqual([]);
  });

  it('is waited for where the workflow has no guard, before the move is judged', async () => {
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(2 * HOUR);
    expect(world.statusOf(key)).toBe('Fulfilled');
    expect(await world.property(key)).toMatchObject({ state: 'ready' });
    expect(await world.admin('admin/setup', {})).toMatchObject({
      leftBehind: [{ issueKey: key, reason: unreadable }],
    });
    setHidden(false);
    await world.advance(HOUR);
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    expect(await world.query("SELECT kind FROM ticket_fact WHERE kind = 'unapproved'")).toEqual([]);
  });
});
