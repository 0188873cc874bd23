import { setPolicy } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Jira refuses comments of more than 32,767 characters

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const LEFT_OUT = /(\d+) lines are left out because a comment can’t be longer\./;

const rules = (effect: object): object[] =>
  Array.from({ length: 200 }, (_, index) => ({
    id: `rule-${index}`,
    description: `Rule ${index} says so. `.padEnd(300, 'x'),
    effect,
  }));

describe('a request with more reasons than a comment has room for', () => {
  it('goes on, and its note says how many lines are left out and where they are', async () => {
    await setPolicy(world, ...rules({ kind: 'require', stages: ['manager'] }));
    const key = await raise(world, MIRO_STANDARD);
    const [note = ''] = await world.comments(key, 'internal');
    const shown = note.split('says so').length - 1;
    expect(LEFT_OUT.exec(note)?.[1]).toBe(String(200 - shown));
    expect(note).toContain('To see everything, open Access & license on this ticket.');
    expect(note).toContain('rule-199');
    await approveAll(world, key, ['manager']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 1 } });
  });

  it('is declined with as much of the reason as there is room for', async () => {
    await setPolicy(world, ...rules({ kind: 'forbid' }));
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Declined');
    const [comment] = await world.comments(key, 'public');
    expect(comment).toContain('The end of a line is left out because a comment can’t be longer.');
    expect(comment).toContain('To see everything, open this request in the portal.');
  });
});
