import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany } from '../../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { importApplications } from '../../support/approvals';
import { catalogDocument, diffOf } from '../../support/catalog-imports';
import { documentOf } from '../../support/documents';
import { approveAll, FIGMA_PREMIUM, formValues, fulfill, raise, raiseByPanel } from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

interface CatalogItem {
  readonly key: string;
  readonly name: string;
  readonly tiers: readonly Record<string, unknown>[];
}

/** Figma as the company has it, with other names. */
function figma(name: string, premium = 'Premium'): CatalogItem {
  const found = (world.company.catalog['applications'] as readonly CatalogItem[]).find(
    ({ key }) => key === 'figma',
  );
  if (!found) throw new Error('the company has no Figma');
  const tiers = found.tiers.map((tier) => (tier['key'] === 'premium' ? { ...tier, name: premium } : tier));
  return { ...found, name, tiers };
}

/** Figma Premium, asked for by names that are no keys. */
const SUITE = { ...FIGMA_PREMIUM, application: 'Design Suite', tier: 'Pro seat' };

const CHEAP = {
  key: 'cheap',
  name: 'Design Suite',
  owner: 'leo.brandt@acme.example',
  tiers: [{ key: 'pro', name: 'Pro seat', seats: 5 }],
};

const edit = (key: string, fields: Record<string, unknown>): Promise<unknown> =>
  world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });

const seatsOf = (key: string): Promise<readonly unknown[]> =>
  world.rows(
    'SELECT s.pool_id, s.state FROM seat s JOIN access_request r ON r.issue_id = s.issue_id WHERE r.issue_key = ?',
    key,
  );

describe('a request whose application or tier is renamed in the catalog', () => {
  beforeEach(() => importApplications(world, figma('Design Suite', 'Pro seat')));

  it.each([
    ['the application', 'Figma Enterprise', 'Pro seat'],
    ['the tier', 'Design Suite', 'Full seat'],
    ['both', 'Figma Enterprise', 'Full seat'],
  ])(
    'keeps its approval and its seat when %s is renamed, and shows the name of now',
    async (_what, name, tier) => {
      const key = await raise(world, SUITE);
      await approveAll(world, key);
      const notes = await world.comments(key, 'internal');
      expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'held' }]);

      await importApplications(world, figma(name, tier));
      expect(await world.panel(key)).toMatchObject({
        state: 'ready',
        changed: false,
        what: `${name} ${tier}`,
        pool: { name: `${name} ${tier}`, seat: { state: 'held' } },
        next: { enabled: true },
      });
      await world.advance(3 * HOUR);
      expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'held' }]);
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      expect(await world.comments(key, 'internal')).toEqual(notes);
      expect(await fulfill(world, key)).toBeUndefined();
      expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
      expect((await world.comments(key, 'internal')).at(-1)).toContain(`${name} ${tier}`);
    },
  );

  it('keeps waiting for the same votes', async () => {
    const key = await raise(world, SUITE);
    await importApplications(world, figma('Figma Enterprise', 'Full seat'));
    await world.advance(3 * HOUR);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('is not taken over by what gets the name that became free', async () => {
    const key = await raise(world, SUITE);
    await approveAll(world, key);
    await importApplications(world, figma('Figma Enterprise', 'Pro seat'));
    await importApplications(world, CHEAP);
    await world.advance(3 * HOUR);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
    // who asks from now on means what is called so now
    const later = await raise(world, SUITE, 'lead');
    expect(await world.property(later)).toMatchObject({ application: 'cheap' });
  });

  it('is the same from the portal’s form, whose names the app wrote into the fields', async () => {
    const key = await raiseByPanel(world, {
      application: 'figma',
      tier: 'premium',
      beneficiaryId: null,
      duration: 30,
      justification: 'Design system',
    });
    await importApplications(world, figma('Figma Enterprise', 'Full seat'));
    await importApplications(world, CHEAP);
    await world.advance(3 * HOUR);
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
  });

  it('keeps what it asks for while something else is missing', async () => {
    const key = await raise(world, { application: 'Design Suite', tier: 'Pro seat' });
    expect(await world.property(key)).toMatchObject({ state: 'incomplete' });
    await importApplications(world, figma('Figma Enterprise', 'Full seat'));
    await importApplications(world, CHEAP);
    await edit(key, { [FIELD.justification]: documentOf('Design system') });
    await world.settle();
    expect(await world.property(key)).toMatchObject({
      state: 'awaiting-approval',
      application: 'figma',
      tier: 'premium',
    });
  });

  it('keeps its application when somebody changes the duration, which voids the approval', async () => {
    const key = await raise(world, SUITE);
    await approveAll(world, key);
    await importApplications(world, figma('Figma Enterprise', 'Full seat'));
    await importApplications(world, CHEAP);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.duration]: 30 });
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.property(key)).toMatchObject({ application: 'figma', tier: 'premium' });
  });

  it('loses its approval when somebody edits the field, be it to the new name', async () => {
    const key = await raise(world, SUITE);
    await approveAll(world, key);
    await importApplications(world, figma('Figma Enterprise', 'Pro seat'));
    await world.advance(MINUTE);
    await edit(key, { [FIELD.application]: 'Figma Enterprise' });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('changed after it was decided');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.property(key)).toMatchObject({ application: 'figma', tier: 'premium' });
  });

  it('means what is called so now once somebody has edited the field away and back', async () => {
    const key = await raise(world, SUITE);
    await approveAll(world, key);
    await importApplications(world, figma('Figma Enterprise', 'Pro seat'));
    await importApplications(world, CHEAP);
    await world.advance(MINUTE);
    await edit(key, { [FIELD.application]: 'Miro' });
    await edit(key, { [FIELD.application]: 'Design Suite' });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('changed after it was decided');
    await world.settle();
    expect(await world.property(key)).toMatchObject({ application: 'cheap' });
    expect(await seatsOf(key)).not.toContainEqual({ pool_id: 'figma/premium', state: 'held' });
  });

  it('keeps its access until it ends as was said', async () => {
    const key = await raise(world, { ...SUITE, days: 10 });
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
    await importApplications(world, figma('Figma Enterprise', 'Full seat'));
    await world.advance(DAY);
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled', what: 'Figma Enterprise Full seat' });
  });
});

