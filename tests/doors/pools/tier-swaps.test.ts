import { DAY, MINUTE } from '../../../src/common/rules/time';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  raise,
  SLACK_STANDARD,
  type Asked,
} from '../../support/requests';
import { companyWithSeats } from '../../support/companies';
import { World } from '../../support/world';

const STANDARD = { ...FIGMA_PREMIUM, tier: 'Standard' };

let world: World;
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);
const pass = (days: number): Promise<void> => world.passDays(days);
const seatsOf = async (holderId = world.company.roles.newHire): Promise<unknown[]> =>
  (
    await world.rows(
      "SELECT pool_id FROM seat WHERE holder_id = ? AND state = 'allocated' ORDER BY pool_id",
      holderId,
    )
  ).map((row) => row['pool_id']);
async function approved(asked: Partial<Asked>): Promise<string> {
  const key = await raise(world, asked);
  if (asked.application === 'Figma')
    await approveAll(world, key, asked.tier === 'Standard' ? ['owner'] : ['manager', 'owner']);
  await world.advance(MINUTE);
  return key;
}
async function granted(asked: Partial<Asked>): Promise<string> {
  const key = await approved(asked);
  expect(await fulfill(world, key)).toBeUndefined();
  await world.advance(MINUTE);
  return key;
}
const cases = async (): Promise<{ caseId: string }[]> =>
  ((await admin('reclaim/cases', { states: ['awaiting-removal'] })) as { rows: { caseId: string }[] }).rows;

describe('tiers of one application', () => {
  beforeEach(async () => {
    world = await World.start();
    world.sandbox.host.restSchedules(world.site);
  });

  it('leave somebody their permanent Standard when a temporary Premium ends', async () => {
    await granted(STANDARD);
    const premium = await granted({ ...FIGMA_PREMIUM, days: 30 });
    expect((await world.comments(premium, 'public')).at(-1)).not.toContain('It replaces');
    await pass(30);
    const [one] = await cases();
    expect(one).toMatchObject({ action: 'downgrade', what: 'Figma Premium' });
    await admin('reclaim/confirm', { caseId: one?.caseId });
    expect(await seatsOf()).toEqual(['figma/standard']);
    await admin('reclaim/undo', { caseId: one?.caseId });
    expect(await seatsOf()).toEqual(['figma/premium', 'figma/standard']);
  });

  it('are replaced by a permanent one with a word to whoever asked and in the record', async () => {
    await granted(STANDARD);
    const premium = await granted(FIGMA_PREMIUM);
    expect(await seatsOf()).toEqual(['figma/premium']);
    expect((await world.comments(premium, 'public')).at(-1)).toContain('It replaces Figma Standard.');
    expect((await world.comments(premium, 'internal')).at(-1)).toContain('Figma Standard');
  });

  it('keep the higher one that was granted after the lower one was approved: its ticket is not fulfilled', async () => {
    const standard = await approved(STANDARD);
    await granted(FIGMA_PREMIUM);
    expect(await world.as('agent').move(standard, 'Fulfill')).toBe(
      'They got Figma Premium after this was requested, and fulfilling it would take that away. Close this request, or take back Figma Premium first.',
    );
    expect(await seatsOf()).toEqual(['figma/premium']);
  });

  it('that have ended, or end within a week, can be asked for again, and go on without a gap', async () => {
    await granted({ ...SLACK_STANDARD, days: 30 });
    expect((await world.comments(await raise(world, SLACK_STANDARD), 'public')).at(-1)).toContain(
      'already has a seat in Slack Standard',
    );
    await pass(24);
    const again = await raise(world, { ...SLACK_STANDARD, days: 30 });
    expect(await fulfill(world, again)).toBeUndefined();
    const [seat] = await world.rows(
      "SELECT ends_at FROM seat WHERE pool_id = 'slack/standard' AND holder_id IS NOT NULL",
    );
    expect(Number(seat?.['ends_at'])).toBeGreaterThan(world.now() + 29 * DAY);
    await pass(7);
    expect(await cases()).toEqual([]);
    await pass(24);
    const [one] = await cases();
    const late = await raise(world, SLACK_STANDARD);
    expect(await fulfill(world, late)).toBeUndefined();
    await expect(admin('reclaim/confirm', { caseId: one?.caseId })).rejects.toThrow(
      'The seat wasn’t removed. The access was granted again.',
    );
    expect(await seatsOf()).toEqual(['slack/standard']);
  });
});

