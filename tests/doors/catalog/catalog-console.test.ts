import type { ImportPlan } from '../../../src/imports/contract/import-plan';
import type { ApplicationListView, ApplicationView } from '../../../src/catalog/contract/catalog';
import type { CatalogFormat } from '../../../src/imports/contract/catalog-export';
import { stageText } from '../../../sandbox/company/set-up-app';
import { member } from '../../../sandbox/untyped';
import { catalogDocument, importText, planCatalog } from '../../support/catalog-imports';
import { MINUTE } from '../../../src/common/rules/time';
import type { OfferedFile } from '../../../src/common/contract/offered-file';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

type Role = Parameters<World['console']>[0];

const list = async (wanted: object = {}, as: Role = 'administrator'): Promise<ApplicationListView> =>
  (await world.console(as)('catalog/list', {
    search: '',
    order: 'name',
    page: 1,
    ...wanted,
  })) as ApplicationListView;
const names = async (wanted: object): Promise<string[]> =>
  (await list(wanted)).applications.map(({ name }) => name);
const exported = async (format: CatalogFormat): Promise<string> =>
  String(member(await world.console('agent')('catalog/export', { format }), 'text'));

const price = { amount: '8', currency: 'EUR', per: 'month' };
const NOTION = {
  key: 'notion',
  name: 'Notion',
  description: '=HYPERLINK("http://evil.example")',
  criticality: 'critical',
  risk: 'low',
  region: 'EU, "Frankfurt"',
  supportPath: '@notion-help',
  idleDays: 45,
  owner: 'leo.brandt@acme.example',
  tiers: [
    { key: 'plus', name: 'Plus', premium: true, roles: ['Editor', 'Guest'], lowerTier: 'free' },
    { key: 'free', name: 'Free' },
    { key: 'ai', name: 'AI', addOn: true },
  ],
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
      { tier: 'plus', seats: 10, price },
      { tier: 'ai', seats: 3 },
    ],
  },
  {
    key: 'notion-2027',
    application: 'notion',
    supplier: 'Reseller',
    start: '2027-01-01',
    tiers: [{ tier: 'plus', seats: 12, price }],
  },
  {
    key: 'notion-2025',
    application: 'notion',
    supplier: 'Notion Labs',
    start: '2025-01-01',
    end: '2025-12-31',
    tiers: [{ tier: 'plus', seats: 1 }],
  },
];
const MAPPING = {
  key: 'designers',
  department: 'Design',
  application: 'notion',
  tier: 'plus',
  role: 'Editor',
};
const importNotion = (): Promise<void> =>
  importText(world, catalogDocument([NOTION], { contracts: CONTRACTS, roleMappings: [MAPPING] }));

