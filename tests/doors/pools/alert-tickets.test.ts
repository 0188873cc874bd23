import { DAY, MINUTE } from '../../../src/common/rules/time';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import type { Issue } from '../../../sandbox/jsm/model';
import { importPerson } from '../../support/approvals';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// What has to be known of a pool reaches the queue by a ticket, and the application's owner in the portal and by mail

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const TITLE = 'All seats of Figma Premium are taken';

/** The app's own tickets about it, oldest first. */
const tickets = (title = TITLE): Issue[] =>
  [...world.site.jsm.issues.values()].filter(({ values }) => String(values.get('summary')).includes(title));
const only = (): Issue => {
  const found = tickets();
  expect(found).toHaveLength(1);
  const [first] = found;
  if (!first) throw new Error('there is no ticket');
  return first;
};
const mailsOf = ({ mails = [] }: Issue): readonly unknown[] =>
  mails.map(({ recipientIds, subject }) => ({ recipientIds, subject }));
const reconcile = (): Promise<unknown> => world.sandbox.host.runSchedule(world.site, 'reconcile');
const night = async (): Promise<void> => {
  await world.nightly();
  await reconcile();
};
const fill = (count = 6): Promise<void> =>
  importUsage(
    world,
    world
      .customers()
      .slice(0, count)
      .map((accountId) => ({ accountId, application: 'Figma', tier: 'Premium', daysAgo: 1 })),
  );
const freeOne = (): Promise<void> =>
  world.execute(
    "UPDATE seat SET state = 'free', holder_id = NULL WHERE pool_id = 'figma/premium' AND holder_id = ?",
    world.customers()[0],
  );
const application = (): Record<string, unknown> =>
  (world.company.catalog['applications'] as readonly Record<string, unknown>[]).find(
    ({ key }) => key === 'figma',
  ) ?? {};
const ownerOf = (name: 'owner' | 'backupOwner'): string => {
  const email = application()[name];
  const found = [...world.site.jsm.accounts.values()].find((account) => account.email === email);
  return found?.accountId ?? '';
};

describe('a pool that is full', () => {
  it('gets one ticket, which its owner may read in the portal and is mailed about, once', async () => {
    await fill();
    await night();
    const ticket = only();
    expect(ticket.requestTypeId).toBe(REQUEST_TYPE.licenseCheck);
    expect(ticket.participants).toEqual([ownerOf('owner')]);
    expect(mailsOf(ticket)).toEqual([{ recipientIds: [ownerOf('owner')], subject: TITLE }]);
    const said = await world.comments(ticket.key, 'public');
    expect(said).toEqual([
      '6 of 6 seats of Figma Premium are taken, so new requests wait in the queue. Buy more seats, or take back seats that nobody uses.',
    ]);
    const owner = world.person(ownerOf('owner'));
    expect(await owner.ask('GET', `/rest/servicedeskapi/request/${ticket.key}`)).toMatchObject({
      issueKey: ticket.key,
    });
    await world.advance(DAY);
    await night();
    await reconcile();
    expect(mailsOf(only())).toHaveLength(1);
    expect(await world.comments(ticket.key, 'public')).toHaveLength(1);
  });

  it('is described in numbers, and names nobody who has a seat', async () => {
    await fill();
    await night();
    const { values, mails = [], comments } = only();
    const bodies = comments.map(({ body }) => body);
    const said = JSON.stringify([values.get('summary'), mails.map(({ text }) => text), bodies]);
    for (const accountId of world.customers().slice(0, 6)) {
      expect(said).not.toContain(accountId);
      expect(said).not.toContain(world.site.jsm.account(accountId).displayName);
    }
  });

  it('reaches the backup owner while the owner is on leave, and the queue alone when both are', async () => {
    await importPerson(world, ownerOf('owner'), { OnLeave: 'True' });
    await fill();
    await night();
    expect(mailsOf(only())).toEqual([{ recipientIds: [ownerOf('backupOwner')], subject: TITLE }]);
    expect(await world.comments(only().key, 'internal')).toEqual([]);

    await importPerson(world, ownerOf('backupOwner'), { OnLeave: 'True' });
    await freeOne();
    await world.advance(DAY);
    await night();
    await fill();
    await world.advance(DAY);
    await night();
    const [, second] = tickets();
    expect(second ? mailsOf(second) : undefined).toEqual([]);
    expect(await world.comments(second?.key ?? '', 'internal')).toEqual([
      'The owner and backup owner of Figma couldn’t be notified: they’re away, have no active account, or aren’t customers of this service desk. Ask an admin who can act on this.',
    ]);
  });

  it('gets a closing comment and is closed when it is over, and another ticket when it is full again', async () => {
    await fill();
    await night();
    const first = only();
    await freeOne();
    await world.advance(DAY);
    await night();
    expect((await world.comments(first.key, 'public')).at(-1)).toBe(
      `This is resolved: “${TITLE}” no longer applies. You don’t need to do anything.`,
    );
    expect(world.site.jsm.status(first.statusId).category).toBe('done');
    await fill();
    await world.advance(DAY);
    await night();
    const [, second] = tickets();
    expect(tickets()).toHaveLength(2);
    expect(mailsOf(second ?? first)).toHaveLength(1);
    expect(await world.comments(first.key, 'public')).toHaveLength(2);
  });
});

describe('a run that is cut off', () => {
  it.each(['INSERT IGNORE INTO effect', 'UPDATE effect', 'UPDATE pool_alert'])(
    'at “%s” raises no second ticket, and the owner is notified once it goes on',
    async (statement) => {
      await fill();
      await world.nightly();
      for (let round = 1; round <= 4; round++) {
        let writes = 0;
        world.sandbox.host.interferer = ({ remote, body }) =>
          remote === 'sql' && body.includes(statement) && ++writes === round ? 'kill-before' : undefined;
        await reconcile();
        world.sandbox.host.interferer = undefined;
        await world.advance(6 * MINUTE);
      }
      for (let round = 0; round < 6; round++) {
        await world.advance(6 * MINUTE);
        await reconcile();
      }
      const ticket = only();
      expect(ticket.participants).toEqual([ownerOf('owner')]);
      expect(mailsOf(ticket).length).toBeGreaterThan(0);
      expect(await world.comments(ticket.key, 'public')).toHaveLength(1);
      await freeOne();
      await world.advance(DAY);
      await night();
      expect(await world.comments(ticket.key, 'public')).toHaveLength(2);
    },
  );
});

describe('a contract that ends', () => {
  it('is one ticket, however often it is said again as its day comes nearer', async () => {
    const title = 'A contract for Miro Standard ends on 2027-06-30';
    for (const left of [90, 60, 60, 30]) {
      await world.sandbox.clock.leapTo(Date.UTC(2027, 5, 30) - left * DAY);
      await night();
    }
    const [ticket, ...others] = tickets(title);
    expect(others).toEqual([]);
    expect(await world.comments(ticket?.key ?? '', 'public')).toHaveLength(3);
    expect(ticket ? mailsOf(ticket) : []).toHaveLength(1);
  });
});
