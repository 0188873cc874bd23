import { HOUR } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { GROUPS } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { importApplications, listedApplication } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Makes one rule about Miro the policy in force. */
const requireStages = (...stages: readonly unknown[]): Promise<unknown> => {
  const rule = {
    id: 'miro-stages',
    description: 'Miro goes through these hands.',
    when: { applications: ['miro'] },
    effect: { kind: 'require', stages },
  };
  const document = { format: 'seatkeeper-catalog', applications: [], policy: { rules: [rule] } };
  return world.importCatalog(document);
};

type Role = keyof Company['roles'];
const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;

/** Whom JSM asks, as the approvers field names them. */
const asked = (key: string): unknown => world.site.jsm.issue(key)?.values.get(FIELD.approvers);
const mailsTo = (key: string): { readonly to: readonly string[]; readonly subject: string }[] =>
  (world.site.jsm.issue(key)?.mails ?? []).map(({ recipientIds, subject }) => ({
    to: recipientIds,
    subject,
  }));

describe('stages in turns', () => {
  it('ask the next only when the one before has approved, and end ready', async () => {
    await requireStages('manager', { kind: 'application-owner', order: 2 });
    const key = await raise(world, MIRO_STANDARD);
    expect(asked(key)).toEqual([idOf('manager')]);
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'manager', state: 'waiting' },
        { kind: 'application-owner', state: 'later' },
        {},
      ],
    });

    await approveAll(world, key, ['manager']);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(asked(key)).toEqual([idOf('owner')]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'Waiting for Leo Brandt (application owner).',
    );
    expect(await world.panel(key)).toMatchObject({
      requirements: [{ kind: 'manager', state: 'met' }, { kind: 'application-owner', state: 'waiting' }, {}],
    });

    await approveAll(world, key, ['owner']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
    expect((await world.comments(key, 'internal')).at(-1)).toMatch(
      /Priya Nair \(manager\), 2026.*Leo Brandt \(application owner\), 2026/s,
    );
  });
});

describe('a stage that asks several people', () => {
  it('is satisfied by as many as it needs, moves on without the others and tells them', async () => {
    const people = (['manager', 'owner', 'lead'] as const).map(emailOf);
    await requireStages({ kind: 'people', people, quorum: 2 });
    const key = await raise(world, MIRO_STANDARD);
    expect(asked(key)).toEqual([idOf('manager'), idOf('owner'), idOf('lead')]);

    await world.as('manager').answer(key, 'approve');
    await world.advance(10 * 60_000);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        {
          kind: 'people',
          stage: {
            quorum: 2,
            peopleCount: 3,
            people: [{ personId: idOf('manager'), vote: 'approved' }, {}, {}],
          },
        },
        {},
      ],
    });
    await world.as('lead').answer(key, 'approve');
    await world.advance(10 * 60_000);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(mailsTo(key)).toEqual([
      { to: [idOf('owner')], subject: `No approval needed anymore for ${key}: Miro Standard` },
    ]);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('may be a group, the site’s security group too, and nobody is asked twice', async () => {
    await saveGroups(world, { security: GROUPS.security, fallback: null });
    await requireStages('security', { kind: 'group', group: GROUPS.fallback, quorum: 1 });
    const key = await raise(world, MIRO_STANDARD);
    const panel = await world.panel(key);
    expect(panel).toMatchObject({
      requirements: [
        { kind: 'group', stage: { groupName: GROUPS.fallback } },
        { kind: 'security' },
        { kind: 'justification' },
      ],
    });
    const named = asked(key) as string[];
    expect(new Set(named).size).toBe(named.length);
    expect([...named].sort()).toEqual([idOf('administrator'), idOf('lead'), idOf('secondAgent')].sort());
  });

  it('is refused at import when it names a group or a person that is not there', async () => {
    await expect(requireStages({ kind: 'group', group: 'nobody-knows' })).rejects.toThrow(
      'This site has no group “nobody-knows”',
    );
    await expect(requireStages({ kind: 'people', people: ['ghost@acme.example'] })).rejects.toThrow(
      'No active account shows the email address ghost@acme.example. If the address is hidden, use the account ID.',
    );
    await expect(requireStages({ kind: 'people', people: [emailOf('owner')], quorum: 2 })).rejects.toThrow(
      'A stage can’t need more approvals than it has people',
    );
    await expect(saveGroups(world, { security: 'gone', fallback: null })).rejects.toThrow(
      'There’s no group “gone” on this site.',
    );
  });
});

