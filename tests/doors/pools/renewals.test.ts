import { MINUTE } from '../../../src/common/rules/time';
import { FIELD } from '../../../sandbox/company/service-project';
import { approveAll, fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// Access that ends soon can be asked for again. Until that is fulfilled, what was granted first holds.

const FOR_A_MONTH = { ...SLACK_STANDARD, days: 30 };
const WITHDRAW = { id: '51' };

let world: World;
let first: string;
let again: string;
beforeEach(async () => {
  world = await World.start();
  // days pass here, and nobody needs the five-minute rhythm of all of them
  world.sandbox.host.restSchedules(world.site);
  first = await raise(world, FOR_A_MONTH);
  expect(await fulfill(world, first)).toBeUndefined();
  await pass(24);
  again = await raise(world, FOR_A_MONTH);
  expect(world.statusOf(again)).toBe('Ready to fulfill');
});
afterEach(() => world.stop());

const pass = (days: number): Promise<void> => world.passDays(days);

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

const seats = (): Promise<unknown> =>
  world.rows(
    "SELECT issue_id, end_reason FROM seat WHERE pool_id = 'slack/standard' AND holder_id = ? AND state = 'allocated'",
    world.company.roles.newHire,
  );

const removals = async (): Promise<unknown> =>
  (
    (await world.console('administrator')('reclaim/cases', { states: ['awaiting-removal'] })) as {
      rows: unknown;
    }
  ).rows;

async function withdraw(key: string): Promise<void> {
  await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, WITHDRAW);
  await world.settle();
}

/** The first grant holds until the day that it was for, and not longer. */
async function expectFirstToHold(): Promise<void> {
  expect(await seats()).toEqual([{ issue_id: idOf(first), end_reason: null }]);
  await pass(1);
  expect(await removals()).toEqual([]);
  expect(await world.portalPanel(first)).toMatchObject({ access: 'in-use' });
  await pass(5);
  expect(await removals()).toMatchObject([{ evidence: { because: 'ended' } }]);
}

describe('access that was asked for again', () => {
  it('is still said to be in use while the renewal is not fulfilled', async () => {
    expect(await world.portalPanel(first)).toMatchObject({ access: 'in-use' });
    expect(await fulfill(world, again)).toBeUndefined();
    expect(await world.portalPanel(first)).toMatchObject({ access: 'over' });
    expect(await world.portalPanel(again)).toMatchObject({ access: 'in-use' });
  });

  it('holds until its day when the renewal is withdrawn', async () => {
    await withdraw(again);
    await expectFirstToHold();
  });

  it('holds until its day when the renewal is deleted', async () => {
    await world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${again}`);
    await world.settle();
    await expectFirstToHold();
  });

  it('holds until its day when the renewal then asks for something else', async () => {
    await world.advance(MINUTE);
    const fields = { [FIELD.application]: 'Miro', [FIELD.tier]: 'Standard' };
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${again}`, { fields });
    await world.settle();
    await approveAll(world, again, ['owner']);
    await expectFirstToHold();
  });

  it('lets no second renewal of it through once the first is fulfilled, and says that the person has it', async () => {
    const third = await raise(world, FOR_A_MONTH);
    expect(world.statusOf(third)).toBe('Ready to fulfill');
    expect(await fulfill(world, again)).toBeUndefined();
    expect(await fulfill(world, third)).toBe('They already have a seat in Slack Standard.');
    await pass(0);
    expect(world.statusOf(third)).toBe('Ready to fulfill');
    expect(await seats()).toEqual([{ issue_id: idOf(again), end_reason: null }]);
  });

  it('goes at once when neither request stands for it any more', async () => {
    await world.as('agent').move(first, 'Reopen');
    await world.settle();
    await withdraw(first);
    await withdraw(again);
    await pass(0);
    await pass(0);
    expect(await removals()).toMatchObject([{ evidence: { because: 'withdrawn' } }]);
  });

  it('is not taken away by a removal that was cut off before the renewal was fulfilled', async () => {
    const { host } = world.sandbox;
    await pass(6);
    const [one] = (await removals()) as { caseId: string }[];
    host.interferer = ({ remote, body }) =>
      remote === 'sql' && body.includes("UPDATE seat SET state = 'free'") ? 'server-error' : undefined;
    const confirm = world.console('administrator')('reclaim/confirm', { caseId: one?.caseId });
    await expect(confirm).rejects.toThrow('The database didn’t answer.');
    host.interferer = undefined;
    expect(await fulfill(world, again)).toBeUndefined();
    await pass(0.1);
    await pass(0.1);
    expect(await seats()).toEqual([{ issue_id: idOf(again), end_reason: null }]);
  });
});
