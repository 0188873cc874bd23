import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import {
  askedOf,
  importApplications,
  importPerson,
  listedApplication,
  setPolicy,
} from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

// What a request was approved on can change while it waits: it is looked at within minutes, and until then no screen says more than is known

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;

/** Imports Miro with other facts; the second admin of the world approves at once. */
async function changeMiro(changes: object, ofTiers: object = {}): Promise<void> {
  const miro = listedApplication(world, 'miro', changes) as { readonly tiers: readonly object[] };
  await importApplications(world, { ...miro, tiers: miro.tiers.map((tier) => ({ ...tier, ...ofTiers })) });
}

/** A request that its owner has approved, and that has been looked at since. */
async function approved(): Promise<string> {
  const key = await raise(world, MIRO_STANDARD);
  await approveAll(world, key, ['owner']);
  await world.advance(6 * MINUTE);
  expect(await world.panel(key)).toMatchObject({ state: 'ready' });
  return key;
}

const DEAR_NEEDS_MANAGER = [
  {
    id: 'owner',
    description: 'The owner decides.',
    effect: { kind: 'require', stages: ['application-owner'] },
  },
  {
    id: 'dear-needs-manager',
    description: 'What is dear needs the manager as well.',
    when: { dearerThan: { amount: '50.00', currency: 'EUR' } },
    effect: { kind: 'require', stages: ['manager'] },
  },
];

const reconcile = (): Promise<void> => world.advance(6 * MINUTE);
const dueAt = async (key: string): Promise<number> =>
  Number(
    (await world.rows('SELECT follow_at FROM access_request WHERE issue_key = ?', key))[0]?.['follow_at'],
  );

describe('a request that is approved is checked again within five minutes', () => {
  it('when an owner is replaced', async () => {
    const key = await approved();
    await changeMiro({ owner: emailOf('manager') });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager')]);
  });

  it('when the tier becomes premium', async () => {
    const key = await approved();
    await changeMiro({}, { premium: true });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
  });

  it('when its price passes a threshold', async () => {
    await setPolicy(world, ...DEAR_NEEDS_MANAGER);
    const key = await approved();
    await changeMiro({}, { price: { amount: '80.00', currency: 'EUR', per: 'month' } });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual(expect.arrayContaining([idOf('manager'), idOf('owner')]));
  });

  it('when another policy asks for more', async () => {
    const key = await approved();
    await setPolicy(world, {
      id: 'both',
      description: 'Manager and owner decide.',
      effect: { kind: 'require', stages: ['manager', 'application-owner'] },
    });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
  });

  it('when another group decides what has to do with security', async () => {
    await setPolicy(world, {
      id: 'security',
      description: 'Security decides.',
      effect: { kind: 'require', stages: ['security'] },
    });
    await saveGroups(world, { security: GROUPS.security, fallback: null });
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ state: 'ready' });
    await saveGroups(world, { security: GROUPS.fallback, fallback: null });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('and left alone when an import says of its application what was known', async () => {
    const key = await approved();
    const before = await dueAt(key);
    await changeMiro({ description: 'Whiteboards for everybody' }, { summary: 'Edit and comment' });
    await importApplications(
      world,
      listedApplication(world, 'figma', { owner: emailOf('lead'), backupOwner: emailOf('owner') }),
    );
    await reconcile();
    expect(await dueAt(key)).toBe(before);
  });
});

it('whom a request waits for changes with the owner within five minutes', async () => {
  const key = await raise(world, MIRO_STANDARD);
  expect(askedOf(world, key)).toEqual([idOf('owner')]);
  await world.advance(HOUR);
  await changeMiro({ owner: emailOf('manager') });
  await reconcile();
  expect(askedOf(world, key)).toEqual([idOf('manager')]);
});

const OUTDATED =
  'What this request was approved on has changed, so Seatkeeper is checking it again. Do this once it’s approved again.';

/** A request that waits for a seat of a full pool, and is to be fulfilled for an agent when it has one. */
async function ordered(): Promise<string> {
  await world.execute("UPDATE tier SET seats = 0 WHERE app_key = 'miro' AND tier_key = 'standard'");
  await world.execute("DELETE FROM seat WHERE pool_id = 'miro/standard'");
  const key = await approved();
  await world.callPanel(key, 'issue-panel/arrange');
  return key;
}

const replaceOwnerAndMakePremium = (seats: number): Promise<void> =>
  changeMiro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }, { premium: true, seats });
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';

