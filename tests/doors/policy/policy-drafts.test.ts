import { DAY, MINUTE } from '../../../src/common/rules/time';
import { approve, policyOf, propose, saveRule, shownTo, textOfVersion } from '../../support/drafts';
import { FIGMA_PREMIUM, MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const NO_SLACK = {
  id: 'no-slack',
  description: 'Nobody gets Slack for now.',
  when: { applications: ['slack'] },
  effect: { kind: 'forbid' },
};
const NO_MIRO = { ...NO_SLACK, id: 'no-miro', when: { applications: ['miro'] } };

const steps = (): Promise<readonly Record<string, unknown>[]> =>
  world.query('SELECT version, step, kind, by_id, effective_from FROM policy_step ORDER BY version, step');

describe('a draft', () => {
  it('changes no decision until somebody else has approved it, and every step is on record', async () => {
    const view = await saveRule(world, NO_SLACK);
    expect(view).toMatchObject({
      inForce: { version: 1 },
      draft: { version: 2, state: 'draft', changes: [{ kind: 'added', id: 'no-slack' }] },
    });
    expect(world.statusOf(await raise(world, SLACK_STANDARD))).toBe('Ready to fulfill');

    await propose(world);
    expect(world.statusOf(await raise(world, SLACK_STANDARD, 'manager'))).toBe('Ready to fulfill');
    await approve(world, 'lead');
    const denied = await raise(world, SLACK_STANDARD, 'owner');
    expect(world.statusOf(denied)).toBe('Declined');
    expect(await world.panel(denied)).toMatchObject({ policyVersion: 2, rules: ['no-slack'] });

    const { administrator, lead } = world.company.roles;
    expect((await steps()).filter(({ version }) => version === 2)).toEqual([
      { version: 2, step: 1, kind: 'edited', by_id: administrator, effective_from: null },
      { version: 2, step: 2, kind: 'proposed', by_id: administrator, effective_from: null },
      { version: 2, step: 3, kind: 'approved', by_id: lead, effective_from: expect.anything() as unknown },
    ]);
    expect((await policyOf(world)).versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'in-force'],
      [1, 'superseded'],
      [0, 'superseded'],
    ]);
  });

  it('is approved neither by who edited or proposed it nor before it is proposed', async () => {
    await saveRule(world, NO_SLACK, { as: 'lead' });
    await expect(approve(world, 'administrator')).rejects.toThrow('Propose it first');
    await propose(world, 'administrator');
    await expect(approve(world, 'lead')).rejects.toThrow('You worked on this draft');
    await expect(approve(world, 'administrator')).rejects.toThrow('You worked on this draft');
    expect(await policyOf(world)).toMatchObject({
      inForce: { version: 1 },
      draft: { obstacle: expect.stringContaining('somebody else') as string },
    });
  });

  it('that was edited meanwhile is not approved by what was shown before', async () => {
    await saveRule(world, NO_SLACK);
    await propose(world);
    const shown = await shownTo(world, 'lead');
    const approval = { shown, effectiveFrom: null, note: '' };
    await saveRule(world, NO_MIRO);
    await expect(world.console('lead')('policy/approve', approval)).rejects.toThrow(
      'Somebody changed this draft',
    );
    await propose(world);
    await expect(world.console('lead')('policy/approve', approval)).rejects.toThrow(
      'Somebody changed this draft',
    );
    const now = await shownTo(world, 'lead');
    await expect(
      world.console('lead')('policy/approve', { ...approval, shown: { ...now, digest: shown.digest } }),
    ).rejects.toThrow('Somebody changed this draft');
    expect(await policyOf(world)).toMatchObject({ inForce: { version: 1 }, draft: { state: 'proposed' } });
  });

  it('is proposed once, has no two rules of one ID, and starts within a year', async () => {
    await saveRule(world, NO_SLACK);
    await expect(saveRule(world, { ...NO_MIRO, id: NO_SLACK.id })).rejects.toThrow(
      'Another rule already has the ID “no-slack”. Enter a different one.',
    );
    await propose(world);
    await expect(propose(world)).rejects.toThrow('This draft is already proposed.');
    await expect(approve(world, 'lead', world.now() + 367 * DAY)).rejects.toThrow(
      'The policy can’t start more than a year from now.',
    );
    expect(await policyOf(world)).toMatchObject({ inForce: { version: 1 }, draft: { state: 'proposed' } });
  });

  it('that two people edit from the same state keeps the first edit, and tells the second', async () => {
    await saveRule(world, NO_SLACK);
    const { version, step } = await shownTo(world, 'administrator');
    const edit = (as: 'administrator' | 'lead', rule: unknown): Promise<unknown> =>
      world.console(as)('policy/save-rule', { after: { version, step }, replaces: null, rule });
    await edit('lead', NO_MIRO);
    await expect(edit('administrator', { ...NO_MIRO, id: 'other' })).rejects.toThrow(
      'Somebody changed this draft',
    );
    expect((await policyOf(world)).draft?.rules.map(({ id }) => id)).toContain('no-miro');
    expect((await policyOf(world)).draft?.rules.map(({ id }) => id)).not.toContain('other');
  });

  it('is decided by exactly one of two who decide at once', async () => {
    await saveRule(world, NO_SLACK, { as: 'administrator' });
    await propose(world);
    const shown = await shownTo(world, 'lead');
    const outcomes = await Promise.allSettled([
      world.console('lead')('policy/approve', { shown, effectiveFrom: null, note: '' }),
      world.console('administrator')('policy/withdraw', { version: 2 }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await steps()).filter(({ version, step }) => version === 2 && Number(step) > 2)).toHaveLength(1);
  });

  it('that is approved for later decides nothing before, and can be withdrawn until then', async () => {
    await saveRule(world, NO_SLACK);
    await propose(world);
    await expect(approve(world, 'lead', world.now() - MINUTE)).rejects.toThrow('can’t start in the past');
    await approve(world, 'lead', world.now() + DAY);
    expect(world.statusOf(await raise(world, SLACK_STANDARD))).toBe('Ready to fulfill');
    expect((await policyOf(world)).versions[0]).toMatchObject({ version: 2, state: 'scheduled' });
    await world.advance(DAY);
    expect(world.statusOf(await raise(world, SLACK_STANDARD, 'manager'))).toBe('Declined');
    await expect(world.console('administrator')('policy/withdraw', { version: 2 })).rejects.toThrow(
      'can’t be withdrawn',
    );

    await saveRule(world, NO_MIRO);
    await propose(world);
    await approve(world, 'lead', world.now() + DAY);
    await world.console('administrator')('policy/withdraw', { version: 3 });
    await world.advance(2 * DAY);
    expect(world.statusOf(await raise(world, MIRO_STANDARD))).toBe('Waiting for approval');
    expect((await policyOf(world)).versions[0]).toMatchObject({ version: 3, state: 'withdrawn' });
  });

  it('that is rejected stays without effect, with the reason, and can be taken up again', async () => {
    await saveRule(world, NO_SLACK);
    await propose(world);
    const shown = await shownTo(world, 'lead');
    await world.console('lead')('policy/reject', { shown, note: 'Slack stays' });
    expect(await policyOf(world)).toMatchObject({
      draft: null,
      inForce: { version: 1 },
      versions: [{ version: 2, state: 'rejected', steps: [{}, {}, { note: 'Slack stays' }] }, {}, {}],
    });
    await expect(
      world.console('lead')('policy/approve', { shown, effectiveFrom: null, note: '' }),
    ).rejects.toThrow('is already decided');
    await world.console('lead')('policy/use-as-draft', { after: null, version: 2 });
    expect((await policyOf(world)).draft).toMatchObject({
      version: 3,
      authorIds: [world.company.roles.lead],
      changes: [{ kind: 'added', id: 'no-slack' }],
    });
  });

  it('that says what is in force is not begun, and not proposed once it does', async () => {
    await world.console('administrator')('policy/use-as-draft', { after: null, version: 1 });
    expect((await policyOf(world)).draft).toBeNull();
    await saveRule(world, NO_SLACK);
    const { version, step } = await shownTo(world, 'administrator');
    await world.console('administrator')('policy/remove-rule', { after: { version, step }, id: 'no-slack' });
    await expect(propose(world)).rejects.toThrow('is the same as the current policy');
  });

  it('is approved once when the answer to the approval got lost and it is sent again', async () => {
    await saveRule(world, NO_SLACK);
    await propose(world);
    const approval = { shown: await shownTo(world, 'lead'), effectiveFrom: null, note: '' };
    world.sandbox.host.interferer = ({ body }) =>
      body.includes('INSERT IGNORE INTO policy_step') ? 'kill-after' : undefined;
    await expect(world.console('lead')('policy/approve', approval)).rejects.toThrow(
      'The process was killed.',
    );
    world.sandbox.host.interferer = undefined;
    expect(await world.console('lead')('policy/approve', approval)).toMatchObject({
      inForce: { version: 2 },
    });
    expect((await steps()).filter(({ kind, version }) => kind === 'approved' && version === 2)).toHaveLength(
      1,
    );
  });
});

