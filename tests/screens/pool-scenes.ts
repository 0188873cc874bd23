import { DAY, MINUTE } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { catalogDocument, importText } from '../support/catalog-imports';
import { raise, SLACK_STANDARD } from '../support/requests';
import { importUsage, usageCsv, type ListedUse } from '../support/usage';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const price = (amount: string, per = 'month'): object => ({ amount, currency: 'EUR', per });
const tier = (key: string, name: string, seats: number, more: object = {}): object => ({
  key,
  name,
  seats,
  ...more,
});
const owner = 'leo.brandt@acme.example';
const document = catalogDocument([
  {
    key: 'notion',
    name: 'Notion',
    owner,
    backupOwner: 'ana.ruiz@acme.example',
    tiers: [
      tier('plus', 'Plus', 12, { premium: true, price: price('9.50'), contractEnd: '2026-12-31' }),
      tier('free', 'Free', 200),
    ],
  },
  {
    key: 'salesforce',
    name: 'Salesforce',
    owner,
    tiers: [tier('enterprise', 'Enterprise', 8, { premium: true, price: price('1980.00', 'year') })],
  },
  {
    key: 'slack',
    name: 'Slack',
    owner: 'jonas.weber@acme.example',
    tiers: [tier('standard', 'Standard', 3, { price: price('7.25') })],
  },
]);

const customers = (world: World, count: number): string[] =>
  [...world.site.jsm.accounts.values()]
    .filter(({ kind, active }) => kind === 'customer' && active)
    .slice(0, count)
    .map(({ accountId }) => accountId);

const uses = (world: World, count: number, more: Pick<ListedUse, 'daysAgo'>): ListedUse[] =>
  customers(world, count).map((accountId) => ({ accountId, application: 'Notion', tier: 'Plus', ...more }));

const CRM: readonly ListedUse[] = Array.from({ length: 11 }, (_, index) => ({
  login: `sales.person${index + 1}@acme.example`,
  application: 'Salesforce',
  tier: 'Enterprise',
  daysAgo: index * 9,
}));

