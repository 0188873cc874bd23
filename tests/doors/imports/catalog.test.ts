import { DAY } from '../../../src/common/rules/time';
import type { CatalogDiff } from '../../../src/catalog/rules/catalog-diff';
import { importPerson } from '../../support/approvals';
import { catalogDocument, diffOf, importText, planCatalog } from '../../support/catalog-imports';
import { approveAll, raise } from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const tier = (key: string, more: object = {}): object => ({
  key,
  name: key.toUpperCase(),
  seats: 5,
  ...more,
});
const notion = (tiers: readonly object[], more: object = {}): object => ({
  key: 'notion',
  name: 'Notion',
  owner: 'leo.brandt@acme.example',
  tiers,
  ...more,
});
const refusal = (text: string): Promise<string> =>
  planCatalog(world.admin, text).then(
    () => 'it was taken',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );

describe('a catalog document', () => {
  const FACTS = { criticality: 'critical', region: 'EU', supportPath: '#help-notion', idleDays: 30 };

  it('says how critical an application is, where its data lies, who supports it and when a holder is idle', async () => {
    const text = catalogDocument([notion([tier('plus')], FACTS)]);
    await importText(world, text);
    expect(await world.rows('SELECT * FROM application WHERE app_key = ?', 'notion')).toMatchObject([
      { criticality: 'critical', region: 'EU', support_path: '#help-notion', idle_days: 30 },
    ]);
    expect((await diffOf(world, text)).changes).toMatchObject([{ kind: 'kept' }, { kind: 'kept' }]);
  });

  it('says in its dry run who becomes an owner, of a new application too, and in whose place', async () => {
    const { owner, backupOwner, manager } = world.company.roles;
    const changeOf = async (owners: object): Promise<unknown> =>
      (await diffOf(world, catalogDocument([notion([tier('plus')], owners)]))).changes[0];
    expect(await changeOf({ backupOwner })).toMatchObject({
      kind: 'added',
      details: [],
      people: [
        { role: 'owner', beforeId: null, afterId: owner },
        { role: 'backup owner', beforeId: null, afterId: backupOwner },
      ],
    });
    await importText(world, catalogDocument([notion([tier('plus')], { backupOwner })]));
    expect(await changeOf({ owner: manager })).toMatchObject({
      kind: 'changed',
      details: ['owner replaced', 'backup owner removed'],
      people: [
        { role: 'owner', beforeId: owner, afterId: manager, detail: 'owner replaced' },
        { role: 'backup owner', beforeId: backupOwner, afterId: null, detail: 'backup owner removed' },
      ],
    });
  });

  it('names two people who both work here as its owners', async () => {
    const LEO = 'leo.brandt@acme.example';
    const owners = (owner: string, backupOwner: string): Promise<CatalogDiff> =>
      diffOf(world, catalogDocument([notion([tier('plus')], { owner, backupOwner })]));
    expect((await owners(LEO, LEO)).problems).toEqual([
      {
        where: 'Notion, backup owner',
        message:
          'The owner and the backup owner are the same person. Name two people, so that one of them can always decide.',
      },
    ]);
    const { owner, backupOwner } = world.company.roles;
    expect((await owners(owner, LEO)).problems).toHaveLength(1);
    await importPerson(world, owner, { WorkerStatus: 'Inactive' });
    const left = 'This person is no longer active in the people roster. Name somebody else.';
    expect((await owners(LEO, backupOwner)).problems).toEqual([{ where: 'Notion, owner', message: left }]);
    expect((await owners(backupOwner, LEO)).problems).toEqual([
      { where: 'Notion, backup owner', message: left },
    ]);
    world.site.jsm.accounts.set(owner, { ...world.site.jsm.account(owner), active: false });
    expect((await owners(owner, backupOwner)).problems).toEqual([
      { where: 'Notion, owner', message: 'This account is closed. Name somebody else.' },
    ]);
  });

  it('tells every change of them in words', async () => {
    await importText(world, catalogDocument([notion([tier('plus'), tier('base')], FACTS)]));
    const next = notion([tier('plus', { lowerTier: 'base' }), tier('base', { addOn: true })], {
      criticality: 'low',
      supportPath: 'IT desk',
      idleDays: 60,
    });
    expect((await diffOf(world, catalogDocument([next]))).changes).toEqual([
      {
        kind: 'changed',
        decides: false,
        people: [],
        subject: 'Notion',
        details: [
          'criticality: critical → low',
          'region: EU → none',
          'support path: #help-notion → IT desk',
          'idle days: 30 → 60',
        ],
      },
      { kind: 'changed', subject: 'Notion PLUS', details: ['lower tier: none → base'], decides: true },
      { kind: 'changed', subject: 'Notion BASE', details: ['add-on: no → yes'], decides: false },
    ]);
  });

  it.each([
    [
      'a tier that is not there',
      [tier('a', { lowerTier: 'b' })],
      /^Notion, A, lowerTier: This application has no tier “b”/,
    ],
    ['itself', [tier('a', { lowerTier: 'a' })], /can’t be its own lower tier/],
    [
      'a tier above it',
      [tier('a', { lowerTier: 'b' }), tier('b', { lowerTier: 'c' }), tier('c', { lowerTier: 'a' })],
      /“a” leads back to itself through its lower tier “b”/,
    ],
  ])('is refused when a tier goes down to %s', async (_what, tiers, message) => {
    expect(await refusal(catalogDocument([notion(tiers)]))).toMatch(message);
  });

  it.each([
    ['an idle time of no day', { idleDays: 0 }, /idleDays/],
    ['an idle time of more than ten years', { idleDays: 3651 }, /idleDays/],
    ['a criticality nobody knows', { criticality: 'extreme' }, /criticality/],
    ['a support path of pages', { supportPath: 'x'.repeat(301) }, /supportPath/],
    ['a region of a sentence', { region: 'x'.repeat(61) }, /region/],
  ])('is refused with %s, naming the place', async (_what, more, message) => {
    expect(await refusal(catalogDocument([notion([tier('a')], more)]))).toMatch(message);
  });
});

