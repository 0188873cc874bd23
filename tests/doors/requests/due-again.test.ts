import { DAY, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { FIELD, TRANSITION } from '../../../sandbox/company/service-project';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { importApplications, importPerson, requireStages, setPolicy } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { saveGroups, savePortalRules } from '../../support/settings';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// What a request waits for, or lacks, can change without its ticket: the next reconcile judges it by what holds then

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const reconcile = (): Promise<void> => world.advance(6 * MINUTE);
const stateOf = async (key: string): Promise<unknown> => member(await world.panel(key), 'state');
const lastComment = async (key: string): Promise<string> =>
  (await world.comments(key, 'public')).at(-1) ?? '';

const withdraw = async (key: string): Promise<void> => {
  await world
    .as('newHire')
    .ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: TRANSITION.cancel });
  await world.settle();
};

const NOT_SHOWN = 'The customer request either does not exist, or you do not have permission to view it.';

/** @param refusal what the owner hears; Jira shows the request only to whoever has a part in it */
const expectNobodyAsked = async (key: string, refusal = NOT_SHOWN): Promise<void> => {
  expect(world.statusOf(key)).toBe('Open');
  await expect(world.as('owner').answer(key, 'approve')).rejects.toThrow(refusal);
};

async function expectAskedNoMore(key: string, comment: string): Promise<void> {
  expect(await stateOf(key)).toBe('incomplete');
  expect(await lastComment(key)).toContain(comment);
  await expectNobodyAsked(key);
}

describe('a request that waits for approval', () => {
  it('asks nobody any more once its beneficiary has the seat by a list of who uses what', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await importUsage(world, [
      { accountId: idOf('newHire'), application: 'Miro', tier: 'Standard', daysAgo: 1 },
    ]);
    await reconcile();
    await expectAskedNoMore(key, 'already has');
  });

  it('asks nobody any more once its beneficiary has the seat by another request', async () => {
    const key = await raise(world, MIRO_STANDARD);
    const other = await raise(world, { ...MIRO_STANDARD, beneficiary: idOf('newHire') }, 'lead');
    await approveAll(world, other, ['owner']);
    await reconcile();
    await expectAskedNoMore(key, 'already has');
    expect(await fulfill(world, other)).toBeUndefined();
    await reconcile();
    expect(await stateOf(other)).toBe('fulfilled');
  });

  it('asks nobody any more once its beneficiary has left', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await importPerson(world, idOf('newHire'), { WorkerStatus: 'Inactive' });
    await reconcile();
    await expectAskedNoMore(key, 'is no longer active in the company');
  });

  it('asks once more when its beneficiary is back', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await importPerson(world, idOf('newHire'), { WorkerStatus: 'Inactive' });
    await reconcile();
    await importPerson(world, idOf('newHire'), {});
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    await reconcile();
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('asks nobody any more once nobody can approve what it says now', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await requireStages(world, 'manager');
    await importPerson(world, idOf('newHire'), { ManagerID: '' });
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 30 } });
    await world.settle();
    expect(await stateOf(key)).toBe('stuck');
    // who may do something about it is told, and sees it
    await expectNobodyAsked(key, 'is not asked to approve');
  });
});