describe('two names that people take for one', () => {
  it.each([
    ['case', 'FIGMA'],
    ['width', 'Ｆｉｇｍａ'],
    ['white space', 'Figma\u00a0'],
    ['accents', 'Fígmà'],
    ['what nobody sees', 'Fig\u200bma'],
  ])(
    'are refused of two applications though they differ in %s and come in different documents',
    async (_in, name) => {
      const { problems } = await diffOf(world, catalogDocument([{ ...CHEAP, name }]));
      expect(problems).toEqual([
        {
          where: name.trim(),
          message: `“${name.trim()}” (cheap) and “Figma” (figma) share a name or key, so a request for one could get the other. Rename one of them.`,
        },
      ]);
      await expect(importApplications(world, { ...CHEAP, name })).rejects.toThrow(
        'the import cannot be applied',
      );
      expect(await world.rows("SELECT app_key FROM application WHERE app_key = 'cheap'")).toEqual([]);
    },
  );

  it('are refused when a name is the key of another, and when a known application is renamed to it', async () => {
    await importApplications(world, figma('Figma Enterprise'));
    expect((await diffOf(world, catalogDocument([{ ...CHEAP, name: 'Figma' }]))).problems).toEqual([
      {
        where: 'Figma',
        message:
          '“Figma” (cheap) and “Figma Enterprise” (figma) share a name or key, so a request for one could get the other. Rename one of them.',
      },
    ]);
    const [problem] = (await diffOf(world, catalogDocument([figma('MIRO')]))).problems;
    expect(problem?.message).toContain('“MIRO” (figma) and “Miro” (miro) share a name or key');
  });

  it('are refused of two tiers of one application, and not of two applications', async () => {
    const tiers = [
      { key: 'one', name: 'Créative', seats: 1 },
      { key: 'two', name: 'creative', seats: 1 },
    ];
    const adobe = { ...CHEAP, key: 'adobe', name: 'Adobe CC', tiers };
    await expect(diffOf(world, catalogDocument([adobe]))).rejects.toThrow(
      'Adobe CC, tiers[1]: “creative” (two) and “Créative” (one) share a name or key',
    );
    const [one, two] = tiers;
    const apart = [
      { ...adobe, tiers: [one] },
      { ...adobe, key: 'other', name: 'Adobe XD', tiers: [two] },
    ];
    expect((await diffOf(world, catalogDocument(apart))).problems).toEqual([]);
  });

  it('may change hands within one document', async () => {
    await importApplications(world, figma('Figma Enterprise'), { ...CHEAP, key: 'fig', name: 'Fig' });
    const names = await world.rows(
      "SELECT name FROM application WHERE app_key IN ('figma', 'fig') ORDER BY name",
    );
    expect(names).toEqual([{ name: 'Fig' }, { name: 'Figma Enterprise' }]);
    await importApplications(world, figma('Fig Pro'), { ...CHEAP, key: 'other', name: 'Figma Enterprise' });
  });
});

