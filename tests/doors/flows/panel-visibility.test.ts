import { STATUS } from '../../../sandbox/company/service-project';
import { MINUTE } from '../../../sandbox/clock';
import { addPanel } from '../../../sandbox/jsm/issue-panels';
import type { PanelVisibilityView } from '../../../src/flows/contract/panel-visibility';
import { FIGMA_PREMIUM, raise } from '../../support/requests';
import { START, World } from '../../support/world';

// Jira hides the panel of an app until somebody adds it to a ticket, or an administrator has it shown on all

const HIDDEN = 'The panel is hidden on this issue until somebody adds it under Apps';

let world: World;
afterEach(() => world.stop());

const shown = async (): Promise<PanelVisibilityView['projects']> =>
  ((await world.adminAlone('panel-visibility/show', {})) as PanelVisibilityView).projects;
const ask = (): Promise<unknown> => world.adminAlone('panel-visibility/ask', { projectId: '10000' });
const taskDelay = (ms: number): void => {
  Object.assign(world.site.jsm.configuration, { taskDelay: ms });
};

describe('on a site where nobody asked for the panel yet', () => {
  beforeEach(async () => {
    world = await World.start();
    world.site.jsm.panelPins.length = 0;
    const { kvs } = world.sandbox.host.installationOf(world.site);
    kvs.handle('/api/v1/delete', { key: 'panel-request:10000' }, world.now());
  });

  it('it is hidden on a ticket until an agent adds it there', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await expect(world.panel(key)).rejects.toThrow(HIDDEN);
    expect(await shown()).toEqual([
      { projectId: '10000', projectKey: 'IT', state: 'not-asked', askedAt: null },
    ]);
    const issue = world.site.jsm.issue(key);
    if (issue) addPanel(world.site.jsm, issue, 'issue-panel');
    expect(await world.panel(key)).toMatchObject({ kind: 'request' });
    await expect(world.panel(await raise(world, FIGMA_PREMIUM))).rejects.toThrow(HIDDEN);
  });

  it('an administrator has it shown on every request, those that come later too', async () => {
    const before = await raise(world, FIGMA_PREMIUM);
    expect(await ask()).toMatchObject({ projects: [{ state: 'asked' }] });
    expect(await world.panel(before)).toMatchObject({ kind: 'request' });
    expect(await world.panel(await raise(world, FIGMA_PREMIUM))).toMatchObject({ kind: 'request' });
  });

  it('the page says that Jira is still at it, and when Jira was asked, never that it is shown', async () => {
    taskDelay(10 * MINUTE);
    const key = await raise(world, FIGMA_PREMIUM);
    const askedAt = world.now();
    await ask();
    await expect(world.panel(key)).rejects.toThrow(HIDDEN);
    expect(await shown()).toMatchObject([{ state: 'working', askedAt }]);
    await world.advance(10 * MINUTE);
    expect(await shown()).toMatchObject([{ state: 'asked', askedAt }]);
    expect(await world.panel(key)).toMatchObject({ kind: 'request' });
    // what an administrator does in Jira itself is not told to any app
    const [pin] = world.site.jsm.panelPins;
    if (pin) world.site.jsm.panelPins.push({ ...pin, action: 'UNPIN', at: world.now() });
    expect(await shown()).toMatchObject([{ state: 'asked', askedAt }]);
    await expect(world.panel(key)).rejects.toThrow(HIDDEN);
  });

  it('what Jira has forgotten of its task is not asked for again', async () => {
    taskDelay(10 * MINUTE);
    await ask();
    world.site.jsm.tasks.clear();
    expect(await shown()).toMatchObject([{ state: 'asked' }]);
    expect((await world.invocationsDuring(shown)).map(({ calls }) => calls)).not.toContainEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: expect.stringContaining('/task/') as string }),
      ]),
    );
  });

  it('a project that is not set up is refused, and nobody is asked', async () => {
    await expect(world.adminAlone('panel-visibility/ask', { projectId: '99' })).rejects.toThrow(
      'This project isn’t set up for Seatkeeper. Set it up first.',
    );
    expect(world.site.jsm.panelPins).toEqual([]);
  });
});

it('whoever sets the app up has it shown, in their own name', async () => {
  world = await World.start();
  const key = await raise(world, FIGMA_PREMIUM);
  expect(world.statusOf(key)).toBe(world.site.jsm.status(STATUS.awaitingApproval).name);
  expect(await world.panel(key)).toMatchObject({ kind: 'request' });
  expect(await shown()).toMatchObject([{ state: 'asked' }]);
  expect((await shown())[0]?.askedAt).toBeGreaterThanOrEqual(START);
});