describe('a pool whose contract shrinks', () => {
  it('fulfills only as many as it has seats by then, whoever waited longest first', async () => {
    world = await World.start({ company: companyWithSeats(3) });
    const keys: string[] = [];
    for (const accountId of world.customers().slice(0, 3)) {
      keys.push(
        await world.person(accountId).raise('11', {
          summary: 'x',
          customfield_10040: 'Slack',
          customfield_10041: 'Standard',
          customfield_10044: 'x',
        }),
      );
      await world.advance(MINUTE);
    }
    await world.importCatalog({
      format: 'seatkeeper-catalog',
      applications: [],
      contracts: [
        {
          key: 'slack-next-year',
          application: 'slack',
          supplier: 'Slack',
          start: '2026-01-01',
          tiers: [{ tier: 'standard', seats: 1 }],
        },
      ],
    });
    const [first = '', ...others] = keys;
    for (const key of others.toReversed())
      expect(await world.as('agent').move(key, 'Fulfill')).toBe(
        'The Slack Standard pool has no free seat. The request is in the queue for the next one.',
      );
    expect(await fulfill(world, first)).toBeUndefined();
    await world.advance(6 * MINUTE);
    expect(await admin('pools/list', { search: 'slack' })).toMatchObject({
      rows: [{ purchased: 1, allocated: 1, held: 0, over: 0, waiting: 2 }],
    });
    expect((await world.comments(others[0] ?? '', 'internal')).at(-1)).toContain('has no free seat');
  });
});

describe('a lower tier than somebody has', () => {
  const told = 'has Figma Premium today. Figma Standard would replace it.';
  const page = (role: 'newHire' | 'manager', durationDays: number | null): Promise<unknown> =>
    world.as(role).invoke(
      'portal-create',
      'portal/preview',
      {
        type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
        portal: { id: 1 },
        request: { typeId: 10 },
      },
      {
        application: 'figma',
        tier: 'standard',
        beneficiaryId: world.company.roles.newHire,
        role: null,
        durationDays,
      },
    );

  beforeEach(async () => {
    world = await World.start();
    await granted(FIGMA_PREMIUM);
  });

  it('is asked for with a word before it is sent, about oneself alone', async () => {
    expect(await page('newHire', null)).toMatchObject({ replaces: ['Figma Premium'] });
    expect(await page('newHire', 30)).toMatchObject({ replaces: [] });
    expect(await page('manager', null)).toMatchObject({ kind: 'decided', replaces: [] });
  });

  it('is told on its ticket, and to whoever approves it, before it takes the higher one away', async () => {
    const standard = await raise(world, STANDARD);
    expect((await world.comments(standard, 'internal')).at(-1)).toContain(told);
    for (const role of ['newHire', 'owner'] as const)
      expect(await world.portalPanel(standard, role)).toMatchObject({ replaces: ['Figma Premium'] });
    await approveAll(world, standard, ['owner']);
    expect(await fulfill(world, standard)).toBeUndefined();
    expect(await seatsOf()).toEqual(['figma/standard']);
    expect(await world.portalPanel(standard)).toMatchObject({ replaces: [] });
  });

  it('is told on its ticket neither to who asks for somebody else nor to who only sees the ticket', async () => {
    const key = await raise(world, { ...STANDARD, beneficiary: world.company.roles.newHire }, 'manager');
    expect((await world.comments(key, 'internal')).at(-1)).toContain(told);
    expect(await world.portalPanel(key, 'manager')).toMatchObject({ state: 'waiting', replaces: [] });
    for (const role of ['newHire', 'owner'] as const)
      expect(await world.portalPanel(key, role)).toMatchObject({ replaces: ['Figma Premium'] });
  });

  it('is told nowhere for an access that ends while the higher one stays', async () => {
    const standard = await raise(world, { ...STANDARD, days: 30 });
    expect((await world.comments(standard, 'internal')).at(-1)).not.toContain('would replace');
    expect(await world.portalPanel(standard)).toMatchObject({ replaces: [] });
  });
});