describe('who may do what with the policy', () => {
  const refused = async (role: 'agent' | 'newHire', functionKey: string): Promise<unknown> =>
    world.sandbox.host.invokeResolverUnchecked({
      site: world.site,
      moduleKey: 'console',
      accountId: world.company.roles[role],
      functionKey,
      payload: {},
      extension: { type: 'jira:projectPage', project: { id: '10000', key: 'IT', type: 'service_desk' } },
    });

  it('nothing for requesters and agents', async () => {
    for (const role of ['agent', 'newHire'] as const) {
      for (const call of ['show', 'save-rule', 'import', 'propose', 'approve', 'withdraw', 'export', 'try'])
        expect(await refused(role, `policy/${call}`)).toMatchObject({
          ok: false,
          error: { code: 'forbidden' },
        });
    }
  });

  it('owners of applications approve what is about theirs alone, and edit nothing', async () => {
    await saveRule(world, NO_SLACK);
    await propose(world);
    const view = await policyOf(world, 'secondAgent');
    expect(view).toMatchObject({ mayEdit: false, draft: { obstacle: null } });
    await expect(world.console('secondAgent')('policy/withdraw', { version: 2 })).rejects.toThrow(
      'Only admins of this project',
    );
    for (const rule of [NO_MIRO, { ...NO_SLACK, id: 'nothing-for-now', when: {} }]) {
      await saveRule(world, rule);
      await propose(world);
      await expect(approve(world, 'secondAgent')).rejects.toThrow(
        'This draft changes rules for applications you don’t own, so an admin needs to decide.',
      );
      const { version, step } = await shownTo(world, 'administrator');
      await world.console('administrator')('policy/remove-rule', { after: { version, step }, id: rule.id });
    }
    await propose(world);
    await approve(world, 'secondAgent');
    expect((await policyOf(world)).inForce.version).toBe(2);
  });
});

