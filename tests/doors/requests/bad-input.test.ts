import { randomUUID } from 'node:crypto';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { HostRefusal } from '../../../sandbox/forge/host-refusal';
import { issueExtension } from '../../../sandbox/story/actors';
import {
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  MIRO_STANDARD,
  raise,
  raiseByPanel,
  type Asked,
} from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** The seats of a pool that are not free. */
async function taken(application: string): Promise<number> {
  const key = await raise(world, { application, tier: 'Standard', justification: 'x' }, 'lead');
  const panel = (await world.panel(key)) as { pool: { held: number; allocated: number } };
  return panel.pool.held + panel.pool.allocated;
}

describe('a request that cannot be decided', () => {
  it.each<[string, Partial<Asked>, RegExp]>([
    [
      'an unknown application',
      { application: 'Photoshop', tier: 'Standard', justification: 'x' },
      /“Photoshop” isn’t in our catalog\. Choose one of these: Figma, Slack, Miro\./,
    ],
    [
      'an unknown tier',
      { application: 'Figma', tier: 'Ultimate', justification: 'x' },
      /We don’t have a tier “Ultimate”\. Choose one of these: Standard, Premium\./,
    ],
    [
      'no application',
      { tier: 'Standard', justification: 'x' },
      /Which application do you need\? Choose one of these: Figma, Slack, Miro\./,
    ],
    ['no tier', { application: 'Figma', justification: 'x' }, /Which tier of Figma do you need\?/],
    ['no reason', { application: 'Figma', tier: 'Standard' }, /What do you need it for\?/],
    [
      'a reason that nobody can see',
      { ...MIRO_STANDARD, justification: '\u200B\u2060\u200B' },
      /What do you need it for\?/,
    ],
    ['a negative duration', { ...MIRO_STANDARD, days: -5 }, /“-5” isn’t a number of days\. Enter 1 to 3,650/],
    ['half a day', { ...MIRO_STANDARD, days: 0.5 }, /“0\.5” isn’t a number of days/],
    ['a duration of a hundred years', { ...MIRO_STANDARD, days: 36_500 }, /“36500” isn’t a number of days/],
  ])(
    'for %s is answered with one public comment that says what is missing, and moves nowhere',
    async (_what, asked, message) => {
      const key = await raise(world, asked);
      expect(world.statusOf(key)).toBe('Open');
      const comments = await world.comments(key, 'public');
      expect(comments).toHaveLength(1);
      expect(comments[0]).toMatch(message);
      expect(await world.property(key)).toMatchObject({ state: 'incomplete' });
      expect(await world.as('agent').move(key, 'Fulfill')).toContain('incomplete');
    },
  );

  it('names everything that is wrong at once', async () => {
    const key = await raise(world, {});
    const [comment] = await world.comments(key, 'public');
    expect(comment).toMatch(/Which application[\s\S]*Which tier[\s\S]*What do you need it for/);
    expect(comment).toContain('Reply here. An agent then updates the request, and it continues.');
  });

  it('for somebody who left says so, and holds no seat', async () => {
    const alex = world.accountOf('Alex Moreau');
    const key = await raise(world, { ...MIRO_STANDARD, beneficiary: alex });
    expect(await world.comments(key, 'public')).toEqual([
      expect.stringContaining('@Alex Moreau is no longer active in the company') as string,
    ]);
    expect(await taken('Miro')).toBe(0);
  });

  it('for an account that is not in the roster asks the queue, and nothing of who can’t help it', async () => {
    const outsider = world.sandbox.host.installationOf(world.site).appAccountId;
    const key = await raise(world, { ...MIRO_STANDARD, beneficiary: outsider });
    await world.advance(6 * 60_000);
    expect(await world.comments(key, 'public')).toEqual([
      'Your IT team needs to finish setting this up first. They know about it, so you don’t have to do anything.',
    ]);
    const notes = await world.comments(key, 'internal');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('This request waits for a Jira admin. It continues once this is fixed:');
    expect(notes[0]).toContain('isn’t in the people roster yet. Import the roster with them');
    expect(await fulfill(world, key)).toContain('A Jira admin needs to import them.');
    expect(await world.panel(key)).toMatchObject({ state: 'incomplete', turn: 'administrator' });
    expect(await world.portalPanel(key)).toMatchObject({
      turn: 'administrator',
      problems: [],
    });
  });

  it('goes on by itself once an agent fills in what was missing, without asking twice', async () => {
    const key = await raise(world, { application: 'Figma', justification: 'x' });
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'still no tier' } });
    await world.settle();
    expect(await world.comments(key, 'public')).toHaveLength(1);
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.tier]: 'premium' } });
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});

describe('what the create panel’s property holds', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'figma'],
    [
      'another shape',
      { application: { name: 'figma' }, tier: 7, beneficiaryId: [], duration: {}, justification: false },
    ],
    [
      'markup and huge texts',
      { application: '<script>'.repeat(20), tier: 'x'.repeat(200), justification: 'y'.repeat(4_000) },
    ],
    [
      'a negative duration as text',
      { application: 'slack', tier: 'standard', duration: '-3', justification: 'x' },
    ],
  ])('may be %s: the request is asked for what is missing and nothing breaks', async (_what, input) => {
    const key = await raiseByPanel(world, input);
    expect(world.statusOf(key)).toBe('Open');
    expect(await world.comments(key, 'public')).toHaveLength(1);
    expect(world.invocations().every(({ outcome }) => outcome?.ok)).toBe(true);
  });
});

