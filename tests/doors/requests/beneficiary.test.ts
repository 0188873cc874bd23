import { FIELD } from '../../../sandbox/company/service-project';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

/* Sam asks for Aiko: whom a request is for, though they did not ask. */
let world: World;
let aiko: string;
beforeEach(async () => {
  world = await World.start();
  aiko = world.accountOf('Aiko Andersson');
});
afterEach(() => world.stop());

const askFor = (beneficiary: string, changes: object = {}): Promise<string> =>
  raise(world, { ...MIRO_STANDARD, beneficiary, ...changes });

const seenBy = (accountId: string, key: string): Promise<unknown> =>
  world.callPortalPanel(key, 'portal/show-request', accountId);

const NOT_THEIRS = 'The request is not theirs to see';

it('sees the request in the portal, and reads there when it is fulfilled', async () => {
  const key = await askFor(aiko);
  expect(await seenBy(aiko, key)).toMatchObject({ state: 'waiting', what: 'Miro Standard', forSelf: true });
  await expect(seenBy(world.accountOf('Kim Osei'), key)).rejects.toThrow(NOT_THEIRS);
  await approveAll(world, key, ['owner']);
  await fulfill(world, key);
  expect(await seenBy(aiko, key)).toMatchObject({ state: 'ready', forSelf: true });
  const page = await world.person(aiko).ask('GET', `/rest/servicedeskapi/request/${key}/comment`);
  expect(listOf(member(page, 'values')).map((comment) => member(comment, 'body'))).toEqual([
    expect.stringContaining('Miro Standard is ready'),
  ]);
});

it('is shared with once, and not at all when somebody asks for themselves', async () => {
  const shared = async (work: () => Promise<unknown>): Promise<number> =>
    (await world.invocationsDuring(work))
      .flatMap(({ calls }) => calls)
      .filter((call) => call.kind === 'rest' && call.path.includes('/participant')).length;
  expect(await shared(() => raise(world, MIRO_STANDARD))).toBe(0);
  expect(
    await shared(async () => {
      const key = await askFor(aiko);
      await approveAll(world, key, ['owner']);
      await fulfill(world, key);
    }),
  ).toBe(1);
});

it('hears nothing of a request that is incomplete', async () => {
  const key = await askFor(aiko, { justification: undefined });
  await expect(seenBy(aiko, key)).rejects.toThrow(NOT_THEIRS);
});

it('sees it no longer once it is for somebody else', async () => {
  const key = await askFor(aiko);
  const daniel = world.accountOf('Daniel Bauer');
  const change = async (accountId: string): Promise<void> => {
    const fields = { [FIELD.beneficiary]: { accountId } };
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    await world.settle();
  };
  await change(daniel);
  await expect(seenBy(aiko, key)).rejects.toThrow(NOT_THEIRS);
  expect(await seenBy(daniel, key)).toMatchObject({ forSelf: true });
  await change(world.company.roles.newHire);
  await expect(seenBy(daniel, key)).rejects.toThrow(NOT_THEIRS);
  await change(aiko);
  expect(await seenBy(aiko, key)).toMatchObject({ forSelf: true });
});

it('may be somebody whom Jira does not let see it: the request goes on', async () => {
  world.site.jsm.accounts.set(aiko, { ...world.site.jsm.account(aiko), active: false });
  const key = await askFor(aiko);
  await approveAll(world, key, ['owner']);
  expect(await fulfill(world, key)).toBeUndefined();
});