describe('a request whose application and tier are chosen from lists', () => {
  const APPLICATIONS = [
    { id: '201', value: 'Figma' },
    { id: '202', value: 'Miro' },
  ];
  const TIERS = [
    { id: '301', value: 'Standard' },
    { id: '302', value: 'Premium' },
  ];
  const chosenFrom = (options: readonly object[]): object => ({
    type: 'option',
    custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
    options,
  });
  const lists = new Map<string, object>([
    [FIELD.application, chosenFrom(APPLICATIONS)],
    [FIELD.tier, chosenFrom(TIERS)],
  ]);

  beforeEach(async () => {
    await world.stop();
    const company = madeUpCompany();
    const fields = company.site.fields.map((field) => ({ ...field, ...lists.get(field.id) }));
    world = await World.start({ company: { ...company, site: { ...company.site, fields } } });
  });

  const choose = async (application: string, tier: string): Promise<string> => {
    const chosen = { [FIELD.application]: { value: application }, [FIELD.tier]: { value: tier } };
    const key = await world
      .as('newHire')
      .raise(REQUEST_TYPE.fields, { ...formValues({ justification: 'Design system' }), ...chosen });
    await world.settle();
    return key;
  };
  const renameOption = (fieldId: string, options: readonly object[]): void => {
    const field = world.site.jsm.configuration.fields.find(({ id }) => id === fieldId);
    if (!field) throw new Error(`there is no field ${fieldId}`);
    Object.assign(field, { options });
  };

  it('keeps its approval and its seat when the options are renamed in Jira before the catalog is', async () => {
    const key = await choose('Figma', 'Premium');
    await approveAll(world, key);
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'held' }]);
    renameOption(FIELD.application, [{ id: '201', value: 'Design Suite' }, ...APPLICATIONS.slice(1)]);
    renameOption(FIELD.tier, [...TIERS.slice(0, 1), { id: '302', value: 'Full seat' }]);
    await edit(key, { summary: 'Figma for the design system' });
    await world.advance(3 * HOUR);
    expect(await world.panel(key)).toMatchObject({ state: 'ready', changed: false });
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'held' }]);
    await importApplications(world, figma('Design Suite', 'Full seat'));
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await seatsOf(key)).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
  });

  it('is asked for anew when another option is chosen, whatever it is called', async () => {
    const key = await choose('Figma', 'Premium');
    await approveAll(world, key);
    await edit(key, { [FIELD.tier]: { id: '301' } });
    renameOption(FIELD.tier, [
      { id: '301', value: 'Premium' },
      { id: '302', value: 'Full seat' },
    ]);
    await world.settle();
    expect(await seatsOf(key)).toEqual([]);
    expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval' });
  });
});
