import { DAY } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import { importUsage, usageCsv, type ListedUse } from '../../support/usage';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const people = (count: number): string[] => world.customers().slice(0, count);

/** A catalog whose Notion has so many seats. */
const catalogWithNotion = (seats: number): Promise<void> =>
  world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: [
      {
        key: 'notion',
        name: 'Notion',
        owner: world.site.jsm.account(world.company.roles.owner).email,
        tiers: [
          {
            key: 'standard',
            name: 'Standard',
            seats,
            price: { amount: '9.50', currency: 'EUR', per: 'month' },
          },
        ],
      },
    ],
  });

const notion = (count: number, daysAgo: number): ListedUse[] =>
  Array.from({ length: count }, (_, index) => ({
    login: `person${index}@elsewhere.example`,
    application: 'Notion',
    daysAgo,
  }));

async function plan(csv: string, changes: object = {}): Promise<unknown> {
  const importId = randomUUID();
  const call = world.console('administrator');
  await call('import/stage', { importId, part: 0, text: csv });
  return call('usage/plan-import', { importId, source: 'SSO', observedAt: world.now(), ...changes });
}

const pool = async (search: string): Promise<unknown> => {
  const list = (await world.console('administrator')('pools/list', { search })) as { rows: object[] };
  return list.rows[0];
};

describe('a list of users, licenses and last activity', () => {
  it('of 85 rows makes one pool of 85 seats', async () => {
    await catalogWithNotion(85);
    await importUsage(world, notion(85, 5));
    expect(await world.rows('SELECT DISTINCT pool_id FROM seat WHERE holder_id LIKE ?', 'login:%')).toEqual([
      { pool_id: 'notion/standard' },
    ]);
    expect(await pool('notion')).toMatchObject({ purchased: 85, allocated: 85, free: 0, over: 0 });
  });

  it('knows who had a seat by a login once they have an account, and who has two has one', async () => {
    await catalogWithNotion(4);
    const { accounts } = world.site.jsm;
    const [renamed = '', merged = ''] = people(2);
    const [first, second] = [world.site.jsm.account(renamed), world.site.jsm.account(merged)];
    const loginOf = ({ email }: typeof first): string => `notion.${email}`;
    const uses = [first, second].map((account) => ({
      login: loginOf(account),
      application: 'Notion',
      daysAgo: 5,
    }));
    await importUsage(world, [...notion(1, 5), ...uses]);
    await world.execute(
      `UPDATE seat SET state = 'allocated', holder_id = ? WHERE pool_id = 'notion/standard' AND state = 'free'`,
      merged,
    );
    for (const account of [first, second])
      accounts.set(account.accountId, { ...account, email: loginOf(account) });
    expect(await pool('notion')).toMatchObject({ allocated: 4, free: 0 });

    const list = [...notion(1, 2), ...uses];
    expect(await plan(usageCsv(world, list))).toMatchObject({
      pools: [{ before: 4, after: 3, added: 0, merged: 1, missing: 0, over: 0 }],
    });
    await importUsage(world, list);
    await importUsage(world, list);
    const seats = await world.rows(
      "SELECT holder_id FROM seat WHERE pool_id = 'notion/standard' AND state = 'allocated' ORDER BY holder_id",
    );
    expect(seats.map(({ holder_id }) => holder_id).sort()).toEqual(
      ['login:person0@elsewhere.example', renamed, merged].sort(),
    );
    expect(await pool('notion')).toMatchObject({ allocated: 3, free: 1 });
  });

  it('never alters another pool', async () => {
    await catalogWithNotion(10);
    const others = (): Promise<unknown> =>
      world.rows("SELECT * FROM seat WHERE pool_id <> 'notion/standard' ORDER BY pool_id, slot");
    const before = await others();
    await importUsage(world, notion(12, 5));
    await importUsage(world, notion(3, 90));
    expect(await others()).toEqual(before);
  });

  it('shows what it would change, who is idle, and what to tell the owner', async () => {
    await catalogWithNotion(4);
    const csv = usageCsv(world, [
      ...notion(3, 5),
      { login: 'idle@elsewhere.example', application: 'notion', daysAgo: 90 },
      { login: 'never@elsewhere.example', application: 'notion', daysAgo: null },
      { login: 'unsaid@elsewhere.example', application: 'notion' },
    ]);
    const shown = await plan(csv);
    expect(shown).toMatchObject({
      rows: 6,
      pools: [
        {
          poolId: 'notion/standard',
          purchased: 4,
          before: 0,
          after: 6,
          added: 6,
          over: 2,
          inactive: 2,
          unknown: 1,
        },
      ],
      sources: [{ applicationKey: 'notion', state: 'good', people: 6, previousPeople: null }],
      candidates: [
        { holderId: 'login:idle@elsewhere.example' },
        { holderId: 'login:never@elsewhere.example', since: null },
      ],
      problemCount: 0,
      applicable: true,
    });
    const [message] = (shown as { messages: { ownerId: string; text: string }[] }).messages;
    expect(message?.ownerId).toBe(world.company.roles.owner);
    expect(message?.text).toContain(
      '6 of 4 seats in use, 2 more than purchased; 2 not used for 60 days; no usage data for 1',
    );
    expect(message?.text).toContain('19.00 EUR a month');
    expect(await world.rows("SELECT * FROM seat WHERE state = 'allocated'")).toEqual([]);
  });

  it('twice changes nothing', async () => {
    await catalogWithNotion(4);
    await importUsage(world, notion(6, 5));
    const state = (): Promise<unknown> =>
      world.rows('SELECT pool_id, slot, state, holder_id, version FROM seat ORDER BY pool_id, slot');
    const before = await state();
    await importUsage(world, notion(6, 5));
    expect(await state()).toEqual(before);
    expect(await pool('notion')).toMatchObject({ purchased: 4, allocated: 6, over: 2, free: 0 });
  });

  it('names every row that it cannot use, by line', async () => {
    const shown = await plan(
      [
        'User,App,Plan,Last login',
        'a@x.example,Slack,Standard,2026-13-45',
        ',Slack,Standard,never',
        'b@x.example,Nothing,Standard,never',
        'c@x.example,Slack,Gold,never',
        'd@x.example,Slack,Standard,03/11/2026',
      ].join('\n'),
    );
    expect(shown).toMatchObject({
      problems: [
        { line: 2, message: 'Last login “2026-13-45” isn’t a date.' },
        { line: 3, message: 'User is empty.' },
        { line: 4, message: 'The catalog has no application “Nothing”.' },
        { line: 5, message: 'Slack has no tier “Gold”.' },
        { line: 6, message: 'Last login “03/11/2026” isn’t a date.' },
      ],
      applicable: false,
    });
  });

  it('reads other orders of day and month when it is told to', async () => {
    const csv = 'User,App,Plan,Last login\nd@x.example,Slack,Standard,03/11/2026 08:15';
    expect(await plan(csv, { dateOrder: 'dmy' })).toMatchObject({ candidateCount: 0, problemCount: 0 });
    expect(await plan(csv, { dateOrder: 'mdy' })).toMatchObject({ candidateCount: 1, problemCount: 0 });
  });

  it('that is no such list is refused with what is missing', async () => {
    await expect(plan('Name,Salary\nx,1')).rejects.toThrow(
      'no columns for email address or login, application, tier or license, and last activity',
    );
    await expect(
      world.console('secondAgent')('usage/plan-import', {
        importId: randomUUID(),
        source: 'SSO',
        observedAt: 1,
      }),
    ).rejects.toThrow('admins of this project');
  });
});

