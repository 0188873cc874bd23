import { DAY } from '../../../src/common/rules/time';
import { member } from '../../../sandbox/untyped';
import { listOf, textOf } from '../../../sandbox/story/actors';
import type { ChangesView } from '../../../src/changes/contract/changes';
import type { ReclaimRulesView } from '../../../src/reclaim/contract/reclaim';
import { catalogDocument, planCatalog } from '../../support/catalog-imports';
import { approve, propose, saveRule, shownTo } from '../../support/drafts';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const slack = (changes: object = {}, tier: object = {}): string =>
  catalogDocument([
    {
      key: 'slack',
      name: 'Slack',
      owner: 'leo.brandt@acme.example',
      tiers: [{ key: 'standard', name: 'Standard', seats: 60, ...tier }],
      ...changes,
    },
  ]);

async function importAlone(text: string): Promise<unknown> {
  const { importId } = await planCatalog(world.adminAlone, text);
  return world.adminAlone('import/apply', { importId });
}

const waiting = async (role: 'administrator' | 'lead' = 'lead'): Promise<ChangesView> =>
  (await world.console(role)('changes/list', {})) as ChangesView;

const ownOutcomes = async (): Promise<unknown> =>
  ((await world.adminAlone('changes/list', {})) as ChangesView).outcomes;

async function waitingId(): Promise<string> {
  const [change] = (await waiting()).waiting;
  if (!change) throw new Error('nothing waits');
  return change.changeId;
}

const slackNow = async (): Promise<Record<string, unknown> | undefined> =>
  (
    await world.rows(
      "SELECT a.owner_id, a.description, t.premium, t.seats FROM application a JOIN tier t ON t.app_key = a.app_key WHERE a.app_key = 'slack'",
    )
  )[0];

const kinds = async (): Promise<unknown[]> =>
  (
    await world.rows(
      'SELECT kind, by_id, note FROM change_step WHERE change_id IN (SELECT change_id FROM change_step WHERE kind = ?) ORDER BY step',
      'proposed',
    )
  ).map((step) => step['kind']);

const DEAR_NEEDS_MANAGER = {
  id: 'dear-needs-manager',
  description: 'What is dear needs the manager.',
  when: { dearerThan: { amount: '10', currency: 'EUR' } },
  effect: { kind: 'require', stages: [{ kind: 'manager' }] },
};

/** Slack as it is, but for what is said of it and of its tiers. */
async function slackWith(changes: object, tierChanges: object = {}): Promise<string> {
  const { text } = (await world.console('lead')('catalog/export', { format: 'json' })) as { text: string };
  const exported = JSON.parse(text) as { applications: { key: string; tiers: object[] }[] };
  const [application] = exported.applications.filter(({ key }) => key === 'slack');
  const tiers = application?.tiers.map((tier) => ({ ...tier, ...tierChanges }));
  return catalogDocument([{ ...application, tiers, ...changes }]);
}

const slackFor = (amount: string): Promise<string> =>
  slackWith({}, { price: { amount, currency: 'EUR', per: 'month' } });