const contract = (key: string, more: object = {}): object => ({
  key,
  application: 'notion',
  supplier: 'Notion Labs',
  start: '2026-01-01',
  end: '2026-12-31',
  tiers: [{ tier: 'plus', seats: 10, price: { amount: '8', currency: 'EUR', per: 'month' } }],
  ...more,
});
const open = (key: string, more: object = {}): object => ({ key, name: key.toUpperCase(), ...more });
const withContracts = (contracts: readonly object[], tiers = [open('plus')]): string =>
  catalogDocument([notion(tiers)], { contracts });
const pool = async (): Promise<unknown> => {
  const [stored] = await world.rows(
    `SELECT t.seats, t.price_lines, t.contract_end, (SELECT COUNT(*) FROM seat WHERE pool_id = 'notion/plus') AS slots
     FROM tier t WHERE t.app_key = 'notion' AND t.tier_key = 'plus'`,
  );
  const lines = JSON.parse(String(stored?.['price_lines'])) as unknown;
  return stored && { ...stored, price_lines: lines, slots: Number(stored['slots']) };
};

describe('contracts of a catalog document', () => {
  it('fill the pools of their application with what is in force today', async () => {
    const extra = contract('more', { end: '2026-11-30', tiers: [{ tier: 'plus', seats: 5 }] });
    const past = contract('past', { start: '2025-01-01', end: '2025-12-31' });
    await importText(world, withContracts([past, contract('main'), extra]));
    expect(await pool()).toEqual({
      ...{ seats: 15, price_lines: [[10, '8.00', 'EUR', 'month'], [5]] },
      ...{ contract_end: '2026-11-30', slots: 15 },
    });
  });

  it('grow and shrink the pools in the night after they began or ended', async () => {
    const next = contract('next', {
      start: '2026-11-25',
      end: null,
      tiers: [{ tier: 'plus', seats: 4, price: { amount: '9.5', currency: 'EUR', per: 'month' } }],
    });
    const ending = contract('ending', { end: '2026-11-24' });
    await importText(world, withContracts([ending, next]));
    expect(await pool()).toMatchObject({ seats: 10, slots: 10, contract_end: '2026-11-24' });
    await world.advance(DAY);
    await world.nightly();
    expect(await pool()).toMatchObject({ seats: 10 });
    await world.advance(DAY);
    await world.nightly();
    expect(await pool()).toEqual({
      ...{ seats: 4, price_lines: [[4, '9.50', 'EUR', 'month']] },
      ...{ contract_end: null, slots: 4 },
    });
  });

  it('cost two statements a night when none began or ended', async () => {
    await importText(world, withContracts([contract('main')]));
    // the first night of a day has more to do
    await world.nightly();
    const before = await world.invocationsDuring(() => world.nightly());
    await world.execute('DELETE FROM contract');
    const without = await world.invocationsDuring(() => world.nightly());
    expect((before[0]?.sql ?? 0) - (without[0]?.sql ?? 0)).toBe(1);
  });

  it('that begin in a night that is cut off anywhere fill the pool the night after', async () => {
    const coming = contract('coming', {
      start: '2026-11-24',
      end: null,
      tiers: [{ tier: 'plus', seats: 900 }],
    });
    await importText(world, withContracts([contract('main'), coming]));
    await world.advance(DAY);
    for (const statement of ['INSERT IGNORE INTO seat', 'UPDATE tier SET seats']) {
      world.sandbox.host.interferer = ({ body }) => (body.includes(statement) ? 'kill-after' : undefined);
      await world.nightly();
    }
    world.sandbox.host.interferer = undefined;
    await world.nightly();
    expect(await pool()).toMatchObject({ seats: 910, slots: 910 });
  });

  it('that begin give their seats to the requests that wait', async () => {
    const one = [{ tier: 'plus', seats: 1 }];
    const next = contract('next', { start: '2026-11-24', end: null, tiers: one });
    await importText(world, withContracts([contract('main', { tiers: one }), next]));
    const asked = { application: 'Notion', tier: 'PLUS', justification: 'Meeting notes' };
    const keys = [await raise(world, asked), await raise(world, asked, 'manager')];
    for (const key of keys) await approveAll(world, key, ['owner']);
    const states = async (): Promise<unknown[]> =>
      (await world.rows(`SELECT state FROM seat WHERE pool_id = 'notion/plus' ORDER BY slot`)).map(
        ({ state }) => state,
      );
    expect(await states()).toEqual(['held']);
    await world.advance(DAY);
    await world.nightly();
    await world.advance(5 * 60_000);
    expect(await states()).toEqual(['held', 'held']);
  });

  it('are replaced by their keys, and one that the document leaves out goes', async () => {
    await importText(world, withContracts([contract('a'), contract('b')]));
    const next = withContracts([
      contract('a', { supplier: 'Reseller', autoRenew: true, noticeBy: '2026-10-01' }),
    ]);
    expect((await diffOf(world, next)).changes).toEqual([
      { kind: 'kept', subject: 'Notion', details: [], decides: false, people: [] },
      { kind: 'changed', subject: 'Notion PLUS', details: ['seats: 20 → 10'], decides: false },
      {
        kind: 'changed',
        decides: false,
        subject: 'Notion, contract a',
        details: [
          'supplier: Notion Labs → Reseller',
          'notice by: none → 2026-10-01',
          'renews: not automatically → automatically',
        ],
      },
      {
        kind: 'removed',
        decides: false,
        subject: 'Notion, contract b',
        details: expect.arrayContaining([
          'supplier: Notion Labs',
          'PLUS: 10 seats at 8.00 EUR/month',
        ]) as unknown,
      },
    ]);
    await importText(world, next);
    expect(await pool()).toMatchObject({ seats: 10, slots: 10 });
    expect((await diffOf(world, next)).changes.every(({ kind }) => kind === 'kept')).toBe(true);
  });

  it('of other applications stay, and one alone fills the pools of an application that is stored', async () => {
    await importText(world, catalogDocument([notion([tier('plus')])]));
    const alone = catalogDocument([], { contracts: [contract('main')] });
    const diff = await diffOf(world, alone);
    expect(diff.changes).toMatchObject([
      { kind: 'kept', subject: 'Notion' },
      { subject: 'Notion PLUS', details: ['seats: 5 → 10', expect.anything(), expect.anything()] },
      { kind: 'added', subject: 'Notion, contract main' },
    ]);
    await importText(world, alone);
    expect(await pool()).toMatchObject({ seats: 10, slots: 10 });
    await importText(world, catalogDocument([], { contracts: [] }));
    expect(await pool()).toMatchObject({ seats: 10, slots: 10 });
  });

  it('may leave a pool with more seats in use than are bought, and the dry run says so', async () => {
    await importText(world, withContracts([contract('main')]));
    await world.execute(
      `UPDATE seat SET state = 'allocated', holder_id = slot WHERE pool_id = 'notion/plus'`,
    );
    const fewer = withContracts([contract('main', { tiers: [{ tier: 'plus', seats: 7 }] })]);
    expect((await diffOf(world, fewer)).changes[1]?.details).toContain(
      '10 seats are in use, held or blocked, 3 more than purchased',
    );
    await importText(world, fewer);
    expect(await pool()).toMatchObject({ seats: 7, slots: 10 });
  });

  it.each([
    [
      'beside seats of the tier',
      withContracts([contract('a')], [tier('plus', { contractEnd: '2027-01-01' })]),
      'Notion has contracts, which already set this. Remove seats, contractEnd from the tier.',
    ],
    [
      'for a tier that is not there',
      withContracts([contract('a', { tiers: [{ tier: 'max', seats: 1 }] })]),
      'Notion has no tier “max”.',
    ],
    [
      'for an application that is not there',
      withContracts([contract('a', { application: 'nothing' })]),
      'The catalog has no application “nothing”.',
    ],
    [
      'of more seats than a pool can have',
      withContracts(['a', 'b'].map((key) => contract(key, { tiers: [{ tier: 'plus', seats: 60_000 }] }))),
      'The contracts add up to more than 100,000 seats, the limit.',
    ],
    [
      'of a number that nobody has',
      withContracts(Array.from({ length: 101 }, (_, index) => contract(`c${index}`))),
      'The application has 101 contracts. The limit is 100.',
    ],
    [
      'nowhere, with no seats in the tier either',
      withContracts([]),
      'Enter the number of seats, or import a contract for the application.',
    ],
  ])('cannot be applied %s', async (_what, text, message) => {
    const problems = (await diffOf(world, text)).problems.map((problem) => problem.message);
    expect(problems).toContain(message);
    await expect(importText(world, text)).rejects.toThrow('Review the dry run first');
  });

  it('stay with their application', async () => {
    await importText(world, withContracts([contract('main')]));
    const moved = contract('main', { application: 'miro', tiers: [{ tier: 'standard', seats: 1 }] });
    expect((await diffOf(world, catalogDocument([], { contracts: [moved] }))).problems).toContainEqual({
      where: 'Contract main',
      message: 'This key belongs to a contract for “notion”. Use another key for “miro”.',
    });
  });

  it.each([
    ['ends before it starts', { end: '2025-12-31' }, /contracts\[0\]\.end: A contract can’t end before/],
    [
      'wants notice after its end',
      { noticeBy: '2027-01-01' },
      /contracts\[0\]\.noticeBy: The notice date can’t be/,
    ],
    ['starts on no day', { start: '2026-02-30' }, /contracts\[0\]\.start/],
    ['buys nothing', { tiers: [] }, /contracts\[0\]\.tiers/],
    [
      'buys a tier twice',
      { tiers: [1, 2].map((seats) => ({ tier: 'plus', seats })) },
      /contracts\[0\]\.tiers\[1\]: “plus” is used twice/,
    ],
    ['has no supplier', { supplier: ' ' }, /contracts\[0\]\.supplier/],
  ])('are refused when one %s', async (_what, more, message) => {
    expect(await refusal(withContracts([contract('a', more)]))).toMatch(message);
  });

  it.each(['INSERT INTO contract', 'DELETE FROM contract', 'INSERT INTO tier', 'INSERT IGNORE INTO seat'])(
    'that die after %s are finished by the reconcile',
    async (statement) => {
      await importText(world, withContracts([contract('old')]));
      const { importId } = await planCatalog(
        world.admin,
        withContracts([contract('new', { tiers: [{ tier: 'plus', seats: 30 }] })]),
      );
      let died = 0;
      world.sandbox.host.interferer = ({ body }) =>
        body.includes(statement) && ++died === 1 ? 'kill-after' : undefined;
      await expect(world.admin('import/apply', { importId })).rejects.toThrow('The process was killed.');
      await world.advance(5 * 60_000);
      expect(await pool()).toMatchObject({ seats: 30, slots: 30 });
      expect(await world.rows('SELECT contract_key FROM contract')).toEqual([{ contract_key: 'new' }]);
    },
  );
});

