import { catalogDocument, diffOf, importText, planCatalog } from '../support/catalog-imports';
import { World } from '../support/world';

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
        subject: 'Notion',
        details: [
          'criticality: critical → low',
          'region: EU → none',
          'support path: #help-notion → IT desk',
          'idle days: 30 → 60',
        ],
      },
      { kind: 'changed', subject: 'Notion PLUS', details: ['lower tier: none → base'] },
      { kind: 'changed', subject: 'Notion BASE', details: ['add-on: no → yes'] },
    ]);
  });

  it.each([
    [
      'a tier that is not there',
      [tier('a', { lowerTier: 'b' })],
      /tiers\[0\]\.lowerTier: there is no tier “b”/,
    ],
    ['itself', [tier('a', { lowerTier: 'a' })], /cannot be lower than itself/],
    [
      'a tier above it',
      [tier('a', { lowerTier: 'b' }), tier('b', { lowerTier: 'c' }), tier('c', { lowerTier: 'a' })],
      /“a” is lower than itself by way of “b”/,
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
