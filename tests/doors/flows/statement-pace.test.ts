import { stageText } from '../../../sandbox/company/set-up-app';
import { usageCsv } from '../../support/usage';
import { World } from '../../support/world';

// An installation has 150 statements a second for everything that runs at the same time

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});

describe('a statement that is refused because there are too many in a second', () => {
  const refuse = (times: number): (() => number) => {
    let refused = 0;
    world.sandbox.host.interferer = ({ remote }) =>
      remote === 'sql' && refused < times ? (refused++, 'rate-limit') : undefined;
    return () => refused;
  };

  it('is sent again, and nobody notices', async () => {
    const usual = await world.admin('people/links', {});
    const refused = refuse(3);
    expect(await world.admin('people/links', {})).toEqual(usual);
    expect(refused()).toBe(3);
    await world.stop();
  });

  it('is given up after three seconds, in which somebody may be waiting', async () => {
    const refused = refuse(Infinity);
    await expect(world.admin('people/links', {})).rejects.toThrow(
      'The database didn’t answer. Try again in a moment.',
    );
    expect(refused()).toBe(5);
    await world.stop();
  });
});

it('a list of users of more applications than there are statements in a second is planned', async () => {
  const names = Array.from({ length: 80 }, (_, index) => `Tool ${index + 1}`);
  await world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: names.map((name, index) => ({
      key: `tool-${index + 1}`,
      name,
      description: name,
      tiers: [{ key: 'standard', name: 'Standard', summary: 'Usual', seats: 5 }],
    })),
  });
  const [holder = ''] = world.customers();
  const uses = names.map((application) => ({ accountId: holder, application, daysAgo: 1 }));
  const call = world.console('administrator');
  const importId = await stageText(call, usageCsv(world, uses));
  const plan = { importId, source: 'SSO', observedAt: world.now(), acceptsFewer: false };
  expect(await call('usage/plan-import', plan)).toMatchObject({ rows: 80, problems: [], applicable: true });
  await world.stop();
});
