import { MINUTE } from '../../sandbox/clock';
import type { World } from '../support/world';
import { adminScene, type Scene } from './scene';

const admin = (state: string, make: (world: World) => unknown, more: Partial<Scene> = {}): Scene =>
  adminScene(
    state,
    async (world) => {
      await make(world);
    },
    (page) => page.getByText('Panel on requests', { exact: true }).waitFor(),
    more,
  );

/** Nobody has asked for the panel through the app. */
function notAsked(world: World): void {
  const { kvs } = world.sandbox.host.installationOf(world.site);
  kvs.handle('/api/v1/delete', { key: 'panel-request:10000' }, world.now());
}

/** Jira is slow, and somebody has asked. */
function asking(world: World): Promise<unknown> {
  Object.assign(world.site.jsm.configuration, { taskDelay: 10 * MINUTE });
  return world.adminAlone('panel-visibility/ask', { projectId: '10000' });
}

/** Where Jira was asked to show the panel, on the admin page. */
export const panelScenes: readonly Scene[] = [
  admin('panel-not-requested', notAsked),
  admin('panel-not-requested-narrow', notAsked, { width: 480 }),
  admin('panel-requested', () => undefined),
  admin('panel-in-progress', asking),
];