describe('the catalog on the console', () => {
  it('lists applications with owner, tiers, the first end and the notice to give', async () => {
    await importNotion();
    expect(await list({ search: 'notion' })).toEqual({
      day: '2026-11-23',
      mayEdit: true,
      total: 4,
      found: 1,
      page: 1,
      pages: 1,
      applications: [
        {
          key: 'notion',
          name: 'Notion',
          ownerId: world.company.roles.owner,
          risk: 'low',
          criticality: 'critical',
          region: 'EU, "Frankfurt"',
          tiers: [
            {
              key: 'plus',
              name: 'Plus',
              premium: true,
              seats: 10,
              priceLines: [{ seats: 10, price: { ...price, amount: '8.00' } }],
            },
            { key: 'free', name: 'Free', premium: false, seats: 0, priceLines: [] },
            { key: 'ai', name: 'AI', premium: false, seats: 3, priceLines: [{ seats: 3, price: null }] },
          ],
          contractEnd: '2026-12-31',
          noticeBy: '2026-12-01',
        },
      ],
    });
  });

  it.each([
    ['by name', { order: 'name' }, ['Figma', 'Miro', 'Notion', 'Slack']],
    [
      'the most critical first, equals by name',
      { order: 'criticality' },
      ['Notion', 'Slack', 'Figma', 'Miro'],
    ],
    [
      'the riskiest first, then what nobody has judged',
      { order: 'risk' },
      ['Notion', 'Figma', 'Miro', 'Slack'],
    ],
    ['by what ends first', { order: 'contract-end' }, ['Notion', 'Slack', 'Figma', 'Miro']],
    ['by the next notice', { order: 'notice' }, ['Notion', 'Figma', 'Miro', 'Slack']],
    ['those in which every word is found', { search: '  PREMIUM design ' }, ['Figma']],
    ['those of a supplier', { search: 'reseller' }, ['Notion']],
    ['none', { search: 'nothing like it' }, []],
    ['none for what a database would take for anything', { search: '%' }, []],
  ])('orders and finds them: %s', async (_what, wanted, expected) => {
    await importNotion();
    expect(await names(wanted)).toEqual(expected);
  });

  it('has them page by page', async () => {
    const many = Array.from({ length: 45 }, (_, index) => ({
      key: `app-${index}`,
      name: `App ${String(index).padStart(2, '0')}`,
      tiers: [{ key: 't', name: 'T', seats: 0 }],
    }));
    await importText(world, catalogDocument(many));
    const pages = [await list({ page: 1 }), await list({ page: 2 }), await list({ page: 3 })];
    expect(pages.map(({ applications }) => applications.length)).toEqual([20, 20, 8]);
    expect(new Set(pages.flatMap(({ applications }) => applications.map(({ key }) => key))).size).toBe(48);
    expect(await list({ page: 99 })).toMatchObject({ page: 3, pages: 3 });
    expect(await list({ page: 2, search: 'app 07' })).toMatchObject({
      page: 1,
      pages: 1,
      found: 1,
      total: 48,
    });
  });

  it('shows one with its contracts, those in force first, and its role mappings', async () => {
    await importNotion();
    const view = (await world.console('agent')('catalog/show', { key: 'notion' })) as ApplicationView;
    expect(view.application).toMatchObject({ supportPath: '@notion-help', idleDays: 45 });
    expect(view.contracts.map(({ key, state }) => [key, state])).toEqual([
      ['notion-2026', 'in-force'],
      ['notion-2027', 'coming'],
      ['notion-2025', 'over'],
    ]);
    expect(view.roleMappings).toMatchObject([{ key: 'designers', tierKey: 'plus', role: 'Editor' }]);
    await expect(world.console('agent')('catalog/show', { key: 'nothing' })).rejects.toThrow(
      'This application isn’t in the catalog anymore',
    );
  });

  it('costs at most 1 REST call and 2 statements for administrators, 2 and 2 for others', async () => {
    const [byAdministrator] = await world.invocationsDuring(() => list());
    expect(byAdministrator).toMatchObject({ rest: 1, sql: 2 });
    const [byAgent] = await world.invocationsDuring(() => list({}, 'agent'));
    expect(byAgent).toMatchObject({ rest: 2, sql: 2 });
  });
});

describe('who may do what with the catalog on the console', () => {
  it('lets everybody who works in the project look, and says that they may not import', async () => {
    expect(await list({}, 'agent')).toMatchObject({ mayEdit: false, total: 3 });
    expect(await list({}, 'lead')).toMatchObject({ mayEdit: true });
  });

  it.each([
    ['catalog/list', { search: '', order: 'name', page: 1 }],
    ['catalog/show', { key: 'figma' }],
    ['catalog/export', { format: 'json' }],
    ['import/stage', { importId: '5ea75ea7-0000-4000-8000-000000000001', part: 0, text: 'x' }],
  ])('keeps customers out of %s, also behind the platform', async (functionKey, payload) => {
    const extension = { type: 'jira:projectPage', project: { id: '10000', key: 'IT', type: 'service_desk' } };
    const accountId = world.company.roles.newHire;
    const call = { site: world.site, moduleKey: 'console', accountId, functionKey, payload, extension };
    await expect(world.sandbox.host.invokeResolver(call)).rejects.toThrow('not open to customer accounts');
    expect(await world.sandbox.host.invokeResolverUnchecked(call)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it('keeps a customer out whom Jira lets look at the project, as where it is public', async () => {
    const [project] = world.company.site.projects;
    if (project) project.isPublic = true;
    expect(await world.as('newHire').ask('GET', '/rest/api/3/project/10000')).toMatchObject({ key: 'IT' });
    const answer = await world.sandbox.host.invokeResolverUnchecked({
      site: world.site,
      moduleKey: 'console',
      accountId: world.company.roles.newHire,
      functionKey: 'catalog/list',
      payload: { search: '', order: 'name', page: 1 },
      extension: { type: 'jira:projectPage', project: { id: '10000', key: 'IT' } },
    });
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'forbidden',
        message: 'Only people who work in a project that uses Seatkeeper can see the catalog.',
      },
    });
  });

  it('keeps agents and the project’s own administrators out while the project is not set up', async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
    for (const role of ['agent', 'lead'] as const)
      await expect(list({}, role)).rejects.toThrow(
        'Only people who work in a project that uses Seatkeeper can see the catalog.',
      );
    await expect(world.console('lead')('policy/choices', {})).rejects.toThrow(
      'Only admins of this project can do this.',
    );
    expect(await list({}, 'administrator')).toMatchObject({ mayEdit: true, total: 0, applications: [] });
  });

  it.each([
    ['import/stage', { part: 0, text: 'x' }],
    ['import/plan-catalog', {}],
    ['import/apply', {}],
    ['import/discard', {}],
  ])('lets only administrators call %s', async (call, more) => {
    const importId = '5ea75ea7-0000-4000-8000-000000000001';
    await expect(world.console('agent')(call, { importId, ...more })).rejects.toThrow(
      'Only admins of this project can do this',
    );
  });

  it('lets an administrator of the project import', async () => {
    const call = world.console('lead');
    const { importId, shown } = await planCatalog(call, catalogDocument([NOTION], { contracts: CONTRACTS }));
    expect(shown).toMatchObject({ applicable: true });
    await call('import/apply', { importId });
    expect(await names({ search: 'notion' })).toEqual(['Notion']);
  });

  it('lets nobody add to, plan, apply or throw away what somebody else has brought', async () => {
    const text = catalogDocument([NOTION], { contracts: CONTRACTS });
    const importId = await stageText(world.console('lead'), text);
    const refused = (call: string, more: object = {}): Promise<void> =>
      expect(world.console('administrator')(call, { importId, ...more })).rejects.toThrow(
        'This upload is no longer available. Choose the file again.',
      );
    await refused('import/stage', { part: 1, text: ' ' });
    await refused('import/plan-catalog');
    await refused('import/discard');
    expect(await world.console('lead')('import/plan-catalog', { importId })).toMatchObject({
      applicable: true,
    });
    await refused('import/apply');
    await refused('import/discard');
    expect(await names({ search: 'notion' })).toEqual([]);
    await world.console('lead')('import/apply', { importId });
    expect(await names({ search: 'notion' })).toEqual(['Notion']);
  });

  it.each([
    ['a search of pages', { search: 'x'.repeat(201) }, /Search: Enter at most 200 characters/],
    ['an order nobody knows', { order: 'price; DROP TABLE tier' }, /Sort order: Choose one of these/],
    ['a page before the first', { page: 0 }, /Page: Enter 1 or more/],
    ['half a page', { page: 1.5 }, /Page: Enter a whole number/],
  ])('refuses %s', async (_what, wanted, message) => {
    await expect(list(wanted)).rejects.toThrow(message);
  });
});

