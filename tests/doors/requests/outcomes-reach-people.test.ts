import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { STATUS } from '../../../sandbox/company/service-project';
import { setUpApp } from '../../../sandbox/company/set-up-app';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { importApplications, listedApplication, requireStages } from '../../support/approvals';
import { delegateTo } from '../../support/delegations';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { withTransitions } from '../../support/workflows';
import { World } from '../../support/world';

// whoever asked, and whom it is for, read once what became of a request, and what they can do then

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const nameOf = (role: Role): string => world.site.jsm.account(idOf(role)).displayName;
const told = (key: string): Promise<string[]> => world.comments(key, 'public');

const write = (role: Role, key: string, body: string, isPublic = true): Promise<unknown> =>
  world.as(role).ask('POST', `/rest/servicedeskapi/request/${key}/comment`, { body, public: isPublic });

async function decline(key: string, role: Role): Promise<void> {
  await world.as(role).answer(key, 'decline');
  await world.settle();
}

const NO_REASON = 'No reason was given. To ask why, comment on this request, or ask';
const AGAIN = 'If you still need it, you can request it again.';

describe('a decline', () => {
  it('is told once: who declined what, that no reason was given, and how to ask and go on', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await decline(key, 'owner');
    await world.advance(20 * MINUTE);
    expect(await told(key)).toEqual([
      [
        `@${nameOf('owner')} (application owner) declined this request for Figma Premium.`,
        `${NO_REASON} @${nameOf('owner')} directly. ${AGAIN}`,
      ].join('\n'),
    ]);
  });

  it('has the words that whoever declined wrote on the request just before', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await write('owner', key, 'Premium is for designers who publish libraries.');
    await world.advance(2 * MINUTE);
    await decline(key, 'owner');
    const [, message] = await told(key);
    expect(message).toBe(
      [
        `@${nameOf('owner')} (application owner) declined this request for Figma Premium.`,
        'They wrote: “Premium is for designers who publish libraries.”',
        `To reply, comment on this request. ${AGAIN}`,
      ].join('\n'),
    );
    await world.advance(20 * MINUTE);
    expect(await told(key)).toHaveLength(2);
  });

  it.each([
    ['as a whole, however a character is stored', '😀'.repeat(600), '😀'.repeat(600)],
    ['up to a thousand characters', '😀'.repeat(1_001), `${'😀'.repeat(1_000)}…`],
  ])('quotes those words %s', async (_how, written, quoted) => {
    const key = await raise(world, FIGMA_PREMIUM);
    await write('owner', key, written);
    await decline(key, 'owner');
    expect((await told(key)).at(-1)).toContain(`They wrote: “${quoted}”`);
  });

  it.each([
    ['of somebody else', 'newHire', 0],
    ['from long before', 'owner', HOUR],
  ] as const)('takes no comment %s for its reason', async (_which, author, passes) => {
    const key = await raise(world, FIGMA_PREMIUM);
    await write(author, key, 'Which team is it for?');
    await world.advance(passes);
    await decline(key, 'owner');
    expect((await told(key)).at(-1)).toContain(NO_REASON);
  });

  it('never shows customers what an agent who declined wrote internally', async () => {
    await requireStages(world, { kind: 'people', people: [idOf('secondAgent')] });
    const key = await raise(world, MIRO_STANDARD);
    await write('secondAgent', key, 'Sam is on trial.', false);
    await decline(key, 'secondAgent');
    expect(await told(key)).toEqual([expect.stringContaining(NO_REASON)]);
    expect((await told(key)).join()).not.toContain('on trial');
  });

  it('reaches whom the request is for, with whom it is shared before', async () => {
    const key = await raise(world, { ...MIRO_STANDARD, beneficiary: idOf('newHire') }, 'manager');
    await decline(key, 'owner');
    expect(await told(key)).toHaveLength(1);
    const page = await world.as('newHire').ask('GET', `/rest/servicedeskapi/request/${key}/comment`);
    expect(listOf(member(page, 'values'))).toHaveLength(1);
  });

  it('names the delegate who declined, and for whom', async () => {
    await delegateTo(world, 'owner', ['backupOwner']);
    const key = await raise(world, MIRO_STANDARD);
    await decline(key, 'backupOwner');
    expect((await told(key))[0]).toContain(
      `@${nameOf('backupOwner')} (application owner, for @${nameOf('owner')}) declined this request for Miro Standard.`,
    );
  });

  it('is told again only when the request was opened again and declined again', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await decline(key, 'owner');
    await world.advance(HOUR);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    await decline(key, 'owner');
    await world.advance(20 * MINUTE);
    expect(await told(key)).toHaveLength(2);
  });

  it.each(['kill-before', 'kill-after', 'lose-answer'] as const)(
    'is told once though the run that tells it meets %s',
    async (fault) => {
      const key = await raise(world, MIRO_STANDARD);
      let met = 0;
      world.sandbox.host.interferer = ({ method, path }) => {
        if (met > 0 || method !== 'POST' || !path.endsWith('/comment')) return undefined;
        met++;
        return fault;
      };
      await decline(key, 'owner');
      await world.advance(30 * MINUTE);
      expect(met).toBe(1);
      expect(await told(key)).toHaveLength(1);
    },
  );

  it('of somebody who may not decide is told to nobody, and the one that counts is', async () => {
    const key = await raise(world, MIRO_STANDARD);
    const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
    const owners = { owner: emailOf('manager'), backupOwner: emailOf('lead') };
    await importApplications(world, listedApplication(world, 'miro', owners));
    await decline(key, 'owner');
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await told(key)).toEqual([]);
    await decline(key, 'manager');
    await world.advance(10 * MINUTE);
    expect(await told(key)).toEqual([
      expect.stringContaining(`@${nameOf('manager')} (application owner) declined`),
    ]);
  });

  it('by an agent who moves the ticket says who did, and not as whom', async () => {
    await world.stop();
    const company = withTransitions(madeUpCompany(), (transition) =>
      transition.name === 'Withdraw'
        ? [transition, { ...transition, id: '991', name: 'Turn down', to: STATUS.declined }]
        : [transition],
    );
    world = await World.start({ company });
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.as('secondAgent').move(key, 'Turn down')).toBeUndefined();
    await world.advance(10 * MINUTE);
    expect(await told(key)).toEqual([
      expect.stringMatching(
        new RegExp(`^@${nameOf('secondAgent')} declined this request for Miro Standard\\.\n${NO_REASON}`),
      ),
    ]);
    expect(await world.portalPanel(key)).toMatchObject({ state: 'declined', declined: 'by-hand' });
  });

  it('costs at most six calls to Jira, its message included', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'decline');
    const spent = await world.invocationsDuring(() => world.settle());
    expect(Math.max(...spent.map(({ rest }) => rest))).toBeLessThanOrEqual(6);
  });
});

