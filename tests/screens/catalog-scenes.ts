import type { Page } from 'playwright-core';
import { assetsObject } from '../support/assets';
import { catalogDocument, importText } from '../support/catalog-imports';
import { companyWithoutAssets } from '../support/companies';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const price = (amount: string, per = 'month'): object => ({ amount, currency: 'EUR', per });
const owners = { owner: 'leo.brandt@acme.example', backupOwner: 'ana.ruiz@acme.example' };
const NOTION = {
  key: 'notion',
  name: 'Notion',
  description: 'Notes, wikis and project plans',
  criticality: 'high',
  risk: 'medium',
  region: 'EU (Frankfurt)',
  supportPath: '#help-notion in Slack, or the IT service desk',
  idleDays: 45,
  ...owners,
  tiers: [
    {
      key: 'plus',
      name: 'Plus',
      summary: 'Unlimited blocks and guests',
      premium: true,
      roles: ['Editor', 'Guest'],
      lowerTier: 'free',
    },
    { key: 'free', name: 'Free', summary: 'Read and comment' },
    { key: 'ai', name: 'AI', summary: 'Writing help, on top of a tier', addOn: true },
  ],
};
const SALESFORCE = {
  key: 'salesforce',
  name: 'Salesforce',
  description: 'Customers and contracts',
  criticality: 'critical',
  risk: 'high',
  region: 'US and EU',
  owner: 'leo.brandt@acme.example',
  tiers: [{ key: 'enterprise', name: 'Enterprise', premium: true }],
};
const CONTRACTS = [
  {
    key: 'notion-2026',
    application: 'notion',
    supplier: 'Notion Labs',
    start: '2026-01-01',
    end: '2026-12-31',
    noticeBy: '2026-12-01',
    autoRenew: true,
    tiers: [
      { tier: 'plus', seats: 80, price: price('9.50') },
      { tier: 'ai', seats: 20, price: price('8.00') },
    ],
  },
  {
    key: 'notion-2027',
    application: 'notion',
    supplier: 'Notion Labs',
    start: '2027-01-01',
    end: '2027-12-31',
    noticeBy: '2027-10-01',
    tiers: [{ tier: 'plus', seats: 95, price: price('9.00') }],
  },
  {
    key: 'notion-2025',
    application: 'notion',
    supplier: 'A reseller',
    start: '2025-01-01',
    end: '2025-12-31',
    tiers: [{ tier: 'plus', seats: 40, price: price('11.00') }],
  },
  {
    key: 'crm',
    application: 'salesforce',
    supplier: 'Salesforce Germany',
    start: '2024-02-01',
    end: '2027-01-31',
    noticeBy: '2026-10-31',
    autoRenew: true,
    tiers: [{ tier: 'enterprise', seats: 60, price: price('1980.00', 'year') }],
  },
];
const ROLE_MAPPINGS = [
  {
    key: 'designers',
    department: 'Design',
    job: 'Product Designer',
    application: 'notion',
    tier: 'plus',
    role: 'Editor',
  },
  { key: 'everybody', application: 'notion', tier: 'free' },
];
const document = catalogDocument([NOTION, SALESFORCE], { contracts: CONTRACTS, roleMappings: ROLE_MAPPINGS });

const nothing = (): Promise<void> => Promise.resolve();
const filled = (world: World): Promise<void> => importText(world, document);
const many = async (world: World): Promise<void> => {
  await filled(world);
  const others = Array.from({ length: 40 }, (_, index) => ({
    key: `tool-${index}`,
    name: `Internal tool ${String(index + 1).padStart(2, '0')}`,
    tiers: [{ key: 'standard', name: 'Standard', seats: 25 }],
  }));
  await importText(world, catalogDocument(others));
};

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

async function openNotion(page: Page): Promise<void> {
  await press(page, 'Notion');
  await page.getByText('Access by department and job').waitFor();
}

async function importPage(page: Page, text: string): Promise<void> {
  await press(page, 'Import catalog');
  await page.getByLabel('Catalog (JSON or CSV)').fill(text);
  await press(page, 'Dry run');
  await page
    .getByText(/Dry run|can’t be imported/)
    .last()
    .waitFor();
}

