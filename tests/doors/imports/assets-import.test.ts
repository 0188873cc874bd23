import { randomUUID } from 'node:crypto';
import type { AssetsObject, AssetsType } from '../../../sandbox/jsm/assets';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { assetsObject, assetsType } from '../../support/assets';
import { catalogDocument, importText, planCatalog } from '../../support/catalog-imports';
import { companyWithoutAssets } from '../../support/companies';
import { raise } from '../../support/requests';
import { World } from '../../support/world';

const CONTRACTS = 'objectType = "Contract line"';
const NOTION = {
  applications: 'Name = Notion AND objectType = Application',
  tiers: 'Application = Notion AND objectType = "Application tier"',
};
const EVERYTHING = { contracts: CONTRACTS };
const FIGMA = { applications: 'objectType = Application AND Name = Figma', tiers: 'Application = Figma' };
const OF_TYPES = { applications: 'objectType = Application', tiers: 'objectType = "Application tier"' };
const AQL = 'object/aql';

let world: World;
let isExpected = false;

beforeEach(async () => {
  isExpected = false;
  world = await World.start();
});
afterEach(() => world.stop({ expectProblems: isExpected }));

const planned = async (source: object = EVERYTHING, importId: string = randomUUID()): Promise<unknown> =>
  world.console('administrator')('import/plan-from-assets', { importId, source });

async function imported(source: object = EVERYTHING): Promise<unknown> {
  const importId = randomUUID();
  const shown = await planned(source, importId);
  await world.console('administrator')('import/apply', { importId });
  return shown;
}

const typeNamed = (name: string): AssetsType => assetsType(world, name);
const objectNamed = (type: string, name: string): AssetsObject => assetsObject(world, type, name);

/** More applications with a tier of three seats each. */
function addTools(count: number): void {
  for (let index = 0; index < count; index++) {
    typeNamed('Application').objects.push({
      id: `${1000 + index}`,
      values: { Name: [`Tool ${index}`], 'Catalog key': [`tool-${index}`] },
    });
    typeNamed('Application tier').objects.push({
      id: `${2000 + index}`,
      values: {
        Name: ['Standard'],
        'Catalog key': ['standard'],
        Application: [`${1000 + index}`],
        Seats: ['3'],
      },
    });
  }
}

const changesIn = (shown: unknown): unknown[] =>
  listOf(member(member(shown, 'diff'), 'changes')).filter((change) => member(change, 'kind') !== 'kept');
const uploads = (): Promise<readonly unknown[]> =>
  world.rows('SELECT * FROM import_job WHERE state <> ?', 'done');
const pool = async (id: string): Promise<unknown> => {
  const [row] = await world.rows('SELECT COUNT(*) AS seats FROM seat WHERE pool_id = ?', id);
  return Number(row?.['seats']);
};
const callsOf = (records: readonly { readonly calls: readonly object[] }[], part: string): number =>
  records.flatMap(({ calls }) => calls).filter((call) => 'path' in call && String(call.path).includes(part))
    .length;