describe('a policy document', () => {
  it('that is exported and imported again changes nothing', async () => {
    const text = await textOfVersion(world, 1);
    await world.console('administrator')('policy/import', { after: null, text });
    expect((await policyOf(world)).draft).toBeNull();
    await saveRule(world, NO_SLACK);
    const { version, step } = await shownTo(world, 'administrator');
    await world.console('lead')('policy/import', {
      after: { version, step },
      text: await textOfVersion(world, version),
    });
    expect((await policyOf(world)).draft?.step).toBe(step);
    expect(await world.console('lead')('policy/compare', { from: 1, to: 2 })).toMatchObject({
      changes: [{ kind: 'added', id: 'no-slack' }],
    });
  });

  it.each([
    ['text that is no JSON', '{"format"', /isn’t a JSON file/],
    [
      'a rule with an unknown effect',
      '{"format":"seatkeeper-catalog","applications":[],"policy":{"rules":[{"id":"a","description":"A","effect":{"kind":"forbid"}},{"id":"b","description":"B","effect":{"kind":"maybe"}}]}}',
      /policy\.rules\[1\]\.effect/,
    ],
    [
      'two rules of one id',
      '{"format":"seatkeeper-catalog","applications":[],"policy":{"rules":[{"id":"a","description":"A","effect":{"kind":"forbid"}},{"id":"a","description":"B","effect":{"kind":"forbid"}}]}}',
      /policy\.rules\[1\]: “a” is used twice/,
    ],
    [
      'an application that nobody knows',
      '{"format":"seatkeeper-catalog","applications":[],"policy":{"rules":[{"id":"a","description":"A","when":{"applications":["mirro"]},"effect":{"kind":"forbid"}}]}}',
      /Rule “a”: The catalog has no application “mirro”/,
    ],
    ['no policy', '{"format":"seatkeeper-catalog","applications":[]}', /contains no policy/],
    [
      'a catalog',
      '{"format":"seatkeeper-catalog","applications":[{"key":"x","name":"X","tiers":[{"key":"s","name":"S","seats":1}]}]}',
      /Import it on the Applications tab/,
    ],
  ])('with %s is refused with its place, and changes nothing', async (_what, text, message) => {
    const before = await steps();
    await expect(world.console('administrator')('policy/import', { after: null, text })).rejects.toThrow(
      message,
    );
    expect(await steps()).toEqual(before);
  });
});

