import { DAY, MINUTE } from '../../../src/common/rules/time';
import { FIELD } from '../../../sandbox/company/service-project';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const edit = (key: string, fields: Record<string, unknown>): Promise<unknown> =>
  world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });

describe('an approval is bound to what was approved', () => {
  it.each([
    ['the tier', { [FIELD.tier]: 'Standard' }],
    ['the duration', { [FIELD.duration]: 365 }],
    ['the application', { [FIELD.application]: 'Miro', [FIELD.tier]: 'Standard' }],
  ])('and no longer counts when %s is changed afterwards', async (_what, fields) => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await world.advance(MINUTE);
    await edit(key, fields);
    // the guard sees the change before any event has come
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/changed after it was decided/);
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/needs approval first/);
    expect((await world.comments(key, 'internal')).at(-1)).toContain('earlier approvals no longer count');
  });

  it('and stays valid when only the summary or the reason is changed', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await edit(key, { summary: 'Figma, please', [FIELD.justification]: 'Still the design system' });
    await world.settle();
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('and does not come back to life when the change is undone', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.tier]: 'Standard' });
    await edit(key, { [FIELD.tier]: 'Premium' });
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/changed after it was decided/);
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('and a vote on the old content, cast before anybody noticed the change, does not count', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.duration]: 3650 });
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/needs approval first/);
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('and is asked for again, once, by a new round in the same ticket', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.duration]: 30 });
    await world.settle();
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
    const decisions = (await world.comments(key, 'internal')).filter((text) =>
      text.includes('policy version'),
    );
    expect(decisions).toHaveLength(2);
  });
});

describe('approvers', () => {
  it('who were put in by hand do not replace the ones the policy asks for', async () => {
    const key = await raise(world, MIRO_STANDARD);
    const intruder = world.accountOf('Kim Osei');
    await edit(key, { [FIELD.approvers]: [{ accountId: intruder }] });
    await world.person(intruder).answer(key, 'approve');
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(
      /Waiting for (Leo Brandt|an approver) \(application owner\)/,
    );
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('are never the requester: the backup owner decides when the owner asks', async () => {
    const key = await raise(world, MIRO_STANDARD, 'owner');
    const issue = await world.as('agent').ask('GET', `/rest/api/3/issue/${key}?fields=${FIELD.approvers}`);
    expect(issue).toMatchObject({ fields: { [FIELD.approvers]: [{ displayName: 'Ana Ruiz' }] } });
  });

  it('are never the beneficiary, nor the same person twice', async () => {
    // Leo owns Figma and benefits; his manager Priya decides as manager, Ana as owner
    const key = await raise(world, { ...FIGMA_PREMIUM, beneficiary: world.company.roles.owner }, 'newHire');
    const issue = await world.as('agent').ask('GET', `/rest/api/3/issue/${key}?fields=${FIELD.approvers}`);
    expect(issue).toMatchObject({
      fields: { [FIELD.approvers]: [{ displayName: 'Priya Nair' }, { displayName: 'Ana Ruiz' }] },
    });
  });

  it('who cannot be found leave the request stuck, said on the ticket, and it can never be fulfilled', async () => {
    // Tessa has no manager
    const key = await raise(world, FIGMA_PREMIUM, 'lead');
    expect(world.statusOf(key)).toBe('Open');
    expect(await world.comments(key, 'internal')).toEqual([
      expect.stringContaining('Nobody can approve this as manager.') as string,
    ]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Nobody can approve this as manager.');
    expect(await world.panel(key)).toMatchObject({
      state: 'stuck',
      next: { kind: 'fulfill', enabled: false },
    });
  });
});

describe('a reopened ticket', () => {
  it('keeps its seat and its decision, counts as reopened, and is noted again when fulfilled again', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await fulfill(world, key);
    await world.advance(60 * MINUTE);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    expect(await world.property(key)).toMatchObject({ state: 'ready' });
    expect(await world.panel(key)).toMatchObject({
      pool: { seat: { slot: 1, state: 'allocated' }, allocated: 1 },
    });
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled', pool: { allocated: 1, held: 0 } });
    expect(
      (await world.comments(key, 'internal')).filter((text) => text.startsWith('Fulfilled')),
    ).toHaveLength(2);
  });

  it('that had been declined needs new votes', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await world.advance(60 * MINUTE);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('a requester who withdraws', () => {
  it('gives the held seat back', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    expect(await world.panel(key)).toMatchObject({ pool: { held: 1 } });
    const transitions = await world
      .as('newHire')
      .ask('GET', `/rest/servicedeskapi/request/${key}/transition`);
    expect(transitions).toMatchObject({ values: [{ name: 'Withdraw' }] });
    await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await world.settle();
    expect(await world.panel(key)).toMatchObject({
      state: 'canceled',
      pool: { held: 0 },
      next: { kind: 'none' },
    });
  });
});

describe('a ticket whose history is longer than Jira sends along', () => {
  /** Somebody has labeled the ticket again and again, which takes up more room than Jira's hundred entries. */
  const labelOften = async (key: string): Promise<void> => {
    const issue = world.site.jsm.issue(key);
    for (let label = 0; label < 130; label++)
      issue?.changes.push({
        id: world.site.jsm.newId(),
        authorId: world.company.roles.secondAgent,
        at: world.now(),
        items: [
          {
            field: 'labels',
            fieldId: 'labels',
            fieldtype: 'jira',
            ...{ from: null, fromString: '', to: null, toString: `label-${label}` },
          },
        ],
      });
    await edit(key, { summary: `I need an application, at ${world.now()}` });
    await world.advance(6 * MINUTE);
  };
  const facts = async (key: string, kind: string): Promise<number> => {
    const id = world.site.jsm.issue(key)?.id;
    const rows = await world.rows('SELECT 1 FROM ticket_fact WHERE issue_id = ? AND kind = ?', id, kind);
    return rows.length;
  };

  it('is approved in one round, fulfilled, reopened, and each of it counted once', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await labelOften(key);
    await approveAll(world, key);
    await labelOften(key);
    expect(await fulfill(world, key)).toBeUndefined();
    await labelOften(key);
    await world.as('agent').move(key, 'Reopen');
    await labelOften(key);
    expect(await fulfill(world, key)).toBeUndefined();
    await labelOften(key);

    expect(world.site.jsm.issue(key)?.approvals).toHaveLength(1);
    expect([await facts(key, 'fulfilled'), await facts(key, 'reopened')]).toEqual([2, 1]);
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((text) => text.startsWith('Fulfilled'))).toHaveLength(2);
    expect(notes.filter((text) => text.startsWith('Seatkeeper checked'))).toHaveLength(1);
  });

  it('hides no change of what was approved, however long ago', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await world.sandbox.clock.leapTo(world.now() + DAY);
    await edit(key, { [FIELD.tier]: 'Standard' });
    await edit(key, { [FIELD.tier]: 'Premium' });
    const issue = world.site.jsm.issue(key);
    const authorId = world.company.roles.secondAgent;
    for (let entry = 0; entry < 130; entry++)
      issue?.changes.push({ id: world.site.jsm.newId(), authorId, at: world.now(), items: [] });
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/changed after it was decided/);
  });
});