describe('importing the catalog from Assets', () => {
  it('shows what would change like any other dry run, and changes nothing until it is applied', async () => {
    const shown = await planned(FIGMA);
    expect(shown).toMatchObject({
      kind: 'catalog',
      applicable: true,
      policyRules: null,
      diff: { problems: [] },
    });
    expect(changesIn(shown)).toEqual([
      { kind: 'changed', subject: 'Figma Premium', details: ['seats: 6 → 8'], decides: false },
    ]);
    expect(await pool('figma/premium')).toBe(6);
  });

  it('takes over applications, tiers and contracts with their references, people, prices and days', async () => {
    await imported(EVERYTHING);
    const details = await world.console('administrator')('catalog/show', { key: 'notion' });
    expect(details).toMatchObject({
      application: {
        name: 'Notion',
        risk: 'medium',
        criticality: 'high',
        idleDays: 45,
        ownerId: world.company.roles.owner,
        backupOwnerId: null,
        tiers: [
          { key: 'plus', premium: true, lowerTierKey: 'free', seats: 80 },
          { key: 'free', summary: 'Read and comment', premium: false, lowerTierKey: null },
        ],
      },
      contracts: [
        {
          key: 'notion-2026',
          supplier: 'Notion Labs',
          start: '2026-01-01',
          end: '2026-12-31',
          noticeBy: '2026-12-01',
          autoRenew: true,
          tiers: [{ tierKey: 'plus', seats: 80, price: { amount: '9.50', currency: 'EUR', per: 'month' } }],
        },
      ],
    });
    const key = await raise(world, { application: 'Notion', tier: 'Plus', justification: 'x' });
    expect(await world.panel(key)).toMatchObject({ pool: { purchased: 80, free: 80 } });
  });

  it('has nothing left to change a second time', async () => {
    await imported(EVERYTHING);
    const again = await planned();
    expect(again).toMatchObject({ applicable: true });
    expect(changesIn(again)).toEqual([]);
  });

  it('names every object and attribute that cannot be taken, all at once, and stores nothing', async () => {
    objectNamed('Application tier', 'Premium').values['Seats'] = ['many'];
    objectNamed('Application tier', 'Free').values['Catalog key'] = ['Free of charge'];
    objectNamed('Application tier', 'Plus').values['Application'] = [];
    objectNamed('Application', 'Notion').values['Risk'] = ['Unclear'];
    objectNamed('Contract line', 'Notion 2026, Plus').values['Supplier'] = [];
    await expect(planned(EVERYTHING)).rejects.toThrow(
      new RegExp(
        [
          /^SAAS-13 \(Plus\), Application: The attribute is empty\.$/,
          /^SAAS-12 \(Premium\), Seats: “many” isn’t a whole number\.$/,
          /^SAAS-2 \(Notion\), Risk: Choose one of these: low, medium, high\.$/,
          /^SAAS-14 \(Free\), Catalog key: Use lowercase letters.*$/,
          /^SAAS-21 \(Notion 2026, Plus\), Supplier: The attribute is empty\.$/,
        ]
          .map(({ source }) => source.replace(/^\^|\$$/g, ''))
          .join('\\n'),
      ),
    );
    expect(await uploads()).toEqual([]);
  });

  it.each([
    [
      'an application without a key',
      () => (objectNamed('Application', 'Notion').values['Catalog key'] = []),
      /SAAS-2 \(Notion\), Catalog key: The attribute is empty/,
    ],
    [
      'two applications with one key',
      () => (objectNamed('Application', 'Notion').values['Catalog key'] = ['figma']),
      /SAAS-2 \(Notion\), Catalog key: “figma” is already the key of SAAS-1 \(Figma\)/,
    ],
    [
      'an application without tiers',
      () => void typeNamed('Application tier').objects.splice(2),
      /SAAS-2 \(Notion\): No tier that was found refers to this application/,
    ],
    [
      'a contract without a key',
      () => (objectNamed('Contract line', 'Notion 2026, Plus').values['Catalog key'] = []),
      /SAAS-21 \(Notion 2026, Plus\), Catalog key: The attribute is empty/,
    ],
    [
      'a day that does not exist',
      () => (objectNamed('Contract line', 'Notion 2026, Plus').values['End'] = ['2026-02-30']),
      /SAAS-21 \(Notion 2026, Plus\), End: Enter a date, like 2026-11-30/,
    ],
  ])('refuses %s, naming the object', async (_what, spoil, message) => {
    spoil();
    await expect(planned(EVERYTHING)).rejects.toThrow(message);
    expect(await uploads()).toEqual([]);
  });

  it('shows problems with people and seats in the dry run, which then cannot be applied', async () => {
    objectNamed('Application', 'Notion').values['Owner'] = ['5ea7:nobody'];
    objectNamed('Application tier', 'Plus').values['Seats'] = ['5'];
    const importId = randomUUID();
    expect(await planned(EVERYTHING, importId)).toMatchObject({
      applicable: false,
      diff: { problems: [{ where: 'Notion, owner' }, { where: 'Notion Plus' }] },
    });
    await expect(world.console('administrator')('import/apply', { importId })).rejects.toThrow(
      'Review the dry run first',
    );
  });

  it('leaves contracts as they are unless it is told where they stand', async () => {
    await imported(EVERYTHING);
    objectNamed('Contract line', 'Notion 2026, Plus').values['Seats'] = ['90'];
    expect(changesIn(await planned({}))).toEqual([]);
    const told = await planned(EVERYTHING);
    expect(JSON.stringify(told)).toContain('80 → 90');
  });

  it('reads page after page, and gives up as a whole when a page is lost', async () => {
    addTools(130);
    world.sandbox.host.interferer = ({ path }) => (path.includes('startAt=100') ? 'server-error' : undefined);
    await expect(planned()).rejects.toThrow('Jira answered 503');
    expect(await uploads()).toEqual([]);
    world.sandbox.host.interferer = undefined;
    const records = await world.invocationsDuring(async () => imported());
    // two pages each of applications and tiers, one of contracts
    expect(callsOf(records, AQL)).toBe(5);
    expect(await pool('tool-129/standard')).toBe(3);
  });

  it('gives up as a whole when an object is gone, or another comes, between two pages', async () => {
    addTools(130);
    const { objects } = typeNamed('Application');
    const changeBefore = (change: () => void): void => {
      let isChanged = false;
      world.sandbox.host.interferer = ({ path }) => {
        if (path.includes('startAt=100') && !isChanged) change();
        isChanged ||= path.includes('startAt=100');
        return undefined;
      };
    };
    const [first] = objects;
    changeBefore(() => void objects.shift());
    await expect(planned()).rejects.toThrow('Assets didn’t send all objects. Try again in a moment.');
    changeBefore(() => {
      if (first) objects.unshift(first);
    });
    await expect(planned()).rejects.toThrow('Assets didn’t send all objects. Try again in a moment.');
    expect(await uploads()).toEqual([]);
    world.sandbox.host.interferer = undefined;
    expect(await planned()).toMatchObject({ applicable: true });
  });

  it('finds attributes by the names that they have, and refuses names that no object has', async () => {
    const type = typeNamed('Application tier');
    const renamed = type.attributes.map((one) =>
      one.name === 'Seats' ? { ...one, name: 'Purchased seats' } : one,
    );
    Object.assign(type, { attributes: renamed });
    objectNamed('Application tier', 'Premium').values['Purchased seats'] = ['9'];
    objectNamed('Application tier', 'Standard').values['Purchased seats'] = ['40'];
    await expect(planned({ attributes: { seats: 'Seats bought' } })).rejects.toThrow(
      'Seats: No object has an attribute “Seats bought”.',
    );
    await expect(planned({ attributes: { 'Cost centre': 'Team' } })).rejects.toThrow(
      'The catalog has no attribute “Cost centre”.',
    );
    await imported({ ...FIGMA, attributes: { seats: 'purchased seats' } });
    expect(await pool('figma/premium')).toBe(9);
  });

  it('remembers where the catalog stands for whoever imports it next', async () => {
    const call = world.console('lead');
    expect(await call('import/assets-source', {})).toMatchObject({
      applications: 'objectType = "Application"',
      contracts: null,
      attributes: { seats: 'Seats' },
    });
    await planned({ ...NOTION, contracts: CONTRACTS });
    expect(await call('import/assets-source', {})).toMatchObject({ ...NOTION, contracts: CONTRACTS });
  });

  it('is refused when the catalog was changed since the dry run', async () => {
    const importId = randomUUID();
    await planned(EVERYTHING, importId);
    await importText(
      world,
      catalogDocument([{ key: 'zoom', name: 'Zoom', tiers: [{ key: 'pro', name: 'Pro', seats: 3 }] }]),
    );
    await expect(world.console('administrator')('import/apply', { importId })).rejects.toThrow(
      'Nadia Haddad has changed the catalog since this dry run. Zoom. Zoom Pro: 3 seats.',
    );
  });

  it('stands beside nothing that was sent under the same id', async () => {
    const { importId } = await planCatalog(world.admin, catalogDocument([]));
    await expect(planned({}, importId)).rejects.toThrow('is no longer available');
  });

  it('is for people who administer the project, as far as Assets let each of them look', async () => {
    await expect(
      world.console('agent')('import/plan-from-assets', { importId: randomUUID(), source: {} }),
    ).rejects.toThrow('Only admins of this project can do this.');
    const asLead = (): Promise<unknown> =>
      world.console('lead')('import/plan-from-assets', { importId: randomUUID(), source: OF_TYPES });
    expect(await asLead()).toMatchObject({ kind: 'catalog' });
    for (const schema of world.site.jsm.configuration.assets?.schemas ?? [])
      Object.assign(schema, { users: new Set() });
    await expect(asLead()).rejects.toThrow(
      'Assets shows you no objects for this query: objectType = Application',
    );
  });

  it('takes no more objects than five thousand', async () => {
    addTools(5_000);
    await expect(planned({ applications: 'objectType = Application' })).rejects.toThrow(
      /^This query finds more than 5,000 objects\. Narrow it: objectType = Application$/,
    );
  });

  it('says what Assets have against a query', async () => {
    await expect(planned({ tiers: 'Tier of = Figma' })).rejects.toThrow(
      /^Assets can’t read the query Tier of = Figma: The AQL query is invalid/,
    );
    await expect(planned({ applications: '' })).rejects.toThrow(/Applications: This is required/);
  });

  it('says in one sentence that a person or the app is turned away, and tables are imported as ever', async () => {
    isExpected = true;
    const { scopes } = world.sandbox.host.manifest;
    jest
      .spyOn(world.sandbox.host.manifest, 'scopes', 'get')
      .mockReturnValue(scopes.filter((scope) => scope !== 'read:cmdb-object:jira'));
    await expect(planned()).rejects.toThrow(
      /^You don’t have access to these objects in Assets\. Ask an Assets admin\.$/,
    );
    await importText(
      world,
      catalogDocument([{ key: 'zoom', name: 'Zoom', tiers: [{ key: 'pro', name: 'Pro', seats: 3 }] }]),
    );
    expect(await pool('zoom/pro')).toBe(3);
  });
});

it('a site without Assets says so in one sentence, and imports tables as ever', async () => {
  const other = await World.start({ company: companyWithoutAssets() });
  const importId = randomUUID();
  await expect(
    other.console('administrator')('import/plan-from-assets', { importId, source: {} }),
  ).rejects.toThrow(
    /^You can’t read Assets on this site\. Assets needs the Premium plan of Jira Service Management and your access to the schema\.$/,
  );
  await importText(
    other,
    catalogDocument([{ key: 'zoom', name: 'Zoom', tiers: [{ key: 'pro', name: 'Pro', seats: 3 }] }]),
  );
  await other.stop();
});
