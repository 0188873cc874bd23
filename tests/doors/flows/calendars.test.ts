import { setUpApp } from '../../../sandbox/company/set-up-app';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start({ isSetUp: false });
});
afterEach(() => world.stop());

interface Shown {
  readonly calendars: readonly { readonly id: string; readonly locations: readonly string[] }[];
  readonly defaultId: string;
  readonly locations: readonly { readonly name: string; readonly people: number }[];
}

const shown = async (): Promise<Shown> => (await world.admin('calendars/show', {})) as Shown;

const anOffice = (changes: object = {}): object => ({
  id: 'porto',
  name: 'Porto',
  timeZone: 'Europe/Lisbon',
  hours: { monday: [{ from: '09:00', to: '17:00' }] },
  holidays: [],
  locations: ['Porto'],
  ...changes,
});

const save = (calendar: object, isDefault = false, after = 0): Promise<unknown> =>
  world.admin('calendars/save', { calendar, isDefault, after });

describe('calendars on the admin page', () => {
  it('begin as Monday to Friday in UTC, are set before or after the projects, and outlast a new mapping', async () => {
    const first = await shown();
    expect(first).toMatchObject({ calendars: [{ id: 'default', timeZone: 'UTC' }], defaultId: 'default' });
    expect(first.locations).toEqual([]);

    await save(anOffice());
    await setUpApp(world.sandbox, world.site, world.company);
    const { calendars, locations, defaultId } = await shown();
    expect(calendars.map(({ id }) => id)).toEqual(['default', 'chicago', 'lisbon', 'porto']);
    expect(calendars.find(({ id }) => id === 'porto')).toEqual(anOffice());
    expect(defaultId).toBe('default');
    expect(locations.map(({ name }) => name)).toEqual(['Berlin', 'Chicago', 'Lisbon']);
    expect(locations.reduce((sum, { people }) => sum + people, 0)).toBe(39);
  });

  it('change one at a time: another default, then the old one may go, and saving twice is saving once', async () => {
    await save(anOffice(), true);
    await save(anOffice(), true);
    expect(await shown()).toMatchObject({ defaultId: 'porto', calendars: [{}, {}] });
    await world.admin('calendars/remove', { id: 'default', after: 0 });
    await world.admin('calendars/remove', { id: 'default', after: 0 });
    expect((await shown()).calendars).toEqual([anOffice()]);
    await expect(world.admin('calendars/remove', { id: 'porto', after: 1 })).rejects.toThrow(
      'You can’t remove the default calendar',
    );
  });

  it('are at most twenty', async () => {
    const another = (index: number): Promise<unknown> =>
      save(anOffice({ id: `office-${index}`, name: `Office ${index}`, locations: [] }));
    for (let index = 1; index < 20; index++) await another(index);
    await expect(another(20)).rejects.toThrow('You can have at most 20 calendars.');
    expect((await shown()).calendars).toHaveLength(20);
  });

  it('are refused with the reason, and nothing of them is kept', async () => {
    await save(anOffice());
    const before = await shown();
    const bad: readonly (readonly [object, RegExp])[] = [
      [{ timeZone: 'Mars/Olympus' }, /Choose a time zone/],
      [{ timeZone: '+01:00' }, /Choose a time zone/],
      [{ hours: {} }, /A calendar needs at least one working day/],
      [{ hours: { monday: [{ from: '17:00', to: '09:00' }] } }, /Monday: “17:00–09:00” ends before/],
      [{ hours: { someday: [] } }, /Working hours: Unknown field: “someday”/],
      [{ hours: { monday: [{ from: '9', to: '17:00' }] } }, /Monday: Enter a time, like 09:00/],
      [{ holidays: ['2026-02-30'] }, /Holidays: Enter a date, like/],
      [{ id: 'other', locations: [] }, /Another calendar is already called “Porto”/],
      [{ id: 'other', name: 'Other', locations: ['porto'] }, /“Porto” is already in the calendar “Porto”/],
      [{ secret: 1 }, /Unknown field: “secret”/],
    ];
    for (const [changes, reason] of bad)
      await expect(save(anOffice(changes), false, 1)).rejects.toThrow(reason);
    await expect(save({ ...anOffice(), id: 'default', name: 'UTC', locations: [] })).rejects.toThrow(
      '“UTC” is the default calendar. Make another calendar the default first.',
    );
    expect(await shown()).toEqual(before);
  });
});