describe('trying a draft on requests of the past', () => {
  it('tells which would have been decided otherwise, and what nothing can be said about', async () => {
    const premium = await raise(world, FIGMA_PREMIUM);
    const miro = await raise(world, MIRO_STANDARD);
    const slack = await raise(world, SLACK_STANDARD);
    await saveRule(world, NO_MIRO);
    await saveRule(
      world,
      {
        id: 'everybody-gets-slack',
        description: 'Slack for half a year.',
        when: { applications: ['slack'] },
        effect: { kind: 'limit-duration', maxDays: 180 },
      },
      { replaces: 'everybody-gets-slack' },
    );
    const trial = await world.console('administrator')('policy/try', { version: 2 });
    expect(trial).toMatchObject({
      replayed: 3,
      withoutFacts: 0,
      notReached: 0,
      counts: expect.arrayContaining([
        { from: 'auto-approve', to: 'too-long', approval: null, count: 1 },
        { from: 'require-approval', to: 'deny', approval: null, count: 1 },
      ]) as unknown,
    });
    const { tickets } = trial as { tickets: readonly { issueKey: string; to: unknown }[] };
    expect(tickets.map(({ issueKey }) => issueKey).sort()).toEqual([miro, slack].sort());
    expect(tickets.map(({ issueKey }) => issueKey)).not.toContain(premium);
    expect(tickets.find(({ issueKey }) => issueKey === miro)).toMatchObject({
      from: { kind: 'require-approval', rules: ['standard-needs-owner'] },
      to: { kind: 'deny', rules: ['no-miro'] },
    });

    const { sql } = world.sandbox.host.installationOf(world.site);
    await sql.execute(
      'UPDATE decision SET facts = NULL, facts_at = NULL WHERE issue_id = ?',
      [world.site.jsm.issue(miro)?.id],
      'write',
    );
    expect(await world.console('administrator')('policy/try', { version: 2 })).toMatchObject({
      replayed: 2,
      withoutFacts: 1,
      counts: [{ from: 'auto-approve', to: 'too-long', approval: null, count: 1 }],
    });
  });
});

describe('asking who must approve', () => {
  it('asks the policy in force or the draft, and records nothing', async () => {
    await saveRule(world, NO_MIRO);
    const ask = (changes: Record<string, unknown>): Promise<unknown> =>
      world.console('administrator')('policy/simulate', {
        email: 'sam.rivera@acme.example',
        application: 'figma',
        tier: 'premium',
        durationDays: null,
        version: null,
        ...changes,
      });
    expect(await ask({})).toMatchObject({
      effect: 'require-approval',
      approvers: [{ stage: 'manager' }, { stage: 'application-owner' }],
    });
    const miro = { application: 'Miro', tier: 'Standard' };
    expect(await ask(miro)).toMatchObject({ effect: 'require-approval' });
    expect(await ask({ ...miro, version: 2 })).toMatchObject({ effect: 'deny' });
    expect(await ask({ email: 'tessa.okafor@acme.example' })).toMatchObject({
      unassigned: [{ stage: 'manager' }],
    });
    expect(await ask({ email: 'nobody@acme.example' })).toEqual({ kind: 'nobody' });
    expect(await ask({ application: 'Photoshop' })).toMatchObject({
      kind: 'incomplete',
      problems: [{ code: 'application-unknown' }],
    });
    await expect(ask({ durationDays: 0 })).rejects.toThrow(/Days: Enter 1 or more/);
    expect(await world.query('SELECT issue_id FROM access_request')).toEqual([]);
    expect(await world.query('SELECT issue_id FROM decision')).toEqual([]);
  });
});