describe('a resolver', () => {
  it('takes the issue from the page, never from the payload', async () => {
    const mine = await raise(world, MIRO_STANDARD);
    const other = await raise(world, FIGMA_PREMIUM);
    const payload = { issueKey: other, issue: { key: other } };
    await expect(
      world
        .as('agent')
        .invoke('issue-panel', 'issue-panel/fulfill', issueExtension(world.site, mine), payload),
    ).rejects.toThrow(/Unknown fields: “issueKey”, “issue”/);
    expect(world.statusOf(other)).toBe('Waiting for approval');
  });

  it('takes the person from the platform, never from the payload', async () => {
    const payload = {
      accountId: world.company.roles.administrator,
      application: 'figma',
      tier: 'premium',
      beneficiaryId: null,
    };
    const extension = {
      type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
      portal: { id: 1 },
      request: { typeId: 10 },
    };
    await expect(
      world.as('newHire').invoke('portal-create', 'portal/preview', extension, payload),
    ).rejects.toThrow(/Unknown field: “accountId”/);
  });

  it('shows a portal request to nobody it does not concern', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    const stranger = world.person(world.accountOf('Kim Osei'));
    const extension = {
      type: 'jiraServiceManagement:portalRequestDetailPanel',
      portal: { id: 1 },
      request: { key, typeId: 11 },
    };
    await expect(stranger.invoke('portal-request', 'portal/show-request', extension)).rejects.toThrow(
      HostRefusal,
    );
    // and were the platform's own check absent, the app's would hold
    const call = {
      site: world.site,
      moduleKey: 'portal-request',
      accountId: stranger.accountId,
      functionKey: 'portal/show-request',
      payload: {},
      extension,
    };
    expect(await world.sandbox.host.invokeResolverUnchecked(call)).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: 'This request doesn’t exist, or you don’t have access to it.' },
    });
  });

  it.each([
    ['issue-panel', 'issue-panel/show', 'not-found'],
    ['issue-panel', 'issue-panel/fulfill', 'not-found'],
  ])('of an agent (%s, %s) does nothing for a portal customer', async (moduleKey, functionKey, code) => {
    const key = await raise(world, { application: 'Slack', tier: 'Standard', justification: 'x' });
    const extension = issueExtension(world.site, key);
    await expect(world.as('newHire').invoke(moduleKey, functionKey, extension)).rejects.toThrow(
      /not open to customer accounts/,
    );
    const call = {
      site: world.site,
      moduleKey,
      accountId: world.company.roles.newHire,
      functionKey,
      payload: {},
      extension,
    };
    expect(await world.sandbox.host.invokeResolverUnchecked(call)).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it.each(['admin/setup', 'import/stage', 'import/apply', 'admin/save-project', 'calendars/save'])(
    'of the administrator (%s) does nothing for anybody else',
    async (functionKey) => {
      const call = {
        site: world.site,
        moduleKey: 'admin-page',
        functionKey,
        payload: { importId: randomUUID(), part: 0, text: '{}' },
        extension: { type: 'jira:adminPage' },
      };
      for (const accountId of [world.company.roles.agent, world.company.roles.newHire, undefined]) {
        await expect(world.sandbox.host.invokeResolver({ ...call, accountId })).rejects.toThrow(HostRefusal);
        expect(await world.sandbox.host.invokeResolverUnchecked({ ...call, accountId })).toMatchObject({
          ok: false,
          error: { code: 'forbidden' },
        });
      }
    },
  );

  it('asks visitors without an account to sign in', async () => {
    const extension = {
      type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
      portal: { id: 1 },
      request: { typeId: 10 },
    };
    const call = {
      site: world.site,
      moduleKey: 'portal-create',
      accountId: undefined,
      functionKey: 'portal/offer',
      payload: {},
      extension,
    };
    expect(await world.sandbox.host.invokeResolverUnchecked(call)).toEqual({
      ok: false,
      error: { code: 'forbidden', message: 'Sign in first.', retryable: false },
    });
  });

  it('cannot be called from a page of another kind', async () => {
    const call = {
      site: world.site,
      moduleKey: 'issue-panel',
      accountId: world.company.roles.agent,
      functionKey: 'issue-panel/show',
      payload: {},
      extension: { type: 'jira:adminPage' },
    };
    expect(await world.sandbox.host.invokeResolverUnchecked(call)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });
});

describe('a ticket that is no access request', () => {
  it('is left alone: no field, no comment, no property', async () => {
    const key = await world.as('newHire').raise(REQUEST_TYPE.hardware, { summary: 'A laptop' });
    await world.settle();
    const issue = world.site.jsm.issue(key);
    expect(issue?.comments).toEqual([]);
    expect([...(issue?.properties.keys() ?? [])]).toEqual([]);
    expect(await world.panel(key)).toEqual({ kind: 'not-an-access-request' });
  });
});

describe('a person who asks for what they have', () => {
  it('is told, and gets no second seat', async () => {
    const first = await raise(world, { application: 'Slack', tier: 'Standard', justification: 'x' });
    await world.as('agent').move(first, 'Fulfill');
    await world.settle();
    const second = await world
      .as('newHire')
      .raise(
        REQUEST_TYPE.fields,
        formValues({ application: 'Slack', tier: 'Standard', justification: 'again' }),
      );
    await world.settle();
    expect(await world.comments(second, 'public')).toEqual([
      '@Sam Rivera already has a seat in Slack Standard. There’s nothing more to request, so you can withdraw this request.',
    ]);
    expect(await fulfill(world, second)).toBe('They already have a seat in Slack Standard.');
    // nothing is missing that somebody could say
    expect(await world.panel(second)).toMatchObject({ turn: 'nobody', requirements: [] });
  });
});
