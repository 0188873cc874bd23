import { HOUR, MINUTE } from '../../../src/common/rules/time';
import type { KpiLicenses } from '../../../src/kpis/contract/kpi';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { setUpApp } from '../../../sandbox/company/set-up-app';
import { approveAll, FIGMA_PREMIUM, formValues, raise } from '../../support/requests';
import { World } from '../../support/world';

// A ticket that is gone cannot be read any more, so its deletion is the last that tells of it.

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const removeGuard = (): void => {
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
};
const raiseUnseen = (): Promise<string> =>
  world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));

/** Fulfills a ticket and deletes it, before the app looks at either. */
async function fulfillAndDelete(key: string, transition = 'Fulfill'): Promise<void> {
  await world.as('agent').move(key, transition);
  await world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${key}`);
  await world.settle();
  await world.advance(MINUTE);
}

const unapproved = (): Promise<unknown> =>
  world.rows("SELECT issue_key, app_key, tier_key FROM ticket_fact WHERE kind = 'unapproved'");

const named = async (role: 'administrator' | 'agent'): Promise<KpiLicenses['rows']> => {
  const asked = { period: { kind: 'last', days: 30 }, timeZone: 'UTC', page: 0 };
  return ((await world.console(role)('kpi/licenses', asked)) as KpiLicenses).rows;
};

describe('a ticket that was fulfilled without a decision and deleted before anybody looked', () => {
  it('counts, and is named with who deleted it, though nobody knows what it asked for', async () => {
    removeGuard();
    const key = await raiseUnseen();
    await fulfillAndDelete(key);
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: '', tier_key: '' }]);
    const row = { pool: null, holderId: null, why: 'deleted', issueKey: key };
    expect(await named('administrator')).toEqual([
      expect.objectContaining({ ...row, deletedById: world.company.roles.secondAgent }),
    ]);
    expect(await named('agent')).toEqual([expect.objectContaining({ ...row, deletedById: null })]);
  });

  it('counts with what it asked for where the app knew it', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    removeGuard();
    await fulfillAndDelete(key);
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
    expect(await named('administrator')).toMatchObject([{ pool: 'Figma Premium', why: 'deleted' }]);
  });
});

describe('a ticket that was approved, had no seat, and was fulfilled and deleted before anybody looked', () => {
  it('counts, since the guard lets nobody through without one', async () => {
    await world.execute("UPDATE tier SET seats = 0 WHERE app_key = 'figma' AND tier_key = 'premium'");
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await world.advance(6 * MINUTE);
    expect(await world.rows('SELECT state FROM access_request')).toEqual([{ state: 'ready' }]);
    removeGuard();
    await fulfillAndDelete(key);
    expect(await unapproved()).toEqual([{ issue_key: key, app_key: 'figma', tier_key: 'premium' }]);
  });
});

describe('a deleted ticket', () => {
  it('counts for nothing where the guard let it through', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    await world.as('owner').answer(key, 'approve');
    await fulfillAndDelete(key);
    expect(await unapproved()).toEqual([]);
  });

  it('counts for nothing where it was not fulfilled, or was no access request as far as anybody knows', async () => {
    removeGuard();
    const open = await raiseUnseen();
    await world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${open}`);
    await fulfillAndDelete(
      await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A laptop' }),
      'Resolve',
    );
    expect(await unapproved()).toEqual([]);
  });

  it('counts for nothing where it was there before the project was mapped', async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
    removeGuard();
    const key = await raiseUnseen();
    await world.as('agent').move(key, 'Fulfill');
    await world.advance(HOUR);
    await setUpApp(world.sandbox, world.site, world.company);
    await world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${key}`);
    await world.settle();
    expect(await unapproved()).toEqual([]);
  });
});