describe('until it is checked again, a request that waits for a seat', () => {
  it('says in its panel what changed, and counts the approval of the former owner no more', async () => {
    const key = await ordered();
    await world.advance(10 * HOUR);
    await replaceOwnerAndMakePremium(0);
    expect(await world.panel(key)).toMatchObject({
      state: 'ready',
      outdated: 'catalog',
      premium: true,
      requirements: [
        {
          kind: 'application-owner',
          state: 'void',
          stage: { people: [{ personId: idOf('owner'), vote: 'approved' }] },
        },
        { kind: 'justification' },
      ],
      next: {
        kind: 'fulfill',
        enabled: false,
        reason:
          'Leo Brandt approved this but no longer owns Miro. Miro Standard is premium now. Premium tiers need the approval of the manager and of the application owner.',
      },
    });
  });

  it('takes no order that relies on its approval', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    for (const call of ['issue-panel/arrange', 'issue-panel/ask-idlest'])
      await expect(world.callPanel(key, call)).rejects.toThrow(OUTDATED);
  });

  it('takes no order either when somebody has edited it', async () => {
    const key = await ordered();
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 30 } });
    await expect(world.callPanel(key, 'issue-panel/arrange')).rejects.toThrow(
      'This request changed after it was decided. Seatkeeper checks it again in about a minute.',
    );
  });

  it('is looked at in the next minutes because somebody saw it, whatever it was that changed', async () => {
    await setPolicy(world, {
      id: 'manager',
      description: 'The manager decides.',
      effect: { kind: 'require', stages: ['manager'] },
    });
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['manager']);
    await reconcile();
    await importPerson(world, idOf('newHire'), { ManagerID: idOf('lead').split(':').at(-1) ?? '' });
    expect(await world.panel(key)).toMatchObject({
      outdated: 'other',
      next: { reason: 'Priya Nair approved this but can no longer decide it.' },
    });
    await reconcile();
    expect(askedOf(world, key)).toEqual([idOf('lead')]);
  });

  it('costs one statement more for the first who sees that in its panel, and none for others', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    const costs: number[] = [];
    for (let look = 0; look < 2; look++)
      for (const { rest, sql } of await world.invocationsDuring(() => world.panel(key))) {
        expect(rest).toBe(1);
        costs.push(sql);
      }
    expect(costs).toEqual([3, 2]);
  });
});

describe('what was decided shows what held then', () => {
  const replaceOwner = async (): Promise<void> => {
    await changeMiro({ owner: emailOf('manager'), backupOwner: emailOf('lead') });
    await world.advance(36 * MINUTE);
  };

  it('of a request that was fulfilled before its owner was replaced', async () => {
    const key = await approved();
    expect(await fulfill(world, key)).toBeUndefined();
    await replaceOwner();
    expect(await world.panel(key)).toMatchObject({
      state: 'fulfilled',
      outdated: null,
      requirements: [
        {
          kind: 'application-owner',
          state: 'met',
          stage: { people: [{ personId: idOf('owner'), vote: 'approved' }] },
        },
        {},
      ],
    });
  });

  it('of a request that its owner declined', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await replaceOwner();
    expect(await world.panel(key)).toMatchObject({
      state: 'declined',
      requirements: [
        { state: 'refused', stage: { people: [{ personId: idOf('owner'), vote: 'declined' }] } },
        {},
      ],
    });
  });
});