const mapping = (key: string, more: object = {}): object => ({
  key,
  department: 'Design',
  job: 'Product Designer',
  application: 'figma',
  tier: 'premium',
  ...more,
});
const withMappings = (...roleMappings: readonly object[]): string => catalogDocument([], { roleMappings });

describe('role mappings of a catalog document', () => {
  it('are kept as a whole, and every change is told in words', async () => {
    const first = withMappings(mapping('designers'), mapping('all', { department: null, job: null }));
    expect((await diffOf(world, first)).changes[0]).toEqual({
      kind: 'added',
      subject: 'Role mapping designers',
      details: ['department: Design', 'job: Product Designer', 'gets: Figma Premium'],
    });
    await importText(world, first);
    const second = withMappings(mapping('designers', { job: null, tier: 'standard' }));
    expect((await diffOf(world, second)).changes).toEqual([
      {
        kind: 'changed',
        subject: 'Role mapping designers',
        details: ['job: Product Designer → any', 'gets: Figma Premium → Figma Standard'],
      },
      {
        kind: 'removed',
        subject: 'Role mapping all',
        details: ['department: any', 'job: any', 'gets: Figma Premium'],
      },
    ]);
    await importText(world, second);
    expect((await diffOf(world, second)).changes).toMatchObject([{ kind: 'kept' }]);
    expect((await diffOf(world, catalogDocument([]))).changes).toEqual([]);
  });

  it.each([
    ['an application nobody knows', { application: 'notoin' }, 'The catalog has no application “notoin”.'],
    ['a tier that is not there', { tier: 'max' }, 'Figma has no tier “max”.'],
    ['a role where there are none', { role: 'Editor' }, 'Figma Premium has no role “Editor”.'],
  ])('cannot be applied with %s', async (_what, more, message) => {
    expect((await diffOf(world, withMappings(mapping('a', more)))).problems).toEqual([
      { where: 'Role mapping a', message },
    ]);
  });

  it('have to name a role where the tier has some', async () => {
    const roles = notion([tier('plus', { roles: ['Editor', 'Guest'] })]);
    const toNotion = { application: 'notion', tier: 'plus' };
    const text = (more: object): string =>
      catalogDocument([roles], { roleMappings: [mapping('a', { ...toNotion, ...more })] });
    expect((await diffOf(world, text({}))).problems).toEqual([
      { where: 'Role mapping a', message: 'Notion PLUS needs one of these roles: Editor, Guest.' },
    ]);
    expect((await diffOf(world, text({ role: 'Guest' }))).problems).toEqual([]);
  });

  it('are at most a thousand, and no longer than can be kept', async () => {
    const many = (count: number, more: object = {}): object[] =>
      Array.from({ length: count }, (_, index) => mapping(`m${index}`, more));
    expect((await diffOf(world, withMappings(...many(1_000)))).problems).toEqual([]);
    expect(await refusal(withMappings(...many(1_001)))).toMatch(/roleMappings/);
    const long = { department: '部'.repeat(100), job: '職'.repeat(100) };
    expect((await diffOf(world, withMappings(...many(1_000, long)))).problems).toMatchObject([
      {
        where: 'Role mappings',
        message: 'The role mappings are too long to save. Use fewer mappings or shorter names.',
      },
    ]);
  });
});

describe('a roster', () => {
  it('says what job somebody has', async () => {
    const [sam] = await world.rows('SELECT job FROM person WHERE worker_id = ?', '1008');
    expect(sam).toEqual({ job: 'Product Designer' });
  });
});

describe('a large catalog', () => {
  it('of 1,000 pools is imported with few statements, and again with fewer', async () => {
    const applications = Array.from({ length: 500 }, (_, index) => ({
      key: `app-${index}`,
      name: `App ${index}`,
      tiers: ['a', 'b'].map((key) => ({ key, name: key, seats: 20 })),
    }));
    const { importId } = await planCatalog(world.admin, catalogDocument(applications));
    const first = await world.invocationsDuring(() => world.admin('import/apply', { importId }));
    expect(await world.admin('admin/setup', {})).toMatchObject({ catalog: { seats: 20_158 } });
    expect(first[0]?.sql).toBeLessThanOrEqual(75);
    const again = await planCatalog(world.admin, catalogDocument(applications));
    const second = await world.invocationsDuring(() =>
      world.admin('import/apply', { importId: again.importId }),
    );
    expect(second[0]?.sql).toBeLessThanOrEqual(35);
  });
});
