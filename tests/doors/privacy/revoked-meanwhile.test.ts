import { DAY } from '../../../src/common/rules/time';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { FeedClient, showFeed } from '../../support/feed';
import { World } from '../../support/world';

// An erasure writes anew what names a closed account; what somebody ends while it does stays ended

let world: World;
let feed: FeedClient;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
  feed = await FeedClient.start(world);
});
afterEach(async () => {
  await feed.stop();
  await world.stop();
});

const closeAndErase = async (): Promise<void> => {
  await world.nightly();
  closeAccount(world.site.jsm, world.company.roles.administrator);
  await world.advance(6 * DAY);
  await world.nightly();
};

it('a token that is revoked while who made it is erased opens nothing', async () => {
  const { host } = world.sandbox;
  const [made] = (await showFeed(world)).tokens;
  let isRevoked = false;
  host.interferer = (call) => {
    const sent = JSON.stringify(call);
    const isWritten = sent.includes('bi-feed-token:') && sent.includes('closed-');
    if (call.remote !== 'kvs' || !isWritten || isRevoked) return undefined;
    isRevoked = true;
    const revoke = (): Promise<unknown> =>
      world.console('lead')('feed/revoke', { id: made?.id, slot: made?.slot });
    return { delayMs: 0, meanwhile: () => revoke().then(() => undefined) };
  };
  await closeAndErase();
  expect(isRevoked).toBe(true);
  expect((await feed.get('/facts')).status).toBe(401);
  expect(await world.console('lead')('feed/show', {})).toMatchObject({ tokens: [] });
});

it('a token that nobody revokes goes on, made by the name that the account got', async () => {
  await closeAndErase();
  expect((await feed.get('/facts')).status).toBe(200);
  expect(await world.console('lead')('feed/show', {})).toMatchObject({
    tokens: [{ name: 'Power BI', createdBy: expect.stringMatching(/^closed-/) as string }],
  });
});

it('a slot whose token was revoked takes the next one', async () => {
  for (let round = 0; round < 3; round++) {
    const { tokens } = await showFeed(world);
    expect(tokens).toHaveLength(1);
    await world.console('administrator')('feed/revoke', { id: tokens[0]?.id, slot: tokens[0]?.slot });
    await world.console('administrator')('feed/create', { name: 'Again', endsAt: world.now() + DAY });
    expect((await showFeed(world)).tokens).toMatchObject([{ slot: 1, name: 'Again' }]);
  }
});
