import type { UsagePlan } from '../../../src/imports/contract/usage';
import { randomUUID } from 'node:crypto';
import { World } from '../../support/world';

// Lists of users and licenses as vendors write them

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

async function planOf(lines: readonly string[]): Promise<UsagePlan> {
  const importId = randomUUID();
  const call = world.console('administrator');
  await call('import/stage', { importId, part: 0, text: lines.join('\n') });
  return (await call('usage/plan-import', {
    importId,
    source: 'SSO',
    observedAt: world.now(),
  })) as UsagePlan;
}

const mail = (index: number): string => world.site.jsm.account(world.customers()[index] ?? '').email;
const dayBefore = (days: number): string =>
  new Date(world.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('a list of licenses', () => {
  it('takes the address for the login, however many names stand before it', async () => {
    const { candidates, problems } = await planOf([
      'User id,User name,email,Application,Tier,Last active',
      `x1,Sam Rivera,${mail(0)},Slack,Standard,${dayBefore(200)}`,
    ]);
    expect(problems).toEqual([]);
    expect(candidates.map(({ holderId }) => holderId)).toEqual([world.customers()[0]]);
  });

  it('knows never by the words and the days that vendors write for it', async () => {
    const { candidates, problems } = await planOf([
      'email,app,plan,last login',
      `${mail(0)},Slack,Standard,Never accessed`,
      `${mail(1)},Slack,Standard,1970-01-01T00:00:00.000Z`,
      `${mail(2)},Slack,Standard,0001-01-01T00:00:00Z`,
      `${mail(3)},Slack,Standard,1899-12-30`,
      `${mail(4)},Slack,Standard,${dayBefore(1)}`,
    ]);
    expect(problems).toEqual([]);
    expect(candidates.map(({ since }) => since)).toEqual([null, null, null, null]);
  });

  it('gives no seat to who is deleted at the source', async () => {
    const plan = await planOf([
      'User Principal Name,Is Deleted,Last Activity Date,Application,License',
      `${mail(0)},True,${dayBefore(90)},Slack,Standard`,
      `${mail(1)},False,${dayBefore(2)},Slack,Standard`,
    ]);
    expect(plan.pools.map(({ added }) => added)).toEqual([1]);
    expect(plan.problems).toEqual([
      { line: 2, message: 'This user is deleted at the source, so the row takes no seat.' },
    ]);
  });

  it.each([
    ['Deleted', 'x'],
    ['Deleted', '2026-11-02'],
    ['Deleted Date', '2026-11-02'],
    ['Status', 'Deleted'],
  ])('knows who is deleted by “%s” as well: %s', async (column, cell) => {
    const plan = await planOf([
      `email,Is Deleted,${column},Last Activity Date,Application,License`,
      `${mail(0)},,${cell},${dayBefore(90)},Slack,Standard`,
      `${mail(1)},,,${dayBefore(2)},Slack,Standard`,
    ]);
    expect(plan.pools.map(({ added }) => added)).toEqual([1]);
    expect(plan.problems).toEqual([
      { line: 2, message: 'This user is deleted at the source, so the row takes no seat.' },
    ]);
  });

  it('does not take somebody else’s address for the login', async () => {
    const { candidates, problems } = await planOf([
      'User,上司 Email,Application,Tier,Last active',
      `${mail(0)},${mail(1)},Slack,Standard,${dayBefore(200)}`,
    ]);
    expect(problems).toEqual([]);
    expect(candidates.map(({ holderId }) => holderId)).toEqual([world.customers()[0]]);
  });

  it('takes the latest of several columns of activity', async () => {
    const { candidates, problems } = await planOf([
      'User Principal Name,Exchange Last Activity Date,Teams Last Activity Date,Application,License',
      `${mail(0)},${dayBefore(300)},${dayBefore(1)},Slack,Standard`,
      `${mail(1)},,${dayBefore(300)},Slack,Standard`,
    ]);
    expect(problems).toEqual([]);
    expect(candidates.map(({ holderId }) => holderId)).toEqual([world.customers()[1]]);
  });

  it('names days that do not exist, and days to come', async () => {
    const { problems } = await planOf([
      'email,app,plan,last login',
      `${mail(0)},Slack,Standard,2026-02-31`,
      `${mail(1)},Slack,Standard,${dayBefore(-3)}`,
    ]);
    expect(problems).toEqual([
      { line: 2, message: 'last login “2026-02-31” isn’t a date.' },
      {
        line: 3,
        message: `last login “${dayBefore(-3)}” is in the future. Check the order of day and month.`,
      },
    ]);
  });

  it('of concealed names is not for import, and says where to turn that off', async () => {
    const concealed = ['A1EF0EDF0C1D2E3F4A5B6C7D8E9F0123', 'C3EF0EDF0C1D2E3F4A5B6C7D8E9F0123'];
    const { applicable, problems } = await planOf([
      'User Principal Name,Last Activity Date,Application,License',
      ...concealed.map((name) => `${name},${dayBefore(1)},Slack,Standard`),
    ]);
    expect(applicable).toBe(false);
    expect(problems.map(({ message }) => message)).toEqual(
      concealed.map(
        (name) =>
          `The name “${name.slice(0, 8)}…” looks concealed, so nobody knows whose seat it is. Turn off concealed names where the list comes from.`,
      ),
    );
  });

  it('without rows says so', async () => {
    await expect(planOf(['email,app,plan,last login'])).rejects.toThrow(
      'The file has no rows below the column names.',
    );
  });
});
