import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { requireStages } from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

/** Adds so many people to the site, in a group of their own. */
function addGroup(name: string, people: number): void {
  const { accounts } = world.site.jsm;
  const model = world.site.jsm.account(world.company.roles.agent);
  for (let index = 0; index < people; index++) {
    const accountId = `712020:${name}-${'0'.repeat(24)}-${index}`;
    const email = `${name}.${index}@acme.example`;
    accounts.set(accountId, { ...model, accountId, email, displayName: email, groups: new Set([name]) });
  }
}

const votesOf = async (key: string): Promise<unknown> =>
  (await world.rows('SELECT votes FROM access_request WHERE issue_id = ?', idOf(key)))[0]?.['votes'];

/** Copies the record of a request, as one that nobody can read and that is long overdue. */
async function addUnreadable(like: string, count: number): Promise<void> {
  const [record] = await world.rows('SELECT * FROM access_request WHERE issue_id = ?', idOf(like));
  for (let index = 0; index < count; index++) {
    const changes = { issue_id: `unreadable-${index}`, issue_key: `IT-9${index}`, votes: '[{', follow_at: 1 };
    const copy = Object.entries({ ...record, ...changes });
    await world.execute(
      `INSERT INTO access_request (${copy.map(([name]) => name).join(', ')}) VALUES (${copy.map(() => '?').join(', ')})`,
      ...copy.map(([, value]) => value),
    );
  }
}

describe('what is long', () => {
  it('two groups of 800 people decide a request like any other', async () => {
    addGroup('reviewers', 800);
    addGroup('security-wide', 800);
    await requireStages(
      world,
      { kind: 'group', group: 'reviewers' },
      { kind: 'group', group: 'security-wide' },
    );
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    for (const name of ['reviewers', 'security-wide']) {
      await world.person(`712020:${name}-${'0'.repeat(24)}-799`).answer(key, 'approve');
      await world.advance(6 * MINUTE);
    }
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('a reason is kept to its last character', async () => {
    // of three bytes each
    const justification = `${'\u7406'.repeat(30_000)}.`;
    const key = await raise(world, { ...FIGMA_PREMIUM, justification });
    const [record] = await world.rows(
      'SELECT justification FROM access_request WHERE issue_id = ?',
      idOf(key),
    );
    expect(record?.['justification']).toBe(justification);
  });
});

describe('a request whose record cannot be read', () => {
  it('is named to administrators, is tried less and less often, and is forgotten once it can be read', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    const votes = await votesOf(key);
    await world.execute(
      "UPDATE access_request SET votes = '[{', follow_at = 1 WHERE issue_id = ?",
      idOf(key),
    );
    const looks = await world.invocationsDuring(() => world.advance(2 * HOUR));
    const errors = looks.flatMap(({ calls }) =>
      calls.filter((call) => call.kind === 'sql' && call.statement.includes('SET failures = ?')),
    );
    // at once, and then 5, 5, 5, 10, 20 and 35 minutes apart
    expect(errors.length).toBeGreaterThanOrEqual(4);
    expect(errors.length).toBeLessThanOrEqual(7);
    expect(await world.admin('admin/setup', {})).toMatchObject({
      leftBehind: [
        {
          issueKey: key,
          failures: errors.length,
          reason: expect.stringContaining('can’t be read') as string,
        },
      ],
    });
    const other = await raise(world, MIRO_STANDARD);
    await approveAll(world, other, ['owner']);
    expect(await fulfill(world, other)).toBeUndefined();

    await world.execute('UPDATE access_request SET votes = ? WHERE issue_id = ?', votes, idOf(key));
    await world.advance(DAY / 4);
    expect(await world.admin('admin/setup', {})).toMatchObject({ leftBehind: [] });
    expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval' });
  });

  it('takes no place of others, even with more of its kind than a run looks at', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await addUnreadable(key, 120);
    await world.as('manager').answer(key, 'approve');
    await world.advance(16 * MINUTE);
    expect(await votesOf(key)).toContain('approved');
  });
});
