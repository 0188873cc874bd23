import { MINUTE } from '../../../src/common/rules/time';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { importApplications } from '../../support/approvals';
import { companyWithSeats } from '../../support/companies';
import { formValues } from '../../support/requests';
import { World } from '../../support/world';

// A seat that comes free is handed out by the next run, and a ticket is looked at after that: what its panel says in between

const NO_SEAT = 'The Slack Standard pool has no free seat. The request is in the queue for the next one.';

let world: World;
let keys: string[];
beforeEach(async () => {
  world = await World.start({ company: companyWithSeats(1) });
  keys = [];
  for (const accountId of world.customers().slice(0, 3)) {
    const values = formValues({ application: 'Slack', tier: 'Standard', justification: 'x' });
    keys.push(await world.person(accountId).raise(REQUEST_TYPE.fields, values));
    await world.advance(MINUTE);
  }
  await world.callPanel(key(1), 'issue-panel/arrange');
});
afterEach(() => world.stop());

const key = (index: number): string => keys[index] ?? '';

it('a seat that was added is being assigned to whoever is next, and to nobody behind', async () => {
  const tier = { key: 'standard', name: 'Standard', seats: 2 };
  await importApplications(world, { key: 'slack', name: 'Slack', tiers: [tier] });
  expect(await world.panel(key(1))).toMatchObject({
    state: 'ready',
    trouble: null,
    poolFull: false,
    isSeatComing: true,
    pool: { free: 1, queuePosition: { position: 1 }, arrangedBy: world.company.roles.agent },
    next: { enabled: true },
  });
  expect(await world.panel(key(2))).toMatchObject({
    poolFull: true,
    isSeatComing: false,
    pool: { free: 1, queuePosition: { position: 2 }, arrangedBy: null },
    next: { enabled: false, reason: NO_SEAT },
  });
  expect(await world.as('agent').move(key(2), 'Fulfill')).toBe(NO_SEAT);
  await world.advance(5 * MINUTE);
  expect(world.statusOf(key(1))).toBe('Fulfilled');
  expect(await world.panel(key(1))).toMatchObject({ isSeatComing: false, pool: { arrangedBy: null } });
  expect(await world.panel(key(2))).toMatchObject({
    poolFull: true,
    pool: { queuePosition: { position: 1 } },
  });
});

it('a request that was just given a seat is kept by nothing, and shows who arranged to fulfill it', async () => {
  const requesterId = world.site.jsm.issue(key(0))?.reporterId ?? '';
  await world
    .person(requesterId)
    .ask('POST', `/rest/servicedeskapi/request/${key(0)}/transition`, { id: '51' });
  await world.settle();
  expect(await world.panel(key(1))).toMatchObject({
    state: 'ready',
    trouble: null,
    poolFull: false,
    isSeatComing: false,
    pool: { seat: { state: 'held' }, queuePosition: null, arrangedBy: world.company.roles.agent },
  });
});