describe('the note of a request that is decided again', () => {
  it('names all that has changed', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    await reconcile();
    expect(await lastNote(key)).toContain(
      'What changed\n@Leo Brandt approved this but no longer owns Miro.\nMiro Standard is premium now.\n',
    );
  });

  it('says why the backup owner is asked, and what was done rather than how things stand', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    await reconcile();
    expect(await lastNote(key)).toContain(
      [
        'Asked manager: @Priya Nair',
        'Asked application owner: @Tessa Okafor The application owner already decides as manager. The backup owner is asked instead.',
      ].join('\n'),
    );
  });

  it('names a price alone where only the price asks for more', async () => {
    await setPolicy(world, ...DEAR_NEEDS_MANAGER);
    const key = await approved();
    await changeMiro({}, { premium: true, price: { amount: '80.00', currency: 'EUR', per: 'month' } });
    await reconcile();
    expect(await lastNote(key)).toContain('What changed\nThe price of Miro Standard changed.\nAccess\n');
  });

  it('names the policy where the same facts would be decided otherwise', async () => {
    const key = await approved();
    await setPolicy(world, {
      id: 'both',
      description: 'Manager and owner decide.',
      effect: { kind: 'require', stages: ['manager', 'application-owner'] },
    });
    expect(await world.panel(key)).toMatchObject({ outdated: 'policy' });
    await reconcile();
    expect(await lastNote(key)).toContain('What changed\nThe access policy changed.\nAccess\n');
  });

  it('says what becomes of its position and by whom it was to be fulfilled', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    await reconcile();
    expect(await lastNote(key)).toContain(
      [
        'Queue',
        'The request gets no seat until it’s approved again. Then it returns to its earlier position in the queue.',
        '@Mara Lindqvist had arranged to fulfill this when it gets a seat. That ended with the earlier approval. Arrange it again once the request is approved.',
        '',
      ].join('\n'),
    );
    expect(await world.panel(key)).toMatchObject({ pool: { keepsPosition: true, queuePosition: null } });
  });

  it('calls the reason of the policy its own, beside the one that the requester gave', async () => {
    await setPolicy(world, ...DEAR_NEEDS_MANAGER);
    const key = await raise(world, MIRO_STANDARD);
    expect(await lastNote(key)).toContain('\nPolicy reason\nThe owner decides.\n');
  });

  it('says that the seat which was held is released, where it did not wait for one', async () => {
    const key = await approved();
    expect(await world.panel(key)).toMatchObject({ pool: { seat: { state: 'held' } } });
    await changeMiro({ owner: emailOf('manager'), backupOwner: emailOf('lead') });
    await reconcile();
    const note = await lastNote(key);
    expect(note).toContain(
      'Seat\nThe seat that was held for this request was released. Once it’s approved again, it gets a free seat. If there is none, its position in the queue counts from the first approval.\n',
    );
    expect(note).not.toContain('Queue');
    expect(await world.panel(key)).toMatchObject({
      pool: { keepsPosition: false, hasReleasedSeat: true, seat: null, queuePosition: null },
    });
    await approveAll(world, key, ['manager']);
    await reconcile();
    expect(await world.panel(key)).toMatchObject({
      state: 'ready',
      pool: { hasReleasedSeat: false, seat: { state: 'held' } },
    });
  });

  it('says no more than that of a seat for somebody else', async () => {
    const key = await approved();
    const beneficiary = { accountId: idOf('lead') };
    await world
      .as('agent')
      .ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.beneficiary]: beneficiary } });
    await reconcile();
    expect(await lastNote(key)).toContain('Seat\nThe seat that was held for this request was released.\n');
    expect(await world.panel(key)).toMatchObject({ pool: { keepsPosition: false, hasReleasedSeat: false } });
  });

  it('is the end of that order: the request gets its seat and waits for an agent', async () => {
    const key = await ordered();
    await replaceOwnerAndMakePremium(0);
    await reconcile();
    await approveAll(world, key, ['manager', 'lead']);
    await reconcile();
    expect(await world.panel(key)).toMatchObject({
      state: 'ready',
      outdated: null,
      pool: { queuePosition: { position: 1 }, arrangedBy: null },
    });
    await replaceOwnerAndMakePremium(3);
    await world.advance(12 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await world.panel(key)).toMatchObject({ next: { enabled: true } });
  });
});

const ASKED_AGAIN =
  'The approvers of Miro Standard changed after this was approved, so it needs approval again.';
const NEEDS_MORE =
  'The approval requirements for Miro Standard changed after this was approved, so it needs approval again.';
const IS_KEPT = 'Your position in the queue is kept.';
const NOTHING_TO_DO = 'You don’t have to do anything. We’ll let you know when the access is ready.';
const publicOf = (key: string): Promise<string[]> => world.comments(key, 'public');