describe('the portal says of a declined request', () => {
  it('that an approver declined it', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await decline(key, 'owner');
    expect(await world.portalPanel(key)).toMatchObject({ state: 'declined', declined: 'by-approver' });
  });

  it('that nobody decided in time, and so does one message', async () => {
    await requireStages(world, { kind: 'manager', timeout: { hours: 8, then: 'decline' } });
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(24 * HOUR);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.portalPanel(key)).toMatchObject({ state: 'declined', declined: 'by-time' });
    expect(await told(key)).toEqual([
      'Miro Standard wasn’t approved in time, so this request is closed. You can request it again.',
    ]);
  });
});

describe('a request that ends otherwise', () => {
  it('needs no message to somebody who withdrew their own', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await world.advance(10 * MINUTE);
    expect(await world.portalPanel(key)).toMatchObject({ state: 'withdrawn' });
    expect(await told(key)).toEqual([]);
  });

  it('is told whom it is for when the requester withdraws it', async () => {
    const key = await raise(world, { ...MIRO_STANDARD, beneficiary: idOf('newHire') }, 'manager');
    await world.as('manager').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await world.advance(10 * MINUTE);
    expect(await told(key)).toEqual([
      `@${nameOf('manager')} withdrew this request for Miro Standard. ${AGAIN}`,
    ]);
  });

  it('is told the requester when an agent closes it, with a way to ask', async () => {
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.as('agent').move(key, 'Withdraw')).toBeUndefined();
    await world.advance(10 * MINUTE);
    expect(await told(key)).toEqual([
      `@${nameOf('agent')} closed this request for Miro Standard before it was fulfilled. To ask why, comment on this request. ${AGAIN}`,
    ]);
  });

  it('by being fulfilled is told in one message and no other', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    expect(await told(key)).toEqual([]);
    await fulfill(world, key);
    await world.advance(10 * MINUTE);
    expect(await told(key)).toEqual([`Miro Standard is ready for @${nameOf('newHire')}.`]);
  });
});

describe('a ticket that was closed before the app ever looked at it', () => {
  it.each(['Withdraw', 'Turn down'])('by “%s” is told of to nobody', async (transitionName) => {
    await world.stop();
    const company = withTransitions(madeUpCompany(), (transition) =>
      transition.name === 'Withdraw'
        ? [transition, { ...transition, id: '991', name: 'Turn down', to: STATUS.declined }]
        : [transition],
    );
    world = await World.start({ company, isSetUp: false });
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.as('agent').move(key, transitionName)).toBeUndefined();
    await world.settle();
    await setUpApp(world.sandbox, world.site, world.company);
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Miro, old' } });
    await world.advance(10 * MINUTE);
    expect(await world.rows('SELECT state, revision FROM access_request')).toEqual([]);
    expect(await told(key)).toEqual([]);
  });
});
