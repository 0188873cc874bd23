import { DAY, MINUTE } from '../../../src/common/rules/time';
import { FIELD } from '../../../sandbox/company/service-project';
import { importUsage } from '../../support/usage';
import { approveAll, fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';
import { randomUUID } from 'node:crypto';

// An undone removal gives back what was there before, and no more than that.

const POOL = 'slack/standard';
const WITHDRAW = { id: '51' };

let world: World;
beforeEach(async () => {
  world = await World.start();
  // days pass here, and nobody needs the five-minute rhythm of all of them
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);

const pass = (days: number): Promise<void> => world.passDays(days);

interface Shown {
  readonly caseId: string;
  readonly state: string;
  readonly evidence: { readonly because: string };
}
const cases = async (...states: string[]): Promise<Shown[]> =>
  ((await admin('reclaim/cases', { states })) as { rows: Shown[] }).rows;

const theirSeat = (): Promise<unknown> =>
  world.rows(
    "SELECT issue_id, end_reason FROM seat WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'",
    POOL,
    world.company.roles.newHire,
  );

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

async function granted(): Promise<string> {
  const key = await raise(world, SLACK_STANDARD);
  expect(await fulfill(world, key)).toBeUndefined();
  return key;
}

async function reopen(key: string): Promise<void> {
  await world.advance(MINUTE);
  await world.as('agent').move(key, 'Reopen');
  await world.settle();
}

async function withdraw(key: string): Promise<void> {
  await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, WITHDRAW);
  await world.settle();
}

/** Removes what there is a case for. */
async function removed(): Promise<Shown> {
  const [one] = await cases('awaiting-removal');
  if (!one) throw new Error('there is no case');
  await admin('reclaim/confirm', { caseId: one.caseId });
  expect(await theirSeat()).toEqual([]);
  return one;
}

/** Has the seat removed because its holder releases it. */
async function released(): Promise<Shown> {
  const { newHire } = world.company.roles;
  await world.advance(DAY);
  const others = world.customers().filter((accountId) => accountId !== newHire);
  await importUsage(world, [
    { accountId: newHire, daysAgo: 90 },
    ...others.slice(0, 6).map((accountId) => ({ accountId, daysAgo: 1 })),
  ]);
  await world.execute(
    'UPDATE seat SET allocated_at = ? WHERE holder_id = ?',
    world.now() - 95 * DAY,
    newHire,
  );
  await admin('reclaim/start', { runId: randomUUID(), poolId: POOL });
  await pass(0);
  const [asked] = await world.rows('SELECT issue_id FROM reclaim_case');
  const key = world.site.jsm.issue(String(asked?.['issue_id']))?.key ?? '';
  await world.callPortalPanel(key, 'portal/release-seat', newHire);
  return removed();
}

describe('an undone removal of a seat that no request stands for any more', () => {
  it('gives it back for a day, after which it has to go again', async () => {
    const key = await granted();
    await reopen(key);
    await withdraw(key);
    await pass(0);
    const { caseId, evidence } = await removed();
    expect(evidence.because).toBe('withdrawn');
    await admin('reclaim/undo', { caseId });
    expect(await theirSeat()).toEqual([{ issue_id: idOf(key), end_reason: 'withdrawn' }]);
    await pass(1);
    expect(await cases('awaiting-removal')).toMatchObject([{ evidence: { because: 'withdrawn' } }]);
  });

  it('does so also where the request was withdrawn after the removal', async () => {
    const key = await granted();
    const { caseId } = await released();
    await reopen(key);
    await withdraw(key);
    await admin('reclaim/undo', { caseId });
    expect(await theirSeat()).toEqual([{ issue_id: idOf(key), end_reason: 'withdrawn' }]);
    await pass(1);
    expect(await cases('awaiting-removal')).toMatchObject([{ evidence: { because: 'withdrawn' } }]);
  });

  it('does so also where the request has got a seat of another pool since', async () => {
    const key = await granted();
    const { caseId } = await released();
    await reopen(key);
    const fields = { [FIELD.application]: 'Miro', [FIELD.tier]: 'Standard' };
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    await world.settle();
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    await admin('reclaim/undo', { caseId });
    expect(await cases('undone')).toHaveLength(1);
    expect(await theirSeat()).toEqual([{ issue_id: null, end_reason: 'withdrawn' }]);
    await pass(1);
    expect(await cases('awaiting-removal')).toMatchObject([{ evidence: { because: 'withdrawn' } }]);
  });
});

it('an undone removal of a seat whose request still stands gives it back for good', async () => {
  const key = await granted();
  const { caseId } = await released();
  await admin('reclaim/undo', { caseId });
  expect(await theirSeat()).toEqual([{ issue_id: idOf(key), end_reason: null }]);
  await pass(1);
  expect(await cases('awaiting-removal')).toEqual([]);
});