describe('whoever asked is told in public that an approval stopped to hold', () => {
  it('once for each time, with the position that is kept, and without the name of anybody', async () => {
    const key = await ordered();
    await changeMiro({ owner: emailOf('manager') }, { seats: 0 });
    await reconcile();
    await world.advance(HOUR);
    expect(await publicOf(key)).toEqual([`${ASKED_AGAIN} ${IS_KEPT}\n${NOTHING_TO_DO}`]);
    await approveAll(world, key, ['manager']);
    await reconcile();
    expect(await world.panel(key)).toMatchObject({ state: 'ready' });
    await changeMiro({ owner: emailOf('manager') }, { premium: true, seats: 0 });
    await reconcile();
    await world.advance(HOUR);
    expect(await publicOf(key)).toEqual([
      `${ASKED_AGAIN} ${IS_KEPT}\n${NOTHING_TO_DO}`,
      `${NEEDS_MORE} ${IS_KEPT}\n${NOTHING_TO_DO}`,
    ]);
  });

  it('of a price, with no word of a queue in which it never was', async () => {
    await setPolicy(world, ...DEAR_NEEDS_MANAGER);
    const key = await approved();
    await changeMiro({}, { price: { amount: '80.00', currency: 'EUR', per: 'month' } });
    await reconcile();
    expect(await publicOf(key)).toEqual([`${NEEDS_MORE}\n${NOTHING_TO_DO}`]);
  });

  it('of a policy, without saying which', async () => {
    const key = await approved();
    await setPolicy(world, {
      id: 'both',
      description: 'Manager and owner decide.',
      effect: { kind: 'require', stages: ['manager', 'application-owner'] },
    });
    await reconcile();
    expect(await publicOf(key)).toEqual([`${NEEDS_MORE}\n${NOTHING_TO_DO}`]);
  });

  it('where somebody edited what was approved, and not where nobody had approved it', async () => {
    const edit = (key: string): Promise<unknown> =>
      world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 30 } });
    const key = await approved();
    await edit(key);
    await reconcile();
    expect(await publicOf(key)).toEqual([
      `This request changed, so earlier approvals no longer count and it needs approval again.\n${NOTHING_TO_DO}`,
    ]);
    const other = await raise(world, FIGMA_PREMIUM);
    await edit(other);
    await reconcile();
    expect(await publicOf(other)).toEqual([]);
  });

  it.each(['kill-before', 'kill-after', 'lose-answer'] as const)(
    'once though the run that says so meets %s',
    async (fault) => {
      const key = await approved();
      let met = 0;
      // the note for agents, and the message
      world.sandbox.host.interferer = ({ method, path }) => {
        if (met > 1 || method !== 'POST' || !path.endsWith('/comment')) return undefined;
        met++;
        return fault;
      };
      await changeMiro({ owner: emailOf('manager') });
      await world.advance(30 * MINUTE);
      expect(met).toBe(2);
      expect(await publicOf(key)).toEqual([`${ASKED_AGAIN}\n${NOTHING_TO_DO}`]);
    },
  );
});

describe('the portal of a request whose approval stopped to hold', () => {
  it('says why to whoever asked, and that its position is kept', async () => {
    const key = await ordered();
    await changeMiro({ owner: emailOf('manager') }, { seats: 0 });
    await reconcile();
    expect(await world.portalPanel(key)).toMatchObject({
      state: 'waiting',
      askedAgain: { why: ASKED_AGAIN, keepsPosition: true, hadApproved: false },
    });
    await approveAll(world, key, ['manager']);
    expect(await world.portalPanel(key)).toMatchObject({ state: 'approved', askedAgain: null });
  });

  it('says to whoever had approved it that their vote counts no more', async () => {
    const key = await approved();
    await changeMiro({}, { premium: true });
    await reconcile();
    expect(await world.portalPanel(key, 'owner')).toMatchObject({
      toDecide: { isTheirTurn: true },
      askedAgain: { why: NEEDS_MORE, keepsPosition: false, hadApproved: true },
    });
    expect(await world.portalPanel(key, 'manager')).toMatchObject({ askedAgain: { hadApproved: false } });
  });

  it('says from the change on that it is checked again, and has it looked at, within its budget', async () => {
    const key = await ordered();
    expect(await world.portalPanel(key)).toMatchObject({ state: 'approved', outdated: null });
    await replaceOwnerAndMakePremium(0);
    const costs: number[] = [];
    for (let look = 0; look < 2; look++)
      for (const { rest, sql } of await world.invocationsDuring(async () => {
        expect(await world.portalPanel(key)).toMatchObject({ state: 'approved', outdated: 'being-checked' });
      })) {
        expect(rest).toBe(1);
        costs.push(sql);
      }
    expect(costs).toEqual([8, 7]);
    expect(await world.panel(key)).toMatchObject({ outdated: 'catalog' });
    await reconcile();
    expect(await world.portalPanel(key)).toMatchObject({ state: 'waiting', outdated: null });
  });

  it('says to whoever is asked for a vote that could not count that it is checked again after it', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await changeMiro({}, { premium: true });
    for (const role of ['newHire', 'owner'] as const)
      expect(await world.portalPanel(key, role)).toMatchObject({ outdated: 'checked-later' });
    await approveAll(world, key, ['owner']);
    await reconcile();
    expect(await world.portalPanel(key, 'owner')).toMatchObject({
      outdated: null,
      askedAgain: { why: NEEDS_MORE, hadApproved: true },
    });
  });

  it('is silent where nobody was asked before', async () => {
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.portalPanel(key)).toMatchObject({ state: 'waiting', askedAgain: null });
  });
});

it('a request that waits for approval says that it will be checked again once it has it', async () => {
  const key = await raise(world, MIRO_STANDARD);
  await changeMiro({}, { premium: true });
  expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval', outdated: 'catalog' });
  await approveAll(world, key, ['owner']);
  await reconcile();
  expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
  expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval', outdated: null });
});