async function openAssets(page: Page): Promise<void> {
  await press(page, 'Import catalog');
  await page.getByLabel('From Assets').click();
  await page.getByLabel('Applications (AQL)').waitFor();
}

async function planFromAssets(page: Page, contracts: string): Promise<void> {
  await openAssets(page);
  await page.getByLabel('Contracts (AQL)').fill(contracts);
  await press(page, 'Dry run');
  await page
    .getByText(/Dry run|can’t be imported/)
    .last()
    .waitFor();
}

const LINES = 'objectType = "Contract line"';
const spoilt = (world: World): Promise<void> => {
  assetsObject(world, 'Application tier', 'Premium').values['Seats'] = ['six'];
  assetsObject(world, 'Application tier', 'Plus').values['Application'] = [];
  assetsObject(world, 'Contract line', 'Notion 2026, Plus').values['Supplier'] = [];
  return Promise.resolve();
};

const CHANGED = catalogDocument([{ ...NOTION, criticality: 'critical', supportPath: null }], {
  contracts: [
    { ...CONTRACTS[0], noticeBy: '2026-11-30', tiers: [{ tier: 'plus', seats: 85, price: price('9.50') }] },
    { ...CONTRACTS[1] },
  ],
  roleMappings: [{ ...ROLE_MAPPINGS[0], job: null }],
});
const FAULTY = [
  'contract,application,supplier,start,end,noticeBy,autoRenew,tier,seats,price,currency,per',
  'notion-2028,notion,Notion Labs,2028-01-01,2027-12-31,,perhaps,plus,many,9.00,Euro,month',
  ',figma,Figma,2027-01-01,,,yes,premium,6,45.00,EUR,month',
].join('\n');

const console_ = (
  state: string,
  prepare: (world: World) => Promise<unknown>,
  act?: Scene['act'],
  more: Partial<Scene> = {},
): Scene => consoleScene(`applications${state}`, prepare, act, more);

/** The catalog on the console. */
export const catalogScenes: readonly Scene[] = [
  console_('', filled),
  console_('-narrow', filled, undefined, { width: 420 }),
  console_('-pages', many, async (page) => {
    await page.getByRole('button', { name: 'page 2' }).click();
    await page.getByText('Internal tool 30').waitFor();
  }),
  console_('-none-found', filled, async (page) => {
    await page.getByLabel('Search').fill('photoshop');
    await page.getByText('No matching applications').waitFor();
  }),
  console_('-one', filled, openNotion),
  console_('-one-narrow', filled, openNotion, { width: 420 }),
  console_('-import', nothing, (page) => press(page, 'Import catalog')),
  console_('-import-dry-run', filled, (page) => importPage(page, CHANGED)),
  console_('-import-refused', filled, (page) => importPage(page, FAULTY)),
  console_('-import-assets', nothing, openAssets),
  console_('-import-assets-narrow', nothing, openAssets, { width: 420 }),
  console_('-import-assets-dry-run', nothing, (page) => planFromAssets(page, LINES)),
  console_('-import-assets-refused', spoilt, (page) => planFromAssets(page, LINES)),
  console_('-import-assets-renamed', nothing, async (page) => {
    await openAssets(page);
    await page.getByLabel('Other attribute names').fill('Seats = Purchased seats\nCost centre = Team');
    await press(page, 'Dry run');
    await page.getByText('can’t be imported').waitFor();
  }),
  console_('-import-assets-none', nothing, (page) => planFromAssets(page, ''), {
    company: companyWithoutAssets(),
  }),
  console_('-export', nothing, async (page) => {
    await press(page, 'Export applications as CSV');
    await page.getByText('Importing it again changes nothing.').waitFor();
    await press(page, 'Create download link');
    await page.getByText('Download file').waitFor();
  }),
  console_('-viewer', filled, undefined, { as: 'agent' }),
  console_('-empty', (world) => world.execute('DELETE FROM application')),
  console_('-no-permission', nothing, undefined, { calls: 'forbid' }),
  console_('-loading', nothing, undefined, { calls: 'hang' }),
  console_('-error', nothing, undefined, { calls: 'fail' }),
];