describe('what decides about grants', () => {
  it('is one administrator’s to set up until there is a request, and the list says so', async () => {
    expect(await waiting()).toEqual({
      isFirstSetUp: true,
      waiting: [],
      outcomes: [],
      projectKey: 'IT',
      now: world.now(),
    });
    expect(await importAlone(slack({ owner: null }, { premium: true }))).toEqual({ applied: true });
    expect(await slackNow()).toMatchObject({ owner_id: null, premium: 1 });
    await raise(world, SLACK_STANDARD);
    expect(await waiting()).toEqual({
      isFirstSetUp: false,
      waiting: [],
      outcomes: [],
      projectKey: 'IT',
      now: world.now(),
    });
  });

  it('waits in an import for another administrator, with all that is in it, and is on record', async () => {
    await raise(world, SLACK_STANDARD);
    const before = await slackNow();
    expect(await importAlone(slack({ owner: null, description: 'Chat' }, { premium: true }))).toEqual({
      applied: false,
    });
    expect(await slackNow()).toEqual(before);
    const { administrator, lead } = world.company.roles;
    const [change] = (await waiting()).waiting;
    expect(change).toMatchObject({ what: 'catalog', byId: administrator, isOwn: false });
    expect(change?.items.map(({ subject, details }) => [subject, ...details].join(' · '))).toEqual([
      expect.stringContaining('owner removed') as unknown,
      expect.stringContaining('premium: no → yes') as unknown,
    ]);
    const changeId = await waitingId();
    await expect(world.adminAlone('changes/approve', { changeId })).rejects.toThrow(
      'Another admin needs to approve your change.',
    );
    // uploads that nobody came back to are dropped after a day, and this one is not
    world.sandbox.host.restSchedules(world.site);
    await world.advance(26 * 60 * 60_000);
    await world.sandbox.host.runSchedule(world.site, 'reconcile');
    expect(await world.console('lead')('changes/approve', { changeId })).toEqual({
      isFirstSetUp: false,
      now: world.now(),
      waiting: [],
      outcomes: [],
      projectKey: 'IT',
    });
    expect(await slackNow()).toMatchObject({ owner_id: null, premium: 1, description: 'Chat' });
    expect(await kinds()).toEqual(['proposed', 'approved', 'applied']);
    const [approved] = await world.rows("SELECT by_id FROM change_step WHERE kind = 'approved'");
    expect(approved).toEqual({ by_id: lead });
    await expect(world.console('lead')('changes/approve', { changeId })).rejects.toThrow(
      'This change isn’t waiting anymore. Reload the page.',
    );
  });

  it('is read first by whoever has to approve it, however much else is changed, with who is replaced by whom', async () => {
    await raise(world, SLACK_STANDARD);
    const tiers = [{ key: 'standard', name: 'Standard', seats: 3 }];
    const many = Array.from({ length: 120 }, (_one, index) => ({
      key: `app-${index}`,
      name: `App ${index}`,
      tiers,
    }));
    await importAlone(catalogDocument(many));
    const lead = world.console('lead');
    await lead('changes/approve', { changeId: await waitingId() });

    const described = many.map((one) => ({
      ...one,
      description: 'Described',
      tiers: [{ ...tiers[0], seats: 4 }],
    }));
    const { applications } = JSON.parse(slack({ owner: 'priya.nair@acme.example' }, { premium: true })) as {
      applications: readonly object[];
    };
    const { importId, shown } = await planCatalog(
      world.adminAlone,
      catalogDocument([...described, ...applications]),
    );
    expect(shown).toMatchObject({ needsSecondAdmin: true });
    expect(await world.adminAlone('import/apply', { importId })).toEqual({ applied: false });
    const [change] = (await waiting()).waiting;
    expect(change?.more).toBe(42);
    expect(change?.items.slice(0, 3)).toMatchObject([
      {
        subject: 'Slack',
        decides: true,
        people: [
          {
            role: 'owner',
            beforeId: world.company.roles.lead,
            afterId: world.company.roles.manager,
          },
          { role: 'backup owner', beforeId: world.company.roles.secondAgent, afterId: null },
        ],
      },
      { subject: 'Slack Standard', decides: true },
      { subject: 'App 0', decides: false, people: [] },
    ]);
  });

  it.each<[string, object, object]>([
    ['an owner', { owner: 'priya.nair@acme.example' }, {}],
    ['a backup owner', { backupOwner: null }, {}],
    ['a risk', { risk: 'high' }, {}],
    ['a name', { name: 'Slack Chat' }, {}],
    ['a premium flag', {}, { premium: true }],
    ['the name of a tier', {}, { name: 'Basic' }],
    ['the roles of a tier', {}, { roles: ['Guest'] }],
  ])('is %s alone, too', async (_what, changes, tierChanges) => {
    await raise(world, SLACK_STANDARD);
    const before = await slackNow();
    expect(await importAlone(await slackWith(changes, tierChanges))).toEqual({ applied: false });
    expect(await slackNow()).toEqual(before);
  });

  it('is which statuses and request types a project’s mapping reads, too', async () => {
    await raise(world, SLACK_STANDARD);
    const [project] = listOf(member(await world.admin('admin/setup', {}), 'settings')) as {
      readonly statuses: Readonly<Record<string, string>>;
      readonly requestTypeIds: readonly string[];
    }[];
    const { ready, declined } = project?.statuses ?? {};
    for (const changes of [
      { statuses: { ...project?.statuses, ready: declined, declined: ready } },
      { requestTypeIds: project?.requestTypeIds.slice(1) },
    ])
      expect(
        await world.adminAlone('admin/save-project', { project: { ...project, ...changes }, after: 1 }),
      ).toEqual({ saved: false });
    expect(listOf(member(await world.admin('admin/setup', {}), 'settings'))).toEqual([project]);
  });

  it('is to which tier somebody is moved down, too', async () => {
    await raise(world, SLACK_STANDARD);
    const { text } = (await world.console('lead')('catalog/export', { format: 'json' })) as { text: string };
    const exported = JSON.parse(text) as { applications: { key: string; tiers: { key: string }[] }[] };
    const figma = exported.applications.filter(({ key }) => key === 'figma');
    const turned = figma.map((one) => ({
      ...one,
      tiers: one.tiers.map((tier) => ({
        ...tier,
        lowerTier: tier.key === 'standard' ? 'premium' : null,
      })),
    }));
    expect(await importAlone(catalogDocument(turned))).toEqual({ applied: false });
  });

  it('is in which applications access goes on past its end; to have it end again is not', async () => {
    await raise(world, SLACK_STANDARD);
    const save = async (keptPastEnd: readonly string[]): Promise<unknown> => {
      const admin = world.console('administrator');
      const { rules, revision } = (await admin('reclaim/rules', {})) as ReclaimRulesView;
      return admin('reclaim/save-rules', { rules: { ...rules, keptPastEnd }, after: revision });
    };
    expect(await save(['slack'])).toMatchObject({ saved: false, rules: { keptPastEnd: [] } });
    const [change] = (await waiting()).waiting;
    expect(change).toMatchObject({ what: 'settings', isOwn: false });
    expect(change?.items[0]?.details.join()).toContain('slack');
    await world.console('lead')('changes/approve', { changeId: await waitingId() });
    expect(await save(['slack'])).toMatchObject({ saved: true, rules: { keptPastEnd: ['slack'] } });
    expect(await save([])).toMatchObject({ saved: true, rules: { keptPastEnd: [] } });
  });

  it('is not said of an import that decides nothing', async () => {
    await raise(world, SLACK_STANDARD);
    const { text } = (await world.console('lead')('catalog/export', { format: 'json' })) as { text: string };
    expect((await planCatalog(world.adminAlone, text)).shown).toMatchObject({ needsSecondAdmin: false });
  });

  it('is refused when its plan is not what was shown any more, as by a dry run that took longer', async () => {
    await raise(world, SLACK_STANDARD);
    expect(await importAlone(slack({}, { premium: true }))).toEqual({ applied: false });
    const changeId = await waitingId();
    const before = await slackNow();
    await world.execute(
      `UPDATE import_part SET body = REPLACE(body, '"premium":true', '"premium":false') WHERE kind <> 'upload'`,
    );
    await expect(world.console('lead')('changes/approve', { changeId })).rejects.toThrow(
      'The plan isn’t the one that was proposed. Withdraw this change and import the file again.',
    );
    expect(await slackNow()).toEqual(before);
  });

  it('does not hold up an import that decides nothing', async () => {
    await raise(world, SLACK_STANDARD);
    const { text } = (await world.console('lead')('catalog/export', { format: 'json' })) as { text: string };
    const exported = JSON.parse(text) as { applications: { key: string; tiers: object[] }[] };
    const [application] = exported.applications.filter(({ key }) => key === 'slack');
    const tiers = application?.tiers.map((tier) => ({ ...tier, seats: 61 }));
    const changed = catalogDocument([{ ...application, description: 'Chat', tiers }]);
    expect(await importAlone(changed)).toEqual({ applied: true });
    expect(await slackNow()).toMatchObject({ description: 'Chat', seats: 61 });
  });

  it('is gone when it is declined with a reason, or withdrawn by whoever proposed it', async () => {
    await raise(world, SLACK_STANDARD);
    const before = await slackNow();
    await importAlone(slack({ owner: null }));
    await expect(world.console('lead')('changes/withdraw', { changeId: await waitingId() })).rejects.toThrow(
      'Only the admin who proposed this change can withdraw it.',
    );
    const refusal = { changeId: await waitingId(), note: 'Slack keeps its owner' };
    await expect(world.adminAlone('changes/decline', refusal)).rejects.toThrow(
      'Another admin needs to approve your change.',
    );
    await world.console('lead')('changes/decline', refusal);
    const [declined] = await world.rows("SELECT note FROM change_step WHERE kind = 'declined'");
    expect(declined).toEqual({ note: 'Slack keeps its owner' });
    const outcome = { changeId: refusal.changeId, what: 'catalog', outcome: 'declined', note: refusal.note };
    const { lead } = world.company.roles;
    expect(await ownOutcomes()).toEqual([{ ...outcome, byId: lead, at: world.now() }]);
    expect((await waiting()).outcomes).toEqual([]);
    await importAlone(slack({ owner: null }));
    await world.adminAlone('changes/withdraw', { changeId: await waitingId() });
    expect((await waiting()).waiting).toEqual([]);
    expect(await slackNow()).toEqual(before);
    // what one withdrew oneself is no news
    expect(await ownOutcomes()).toHaveLength(1);
    world.sandbox.host.restSchedules(world.site);
    await world.advance(15 * DAY);
    expect(await ownOutcomes()).toEqual([]);
  });

  it('is refused at the approval when the catalog was changed since it was proposed', async () => {
    await raise(world, SLACK_STANDARD);
    await importAlone(slack({ owner: null }));
    const changeId = await waitingId();
    const description = catalogDocument([
      {
        key: 'miro',
        name: 'Miro',
        description: 'Boards',
        tiers: [{ key: 'standard', name: 'Standard', seats: 90 }],
      },
    ]);
    await importAlone(description);
    const other = (await waiting()).waiting.find((one) => one.changeId !== changeId);
    if (other) await world.console('lead')('changes/approve', { changeId: other.changeId });
    await expect(world.console('lead')('changes/approve', { changeId })).rejects.toThrow(
      'Nadia Haddad has changed the catalog since this dry run. Miro',
    );
    expect(await kinds()).toContain('proposed');
  });

  it('waits in the mapping of a project, while what is only measured is saved at once', async () => {
    await raise(world, SLACK_STANDARD);
    const setup = await world.admin('admin/setup', {});
    const [project] = listOf(member(setup, 'settings'));
    const fields = member(project, 'fields') as Record<string, string>;
    const save = (changes: object, after: number): Promise<unknown> =>
      world.adminAlone('admin/save-project', {
        project: { ...(project as object), fields: { ...fields, ...changes } },
        after,
      });
    const swapped = { tier: fields['application'], application: fields['tier'] };
    expect(await save(swapped, 1)).toEqual({ saved: false });
    expect(await save(swapped, 1)).toEqual({ saved: false });
    const [change, ...others] = (await waiting()).waiting;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ what: 'settings', items: [{ subject: 'Mapping of IT' }] });
    expect(textOf(change?.items[0]?.details.join(' '))).toContain('Tier field: ');
    expect(await save({ sla: null }, 1)).toEqual({ saved: true });
    await expect(world.console('lead')('changes/approve', { changeId: change?.changeId })).rejects.toThrow(
      /^Nadia Haddad changed this after you opened the page\. Mapping of IT: SLA field: /,
    );
    expect(await save(swapped, 2)).toEqual({ saved: false });
    const next = (await waiting()).waiting.find(({ changeId }) => changeId !== change?.changeId);
    await world.console('lead')('changes/approve', { changeId: next?.changeId });
    const mapped = listOf(member(await world.admin('admin/setup', {}), 'settings'))[0];
    expect(member(mapped, 'fields')).toMatchObject(swapped);
  });

  it('is refused when it is written on a base that is not there yet, so that what is approved is what was shown', async () => {
    await raise(world, SLACK_STANDARD);
    const { revision } = (await world.admin('approval-groups/show', {})) as { revision: number };
    const save = (groups: object, after: number): Promise<unknown> =>
      world.adminAlone('approval-groups/save', { security: null, fallback: null, ...groups, after });
    await expect(save({ changeWorkTypes: ['Change'] }, revision + 1)).rejects.toThrow(
      'This was changed after you opened the page.',
    );
    expect((await waiting()).waiting).toEqual([]);
    expect(await save({ changeWorkTypes: ['Change'] }, revision)).toMatchObject({ saved: false });
  });

  it('is the price that a policy compares with, also where the policy came after the dry run', async () => {
    await raise(world, SLACK_STANDARD);
    const { importId } = await planCatalog(world.adminAlone, await slackFor('1'));
    await saveRule(world, DEAR_NEEDS_MANAGER);
    await propose(world);
    await approve(world, 'lead');
    expect(await world.adminAlone('import/apply', { importId })).toEqual({ applied: false });
  });

  it('is the price that a policy to come compares with, however many drafts were begun and withdrawn since', async () => {
    await raise(world, SLACK_STANDARD);
    await saveRule(world, DEAR_NEEDS_MANAGER);
    await propose(world);
    await approve(world, 'lead', world.now() + 30 * DAY);
    const withdraw = async (): Promise<unknown> =>
      world.console('administrator')('policy/withdraw', {
        version: (await shownTo(world, 'administrator')).version,
      });
    for (let drafts = 0; drafts < 21; drafts++) {
      await saveRule(world, { ...DEAR_NEEDS_MANAGER, id: 'another', when: {} });
      await withdraw();
    }
    expect(await importAlone(await slackFor('1'))).toEqual({ applied: false });
  });

  it('goes by the key that Jira has for a project, whatever is sent', async () => {
    const [project] = listOf(member(await world.admin('admin/setup', {}), 'settings'));
    const other = { ...(project as object), projectKey: 'OTHER' };
    await world.adminAlone('admin/save-project', { project: other, after: 1 });
    const [now] = listOf(member(await world.admin('admin/setup', {}), 'settings'));
    expect(member(now, 'projectKey')).toBe('IT');
  });
});