describe('a list with far fewer people than before', () => {
  beforeEach(async () => {
    const list = people(10).map((accountId) => ({ accountId, daysAgo: 74 }));
    await importUsage(world, list, { observedAt: world.now() - DAY });
  });

  const fewer = (): ListedUse[] => people(5).map((accountId) => ({ accountId, daysAgo: 75 }));

  it('makes nobody idle and takes nobody’s seat', async () => {
    expect(await plan(usageCsv(world, fewer()))).toMatchObject({
      sources: [{ state: 'shrunk', people: 5, previousPeople: 10 }],
      candidateCount: 0,
      pools: [{ missing: 5, inactive: 0, unknown: 10 }],
    });
    await importUsage(world, fewer());
    expect(await pool('slack')).toMatchObject({ allocated: 10 });
    await importUsage(world, fewer());
    expect(await plan(usageCsv(world, fewer()))).toMatchObject({ sources: [{ state: 'shrunk' }] });
  });

  it('counts once somebody says that there are fewer', async () => {
    expect(await plan(usageCsv(world, fewer()), { acceptsFewer: true })).toMatchObject({
      sources: [{ state: 'good' }],
      candidateCount: 5,
    });
    await importUsage(world, fewer(), { acceptsFewer: true });
    expect(await plan(usageCsv(world, fewer()))).toMatchObject({
      sources: [{ state: 'good', previousPeople: 5 }],
    });
  });
});
