import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { catalogDocument } from '../../support/catalog-imports';
import { importUsage, usageCsv } from '../../support/usage';
import { World } from '../../support/world';

// Jira's points are one pool over all sites, and 25 s end a click: neither may grow with the accounts that a site has

/** What one click may spend of the 65,000 points an hour. */
const POINTS_A_CLICK = 10_500;

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Accounts beside those of the company, until the site has so many. */
function grow(accounts: number): void {
  const { accounts: all } = world.site.jsm;
  const like = world.site.jsm.account(world.company.roles.newHire);
  for (let index = all.size; index < accounts; index++) {
    const accountId = `5ea7:more-${index}`;
    all.set(accountId, { ...like, accountId, email: `more-${index}@acme.example`, hidesEmail: false });
  }
}

async function spentOn(work: () => Promise<unknown>): Promise<number> {
  const records = await world.invocationsDuring(work);
  return Math.max(
    ...records.map(({ calls }) =>
      calls.reduce((sum, call) => sum + (call.kind === 'rest' ? call.points : 0), 0),
    ),
  );
}

async function plan(lines: readonly string[], emailPattern: string | null = null): Promise<RosterDiff> {
  const importId = await stageText(world.admin, lines.join('\n'));
  return ((await world.admin('import/plan-roster', { importId, emailPattern })) as { diff: RosterDiff }).diff;
}

const planUsage = async (text: string): Promise<unknown> =>
  world.console('administrator')('usage/plan-import', {
    importId: await stageText(world.console('administrator'), text),
    source: 'SSO',
    observedAt: world.now(),
    acceptsFewer: false,
  });

describe('a site with very many accounts', () => {
  it.each([1_000, 5_000, 20_000])(
    'of %d spends at most a sixth of an hour’s points on a roster',
    async (size) => {
      grow(size);
      const { roster, emailPattern } = world.company;
      const spent = await spentOn(async () => {
        expect(await plan(roster.split('\n'), emailPattern)).toMatchObject({ changed: 0, losingAccount: 0 });
      });
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThanOrEqual(POINTS_A_CLICK);
    },
  );

  it('spends no more on lists of users and on catalogs', async () => {
    grow(20_000);
    const uses = [{ accountId: world.company.roles.newHire, daysAgo: 1 }, { login: 'nobody@else.example' }];
    expect(await spentOn(() => planUsage(usageCsv(world, uses)))).toBeLessThanOrEqual(POINTS_A_CLICK);
    const catalog = world.company.catalog['applications'];
    const spent = await spentOn(async () => {
      const importId = await stageText(world.admin, catalogDocument(catalog));
      await world.admin('import/plan-catalog', { importId });
    });
    expect(spent).toBeLessThanOrEqual(POINTS_A_CLICK);
  });

  it('links new people by address and by ID, and says of the rest what is true', async () => {
    grow(6_000);
    const diff = await plan([
      'WorkerID,WorkerStatus,Email,AccountID',
      '9001,Active,more-5001@acme.example,',
      '9002,Active,,5ea7:more-5002',
      '9003,Active,nobody@else.example,',
      '9004,Active,,5ea7:nobody',
    ]);
    expect(diff).toMatchObject({
      people: 4,
      withoutAccount: 2,
      unjoined: { addressNotShown: 1, unknownId: 1 },
      hiddenAddresses: 0,
    });
  });

  it('refuses more people than it can look up, and counts nobody as one without account', async () => {
    grow(6_000);
    const rows = Array.from(
      { length: 101 },
      (_, index) => `9${index},Active,more-${5_000 + index}@acme.example`,
    );
    await expect(plan(['WorkerID,WorkerStatus,Email', ...rows])).rejects.toThrow(
      'The accounts of 101 people would have to be searched for by email address. On a site with this many accounts, Seatkeeper can search for 100 at a time. Import the people roster first, with an AccountID column.',
    );
    const ids = Array.from({ length: 4_001 }, (_, index) => `9${index},Active,5ea7:more-${1_000 + index}`);
    await expect(plan(['WorkerID,WorkerStatus,AccountID', ...ids])).rejects.toThrow(
      '4,001 accounts would have to be looked up. On a site with this many accounts, Seatkeeper can look up 4,000 at a time. Split the file and import each part as one that isn’t complete.',
    );
  });

  it('refuses a list of users with more people to search for, and says what helps whoever they work for', async () => {
    grow(6_000);
    const uses = Array.from({ length: 101 }, (_, index) => ({ login: `guest-${index}@else.example` }));
    await expect(planUsage(usageCsv(world, uses))).rejects.toThrow(
      'The accounts of 101 people whom the roster doesn’t know would have to be searched for by email address. On a site with this many accounts, Seatkeeper can search for 100 at a time. Add these people to the roster first, with Email and AccountID, also those outside your company. If the list has several applications, import a list for each of them. Don’t leave people out: they would count as missing.',
    );
  });

  it('gives nobody a second seat whose account has been deactivated since', async () => {
    grow(6_000);
    const accountId = '5ea7:more-5001';
    await importUsage(world, [{ accountId, daysAgo: 1 }]);
    world.site.jsm.account(accountId).active = false;
    await importUsage(world, [{ accountId, daysAgo: 1 }]);
    const seats = await world.rows(
      `SELECT holder_id FROM seat WHERE holder_id IN ('${accountId}', 'login:more-5001@acme.example')`,
    );
    expect(seats).toEqual([{ holder_id: accountId }]);
  });
});