describe('the exported catalog', () => {
  it.each(['json', 'applications-csv', 'contracts-csv'] as const)(
    'is a file to download, too, for fifteen minutes: %s',
    async (format) => {
      await importNotion();
      const file = (await world.console('agent')('catalog/download', { format })) as OfferedFile;
      expect(file).toMatchObject({ from: world.now(), until: world.now() + 15 * MINUTE });
      const opened = (): Promise<Response> => world.sandbox.host.objects.answer(new Request(file.url));
      const answer = await opened();
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(await answer.text()).toBe(await exported(format));
      await world.advance(16 * MINUTE);
      expect((await opened()).status).toBe(404);
    },
  );

  it.each(['json', 'applications-csv', 'contracts-csv'] as const)('as %s changes nothing', async (format) => {
    await importNotion();
    const text = await exported(format);
    const { importId, shown } = await planCatalog(world.console('administrator'), text);
    const plan = shown as ImportPlan;
    if (plan.kind !== 'catalog') throw new Error('this is no plan of a catalog');
    expect(plan).toMatchObject({ applicable: true, policyRules: null });
    expect(plan.diff.changes.length).toBeGreaterThan(3);
    expect(plan.diff.changes.filter(({ kind }) => kind !== 'kept')).toEqual([]);
    await world.console('administrator')('import/apply', { importId });
    expect(await exported(format)).toBe(text);
  });

  it('is read by nobody as a formula', async () => {
    await importNotion();
    const row = (await exported('applications-csv')).split('\r\n').find((line) => line.startsWith('notion'));
    expect(row).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(row).toContain(`,'@notion-help,`);
  });

  it('is the same on an empty site and after it was brought to another', async () => {
    await importNotion();
    const [json, csv, contracts] = [
      await exported('json'),
      await exported('applications-csv'),
      await exported('contracts-csv'),
    ];
    await world.stop();
    world = await World.start();
    await importText(world, json);
    expect(await exported('json')).toBe(json);
    expect(await exported('applications-csv')).toBe(csv);
    expect(await exported('contracts-csv')).toBe(contracts);
  });

  it('is refused with every faulty line, and nothing is written', async () => {
    const text = (await exported('applications-csv')).replace(',40,', ',forty,').replace(',12,', ',1e3,');
    await expect(importText(world, text)).rejects.toThrow(
      /^Line 2, seats: “forty” isn’t a whole number\.\nLine 5, seats: “1e3” isn’t a whole number\.$/,
    );
    expect(await list()).toMatchObject({ total: 3 });
  });

  it('of more rows than the catalog takes is refused', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => `a${index},A${index},t,T,1`);
    const text = ['application,applicationName,tier,tierName,seats', ...rows].join('\r\n');
    await expect(importText(world, text)).rejects.toThrow(/applications/);
  });
});