/** Pools in every state: with room, with a queue, over-allocated. */
async function filled(world: World): Promise<void> {
  await importText(world, document);
  await importUsage(world, [...uses(world, 7, { daysAgo: 5 }), ...CRM]);
  const lead = world.console('lead');
  await lead('pools/block', { poolId: 'notion/plus', slot: 9, note: 'In dispute with the vendor' });
  const [row] = await world.rows(
    "SELECT worker_id FROM person WHERE status = 'active' AND account_id <> ? ORDER BY worker_id LIMIT 1",
    world.company.roles.lead,
  );
  await lead('pools/reserve', {
    poolId: 'notion/plus',
    workerId: String(row?.['worker_id']),
    until: world.now() + 14 * DAY,
  });
  const left = customers(world, 7).at(-1) ?? '';
  await world.execute(`UPDATE person SET status = 'inactive' WHERE account_id = '${left}'`);
  let key = '';
  for (const role of ['manager', 'secondAgent', 'newHire', 'lead', 'agent'] as const) {
    key = await raise(world, SLACK_STANDARD, role);
    await world.advance(MINUTE);
  }
  await lead('pools/prioritize', {
    poolId: 'slack/standard',
    issueId: world.site.jsm.issue(key)?.id ?? '',
    isUrgent: true,
    reason: 'Starts on the customer project on Monday',
  });
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const open =
  (act?: (page: Page) => Promise<void>): NonNullable<Scene['act']> =>
  async (page) => {
    await page.getByRole('tab', { name: 'Pools' }).click();
    await act?.(page);
  };
const listed = open(async (page) => {
  await page.getByRole('tabpanel').getByLabel('Sort by').waitFor();
});
const opened = (name: string, act?: (page: Page) => Promise<void>): NonNullable<Scene['act']> =>
  open(async (page) => {
    await press(page, name);
    await page.getByRole('heading', { name: 'Seats', exact: true }).waitFor();
    await act?.(page);
  });

const nothing = (): Promise<void> => Promise.resolve();

const console_ = (
  state: string,
  prepare: (world: World) => Promise<unknown>,
  act: NonNullable<Scene['act']>,
  more: Partial<Scene> = {},
): Scene => consoleScene(`pools${state}`, prepare, act, more);

/** What importing a list would do; which days it names depends on the day of its world. */
function dryRun(state: string, csv: (world: World) => string, more: Partial<Scene> = {}): Scene {
  let text = '';
  const prepare = async (world: World): Promise<void> => {
    await filled(world);
    text = csv(world);
  };
  const act = open(async (page) => {
    await press(page, 'Import users and last activity');
    await page.getByLabel(/CSV/).fill(text);
    await page.getByLabel(/^Source/).fill('SSO');
    await press(page, 'Dry run');
    await page.getByText('Text to copy').waitFor();
  });
  return console_(state, prepare, act, more);
}

const mixedList = (world: World): string =>
  [
    usageCsv(world, [...uses(world, 5, { daysAgo: 4 }), ...CRM, ...uses(world, 9, {}).slice(5)]),
    'nobody@acme.example,Photoshop,Pro,never',
    'sam.rivera@acme.example,Notion,Plus,31/31/2026',
  ].join('\n');
const shrunkList = (world: World): string => usageCsv(world, uses(world, 2, { daysAgo: 90 }));

/** Five holders of a pool, of whom two are idle, one is excluded and one of unknown use. */
async function someIdle(world: World): Promise<void> {
  const [kept = '', ...people] = customers(world, 5).toReversed();
  await importUsage(world, [
    { accountId: kept, daysAgo: 130 },
    ...people.map((accountId, index) => ({
      accountId,
      ...(index === 0 ? {} : { daysAgo: index < 3 ? 75 + index * 8 : 2 }),
    })),
  ]);
  await world.console('administrator')('reclaim/exclude', {
    holderId: kept,
    applicationKey: 'slack',
    kind: 'on-leave',
    reason: 'Parental leave',
    endsAt: null,
  });
}

/** What a month shows: people with two tiers, seats that nobody uses, a premium pool that grows. */
async function withFindings(world: World): Promise<void> {
  world.sandbox.host.restSchedules(world.site);
  const figma = (name: string, count: number): ListedUse[] =>
    customers(world, count).map((accountId) => ({ accountId, application: 'Figma', tier: name, daysAgo: 3 }));
  for (let week = 0; week < 4; week++) {
    await importUsage(world, figma('Premium', 1));
    await world.nightly();
    await world.advance(7 * DAY);
  }
  await importUsage(world, [
    ...figma('Premium', 5),
    ...figma('Standard', 3),
    ...customers(world, 9).map((accountId, index) => ({ accountId, daysAgo: index < 4 ? 80 : 2 })),
  ]);
  await world.nightly();
}

/** Seats of one pool from two contracts in two currencies, some of which nobody uses. */
async function withTwoContracts(world: World): Promise<void> {
  world.sandbox.host.restSchedules(world.site);
  const contract = (key: string, seats: number, of: object): object => ({
    ...{ key, application: 'airtable', supplier: 'Airtable', start: '2026-01-01' },
    tiers: [{ tier: 'team', seats, price: of }],
  });
  await importText(
    world,
    catalogDocument([{ key: 'airtable', name: 'Airtable', owner, tiers: [{ key: 'team', name: 'Team' }] }], {
      contracts: [
        contract('framework', 10, price('100.00', 'year')),
        contract('reseller', 3, { amount: '12.00', currency: 'USD', per: 'month' }),
      ],
    }),
  );
  await importUsage(
    world,
    customers(world, 9).map((accountId, index) => ({
      ...{ accountId, application: 'Airtable', tier: 'Team' },
      daysAgo: index < 2 ? 80 : 2,
    })),
  );
  await world.nightly();
}

const found = open(async (page) => {
  await page.getByText(/^Overlapping licenses \(/).waitFor();
  await page.getByText('Unused seats').first().waitFor();
});

const choosing = opened('Slack Standard', async (page) => {
  await page.getByLabel('5 seats in use on this page').check();
});
const planning = async (page: Page): Promise<void> => {
  await choosing(page);
  await press(page, 'Take back 5 seats…');
  await page.getByText('from this pool and').waitFor();
};

/** The license pools on the console. */
export const poolScenes: readonly Scene[] = [
  console_('', filled, listed),
  console_('-narrow', filled, listed, { width: 420 }),
  console_(
    '-none-found',
    filled,
    open(async (page) => {
      await page.getByRole('tabpanel').getByLabel('Search').fill('photoshop');
      await page.getByText('No matching pools').waitFor();
    }),
  ),
  console_('-full-with-queue', filled, opened('Slack Standard')),
  console_('-full-with-queue-narrow', filled, opened('Slack Standard'), { width: 420 }),
  console_(
    '-urgent',
    filled,
    opened('Slack Standard', async (page) => {
      await press(page, 'Mark as urgent');
      await page.getByLabel(/^Reason/).waitFor();
    }),
  ),
  console_(
    '-two-contracts',
    withTwoContracts,
    open(async (page) => {
      await page.getByRole('tabpanel').getByText('10 seats at €100.00 a year').waitFor();
      await page.getByRole('tabpanel').getByText('3 seats at $12.00 a month').waitFor();
      await page.getByText('Unused seats').first().waitFor();
    }),
  ),
  console_('-two-contracts-one', withTwoContracts, opened('Airtable Team'), { width: 420 }),
  console_('-one', filled, opened('Notion Plus')),
  console_('-one-narrow', filled, opened('Notion Plus'), { width: 420 }),
  console_(
    '-keep',
    filled,
    opened('Notion Plus', async (page) => {
      await press(page, 'Reserve seat for new hire');
      await page.getByLabel(/^Worker ID/).waitFor();
    }),
  ),
  console_(
    '-export',
    filled,
    opened('Notion Plus', async (page) => {
      await page.getByRole('button', { name: /^Export/ }).click();
      await page.getByText('Times are in UTC').waitFor();
    }),
  ),
  console_('-chosen', someIdle, choosing),
  console_('-take-back', someIdle, planning),
  console_('-take-back-narrow', someIdle, planning, { width: 420 }),
  console_('-findings', withFindings, found),
  console_('-findings-narrow', withFindings, found, { width: 420 }),
  console_(
    '-not-used',
    withFindings,
    open(async (page) => {
      await found(page);
      // the first names the pool, the next its alert, which leads to the seats that are not used
      await page.getByRole('button', { name: 'Slack Standard', exact: true }).nth(1).click();
      await page.getByText('4 seats in use on this page').waitFor();
    }),
  ),
  console_('-over-allocated', filled, opened('Salesforce Enterprise')),
  console_(
    '-import',
    nothing,
    open((page) => press(page, 'Import users and last activity')),
  ),
  dryRun('-import-dry-run', mixedList),
  dryRun('-import-shrunk', shrunkList),
  dryRun('-import-shrunk-narrow', shrunkList, { width: 420 }),
  console_('-owner', filled, listed, { as: 'secondAgent' }),
  console_(
    '-empty',
    (world) => world.execute('DELETE FROM tier'),
    open(async (page) => {
      await page.getByText('No license pools yet').waitFor();
    }),
  ),
  console_('-no-permission', nothing, open(), { calls: 'forbid' }),
  console_('-loading', nothing, open(), { calls: 'hang' }),
  console_('-error', nothing, open(), { calls: 'fail' }),
];
