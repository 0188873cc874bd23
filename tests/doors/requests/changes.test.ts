import { DAY, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany } from '../../../sandbox/company/company';
import { FIELD, STATUS } from '../../../sandbox/company/service-project';
import { documentOf } from '../../support/documents';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { importRules } from '../../support/duties';
import { setGuard, withTransitions } from '../../support/workflows';
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
    await edit(key, {
      summary: 'Figma, please',
      [FIELD.justification]: documentOf('Still the design system'),
    });
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

describe('a new round of approval', () => {
  it.each(['open an approval', 'keep the approval'] as const)(
    'is opened by leaving the status and coming back, where transitions of a status into itself %s',
    async (selfTransitions) => {
      Object.assign(world.site.jsm.configuration, { selfTransitions });
      const key = await raise(world, MIRO_STANDARD);
      await world.advance(MINUTE);
      await edit(key, { [FIELD.duration]: 30 });
      await world.settle();
      expect(world.statusOf(key)).toBe('Waiting for approval');
      const issue = world.site.jsm.issue(key);
      expect(issue?.approvals.map(({ abandoned }) => abandoned)).toEqual([true, false]);
      const moves = issue?.changes.flatMap(({ items }) => items.filter(({ field }) => field === 'status'));
      expect(moves?.map(({ toString: name }) => name)).toEqual([
        'Waiting for approval',
        'Open',
        'Waiting for approval',
      ]);
      await approveAll(world, key, ['owner']);
      expect(await fulfill(world, key)).toBeUndefined();
    },
  );

  it('is not to be had where the workflow leads nowhere but back into the status, which the ticket says', async () => {
    const company = withTransitions(madeUpCompany(), (transition) => {
      if (transition.name === 'Ask again') return [{ ...transition, to: STATUS.awaitingApproval }];
      return transition.name === 'Enough have approved' ? [] : [transition];
    });
    await world.stop();
    world = await World.start({ company });
    Object.assign(world.site.jsm.configuration, { selfTransitions: 'keep the approval' });
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.duration]: 30 });
    await world.advance(20 * MINUTE);
    expect(
      (await world.comments(key, 'internal')).filter((text) =>
        text.includes('to another open status that Seatkeeper can use, so it can’t open a new approval.'),
      ),
    ).toHaveLength(1);
    expect(world.site.jsm.issue(key)?.approvals).toHaveLength(1);
    await world.as('owner').answer(key, 'approve');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
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

describe('a reopened ticket whose access ends or was removed', () => {
  const MIRO_30 = { ...MIRO_STANDARD, days: 30 };
  const POOL = 'miro/standard';
  const reconcile = async (): Promise<void> => {
    await world.sandbox.host.runSchedule(world.site, 'reconcile');
    await world.settle();
  };
  const pass = async (days: number): Promise<void> => {
    await world.advance(days * DAY);
    await reconcile();
  };
  const reopen = async (key: string): Promise<void> => {
    await world.advance(MINUTE);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    await world.advance(MINUTE);
  };
  const seats = (): Promise<readonly Record<string, unknown>[]> =>
    world.rows(
      "SELECT slot, state, holder_id, ends_at FROM seat WHERE pool_id = ? AND state <> 'free'",
      POOL,
    );
  const cases = async (): Promise<unknown> =>
    (
      (await world.console('administrator')('reclaim/cases', { states: ['awaiting-removal'] })) as {
        rows: unknown;
      }
    ).rows;
  /** Somebody else takes the access away in the application, as a case of its end would have it. */
  const remove = async (): Promise<void> => {
    await pass(30);
    const [one] = (await cases()) as { caseId: string }[];
    await world.console('administrator')('reclaim/confirm', { caseId: one?.caseId });
  };
  let key: string;
  beforeEach(async () => {
    world.sandbox.host.restSchedules(world.site);
    key = await raise(world, MIRO_30);
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('says the same end everywhere when it is fulfilled again on the same decision', async () => {
    const end = new Date(world.now() + 30 * DAY).toISOString().slice(0, 10);
    await pass(10);
    await reopen(key);
    expect(await fulfill(world, key)).toBeUndefined();
    const [seat] = await seats();
    expect(new Date(Number(seat?.['ends_at'])).toISOString().slice(0, 10)).toBe(end);
    const { endsAt } = (await world.panel(key)) as { endsAt: number };
    expect(endsAt).toBe(Number(seat?.['ends_at']));
    expect((await world.comments(key, 'public')).at(-1)).toContain(`Access ends on ${end} (UTC)`);
    expect((await world.comments(key, 'internal')).at(-1)).toContain(end);
  });

  it('grants the time of a new decision, from when that is fulfilled', async () => {
    await pass(10);
    await reopen(key);
    await edit(key, { [FIELD.duration]: 60 });
    await world.settle();
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    const [seat, ...others] = await seats();
    expect(others).toEqual([]);
    const { endsAt } = (await world.panel(key)) as { endsAt: number };
    expect(endsAt - world.now()).toBeGreaterThan(59 * DAY);
    expect(Number(seat?.['ends_at'])).toBe(endsAt);
  });

  it('grants nothing on the old vote after the access was removed, and asks for a new one', async () => {
    await remove();
    expect(await seats()).toEqual([]);
    // before anything has noticed the reopening, and after
    await world.as('agent').move(key, 'Reopen');
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(
      /The access from this approval was removed, so the request needs a new decision\./,
    );
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/needs approval first/);
    expect(await seats()).toEqual([]);
    expect((await world.comments(key, 'internal')).at(-1)).toContain('that approval no longer counts');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await seats()).toHaveLength(1);
  });

  it('grants nothing on the old vote either where the workflow has no guard', async () => {
    await remove();
    setGuard(world, 'Fulfill', true);
    await world.as('agent').move(key, 'Reopen');
    await world.as('agent').move(key, 'Fulfill');
    await world.settle();
    await reconcile();
    expect(await seats()).toEqual([]);
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('that is then for somebody else gives them a seat of their own, and takes the first one back', async () => {
    const { lead, newHire } = world.company.roles;
    await reopen(key);
    await edit(key, { [FIELD.beneficiary]: { accountId: lead } });
    await world.settle();
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    const given = (await seats()).find((seat) => seat['holder_id'] === lead);
    expect(given).toMatchObject({ state: 'allocated' });
    expect((await world.comments(key, 'internal')).at(-1)).toContain(`seat ${Number(given?.['slot'])} of`);
    await reconcile();
    expect(await cases()).toMatchObject([{ holderId: newHire, evidence: { because: 'withdrawn' } }]);
  });

  it('that is withdrawn has the seat taken back by a case', async () => {
    await reopen(key);
    await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await world.settle();
    await reconcile();
    expect(await cases()).toMatchObject([
      { holderId: world.company.roles.newHire, evidence: { because: 'withdrawn' } },
    ]);
    // asked for and granted anew, it stays
    await reopen(key);
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    const [one] = (await cases()) as { caseId: string }[];
    const confirm = world.console('administrator')('reclaim/confirm', { caseId: one?.caseId });
    await expect(confirm).rejects.toThrow('The seat wasn’t removed. The access was granted again.');
    expect(await seats()).toHaveLength(1);
  });

  it('that is deleted has the seat taken back as well', async () => {
    await reopen(key);
    await world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${key}`);
    await world.settle();
    await reconcile();
    expect(await cases()).toMatchObject([{ evidence: { because: 'withdrawn' } }]);
  });
});

describe('a denied ticket', () => {
  it('is decided by what holds today when it is reopened', async () => {
    await importRules(world, {
      id: 'no-miro',
      description: 'Nobody gets Miro.',
      when: { applications: ['miro'] },
      effect: { kind: 'forbid' },
    });
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Declined');
    await world.advance(MINUTE);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    expect(world.statusOf(key)).toBe('Declined');
    expect(
      (await world.comments(key, 'public')).filter((text) => text.includes('Nobody gets Miro')),
    ).toHaveLength(2);
    await importRules(world);
    await world.advance(MINUTE);
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