describe('when nobody can be found', () => {
  it('the fallback group is asked, and the ticket says so; without one the request is stuck, never past', async () => {
    await requireStages('managers-manager');
    const stuck = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(stuck)).toBe('Open');
    expect((await world.comments(stuck, 'internal')).at(-1)).toContain(
      'Nobody can approve this as manager’s manager. No fallback group is set.',
    );
    expect(await world.as('agent').move(stuck, 'Fulfill')).toContain(
      'A Jira admin can fix this on the Seatkeeper admin page: correct the roster in People or set a fallback group in Groups.',
    );

    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    const key = await raise(world, MIRO_STANDARD, 'secondAgent');
    expect((await world.comments(key, 'internal')).at(-1)).toContain('the fallback group, because');
    expect(await world.panel(key)).toMatchObject({ requirements: [{ stage: { isFallback: true } }, {}] });
    await approveAll(world, key, ['lead', 'administrator']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await world.advance(2 * HOUR);
    expect(world.statusOf(stuck)).toBe('Waiting for approval');
  });
});

describe('a request that is stuck', () => {
  it('shows who is missing, and asks nobody else meanwhile', async () => {
    await requireStages('managers-manager', 'application-owner');
    const key = await raise(world, MIRO_STANDARD);
    expect(asked(key) ?? []).toEqual([]);
    expect(await world.panel(key)).toMatchObject({
      state: 'stuck',
      requirements: [
        { kind: 'managers-manager', state: 'missing', stage: { people: [], since: null } },
        { kind: 'application-owner', state: 'later', stage: { people: [], since: null } },
        {},
      ],
    });
  });

  it.each([
    [
      'application-owner',
      'correct the roster in People, name another owner in Catalog and policy, or set a fallback group in Groups.',
    ],
    [
      'security',
      'correct the roster in People, choose another security group in Groups, or set a fallback group in Groups.',
    ],
  ])('says who can fix it and where, by what is missing (%s)', async (stage, fixes) => {
    await requireStages(stage);
    await importApplications(world, listedApplication(world, 'miro', { owner: null, backupOwner: null }));
    const key = await raise(world, MIRO_STANDARD);
    expect((await world.comments(key, 'internal')).join('\n')).toContain(
      `A Jira admin can fix this on the Seatkeeper admin page: ${fixes}`,
    );
  });
});

describe('a stage that nobody decides in time', () => {
  // Monday 08:00 UTC; Leo Brandt, who owns Miro, works in Chicago, which opens at 15:00 UTC
  it('is reminded of half-way, then the next in line is asked besides', async () => {
    await requireStages({ kind: 'application-owner', timeout: { hours: 4, then: 'escalate' } });
    const key = await raise(world, MIRO_STANDARD);
    const panel = await world.panel(key);
    expect(panel).toMatchObject({ requirements: [{ stage: { next: { action: 'remind' } } }, {}] });
    expect(await world.portalPanel(key)).toMatchObject({
      steps: [{}, { stage: { next: { action: 'remind' } } }, {}],
    });

    await world.advance(8.9 * HOUR);
    expect(mailsTo(key)).toEqual([]);
    await world.advance(0.2 * HOUR);
    expect(mailsTo(key)).toEqual([
      { to: [idOf('owner')], subject: `${key} needs your approval: Miro Standard` },
    ]);
    expect(asked(key)).toEqual([idOf('owner')]);
    await world.advance(2 * HOUR);
    expect(asked(key)).toEqual([idOf('owner'), idOf('backupOwner')]);
    await approveAll(world, key, ['backupOwner']);
    await world.advance(HOUR);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it('asks the next in line instead, or declines, as the rule says; only business hours count', async () => {
    await requireStages({ kind: 'application-owner', timeout: { hours: 4, then: 'replace' } });
    const replaced = await raise(world, MIRO_STANDARD);
    await world.advance(11.2 * HOUR);
    expect(asked(replaced)).toEqual([idOf('backupOwner')]);

    await requireStages({ kind: 'manager', timeout: { hours: 8, then: 'decline' } });
    const declined = await raise(world, MIRO_STANDARD, 'newHire');
    await world.advance(12 * HOUR);
    expect(world.statusOf(declined)).toBe('Waiting for approval');
    await world.advance(12 * HOUR);
    expect(world.statusOf(declined)).toBe('Declined');
    expect((await world.comments(declined, 'public')).at(-1)).toContain(
      'Miro Standard wasn’t approved in time',
    );
  });
});