describe('a request that is ready', () => {
  it('is not said to have changed when the catalog gives its tier a role', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    const miro = listOf(world.company.catalog['applications']).find((one) => member(one, 'key') === 'miro');
    const tiers = listOf(member(miro, 'tiers')).map((tier) => ({ ...(tier as object), roles: ['Guest'] }));
    await importApplications(world, { ...(miro as object), tiers });
    expect(await fulfill(world, key)).toBeDefined();
    await reconcile();
    const note = (await world.comments(key, 'internal')).at(-1);
    expect(note).toContain('The roles of this tier changed in the catalog');
    expect(note).toContain('Miro Standard · Guest');
    await approveAll(world, key, ['owner']);
    await reconcile();
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('a request for what somebody has', () => {
  it('goes on once the request that had it is withdrawn', async () => {
    const first = await raise(world, SLACK_STANDARD);
    const twin = await raise(world, { ...SLACK_STANDARD, justification: 'Once more' });
    expect(await stateOf(twin)).toBe('incomplete');
    await withdraw(first);
    await reconcile();
    expect(await stateOf(twin)).toBe('ready');
  });

  it('goes on once the ticket that it came through is withdrawn', async () => {
    const first = await raise(world, SLACK_STANDARD);
    expect(await fulfill(world, first)).toBeUndefined();
    const twin = await raise(world, { ...SLACK_STANDARD, justification: 'Once more' });
    expect(await stateOf(twin)).toBe('incomplete');
    await world.as('agent').move(first, 'Reopen');
    await world.settle();
    await withdraw(first);
    await reconcile();
    expect(await stateOf(twin)).toBe('ready');
  });

  it('goes on once its end has been announced', async () => {
    const first = await raise(world, { ...SLACK_STANDARD, days: 30 });
    expect(await fulfill(world, first)).toBeUndefined();
    const twin = await raise(world, { ...SLACK_STANDARD, justification: 'Once more' });
    await world.sandbox.clock.leapTo(world.now() + 24 * DAY);
    await world.advance(12 * MINUTE);
    expect(await stateOf(twin)).toBe('ready');
  });
});

describe('a request that lacks something', () => {
  it('goes on once the roster has the person', async () => {
    await world.execute('DELETE FROM person WHERE account_id = ?', idOf('newHire'));
    const key = await raise(world, SLACK_STANDARD);
    expect(await stateOf(key)).toBe('incomplete');
    await importPerson(world, idOf('newHire'), {});
    await reconcile();
    expect(await stateOf(key)).toBe('ready');
  });

  it('goes on once the roster has a manager who can approve it', async () => {
    await requireStages(world, 'manager');
    await importPerson(world, idOf('newHire'), { ManagerID: '' });
    const key = await raise(world, MIRO_STANDARD);
    expect(await stateOf(key)).toBe('stuck');
    await importPerson(world, idOf('newHire'), {});
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('goes on once the catalog has the tier', async () => {
    const key = await raise(world, { ...SLACK_STANDARD, tier: 'Enormous' });
    expect(await stateOf(key)).toBe('incomplete');
    const slack = listOf(world.company.catalog['applications']).find((one) => member(one, 'key') === 'slack');
    const tiers = listOf(member(slack, 'tiers'));
    const enormous = { ...(tiers[0] as object), key: 'enormous', name: 'Enormous' };
    await importApplications(world, { ...(slack as object), tiers: [...tiers, enormous] });
    await reconcile();
    expect(await stateOf(key)).toBe('awaiting-approval');
  });

  it('goes on once the policy grants what it asks for', async () => {
    const shortOnly = (maxDays: number): Promise<void> =>
      setPolicy(
        world,
        { id: 'all', description: 'Everybody may.', effect: { kind: 'auto-approve' } },
        { id: 'short', description: 'For a time.', effect: { kind: 'limit-duration', maxDays } },
      );
    await shortOnly(10);
    const key = await raise(world, { ...SLACK_STANDARD, days: 20 });
    expect(await stateOf(key)).toBe('incomplete');
    await shortOnly(30);
    await reconcile();
    expect(await stateOf(key)).toBe('ready');
  });

  it('goes on once its requester may ask for others', async () => {
    await savePortalRules(world, { orderFor: 'nobody', showsPrices: false });
    const key = await raise(world, { ...SLACK_STANDARD, beneficiary: idOf('newHire') }, 'lead');
    expect(await stateOf(key)).toBe('incomplete');
    await savePortalRules(world, { orderFor: 'everybody', showsPrices: false });
    await reconcile();
    expect(await stateOf(key)).toBe('ready');
  });

  it('goes on once there is a group that approves what nobody else can', async () => {
    await requireStages(world, 'manager');
    await importPerson(world, idOf('newHire'), { ManagerID: '' });
    const key = await raise(world, MIRO_STANDARD);
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});

describe('very many requests that lack something', () => {
  it('are looked at some at a time, all in the end, and keep nobody else waiting', async () => {
    const voted = await raise(world, MIRO_STANDARD);
    const lacking = await raise(world, { ...SLACK_STANDARD, tier: 'Enormous' });
    const copies = 900;
    await copyRequest(lacking, copies);
    await importPerson(world, idOf('newHire'), {});
    await world.as('owner').answer(voted, 'approve');
    const looked = async (): Promise<number> => {
      const [row] = await world.query(
        'SELECT COUNT(*) AS looked FROM access_request WHERE missing_since IS NOT NULL',
      );
      return Number(row?.['looked']);
    };
    await reconcile();
    const first = await looked();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(400);
    expect(await stateOf(voted)).toBe('ready');
    await world.advance(20 * MINUTE);
    expect(await looked()).toBe(copies);
    expect(await world.query("SELECT * FROM reconcile_queue WHERE kind = 'intake'")).toEqual([]);
  }, 120_000);

  /** Records of tickets that Jira does not know, which are otherwise as the one of a ticket. */
  async function copyRequest(key: string, copies: number): Promise<void> {
    const [row] = await world.query(`SELECT * FROM access_request WHERE issue_key = '${key}'`);
    if (!row) throw new Error(`${key} is not on record`);
    const columns = Object.keys(row);
    for (let copy = 0; copy < copies; copy++) {
      const values = { ...row, issue_id: String(900_000 + copy) };
      await world.execute(
        `INSERT INTO access_request (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ...columns.map((column) => (values as Record<string, unknown>)[column]),
      );
    }
  }
});
