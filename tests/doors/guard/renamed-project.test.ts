import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// An administrator of Jira may give a project another key, and its tickets with it.

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Gives the project another key. @returns the ticket's key since */
function renameProject(key: string): string {
  const { jsm } = world.site;
  const project = jsm.project('IT');
  const issue = jsm.issue(key);
  if (!project || !issue) throw new Error('there is nothing to rename');
  Object.assign(project, { key: 'ITS' });
  const renamed = key.replace('IT-', 'ITS-');
  jsm.issues.rename(issue, renamed);
  return renamed;
}

describe('a ticket of a project that has another key since it was set up', () => {
  it('is fulfilled when it is approved', async () => {
    const key = renameProject(await raise(world, MIRO_STANDARD));
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(world.statusOf(key)).toBe('Fulfilled');
  });

  it('is refused when it is not', async () => {
    const key = renameProject(await raise(world, MIRO_STANDARD));
    expect(await fulfill(world, key)).toMatch(/needs approval first/);
  });
});
