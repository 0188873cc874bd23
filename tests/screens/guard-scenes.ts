import { madeUpCompany } from '../../sandbox/company/company';
import { MIRO_STANDARD, raise } from '../support/requests';
import { setGuard, withUnguardedOthers, withUnguardedWay } from '../support/workflows';
import type { World } from '../support/world';
import { adminScene, type Scene } from './scene';

const admin = (state: string, make: (world: World) => Promise<unknown>, more: Partial<Scene> = {}): Scene =>
  adminScene(state, make, (page) => page.getByText('Workflow guard', { exact: true }).waitFor(), more);

const panel = (state: string, as: Scene['as']): Scene => ({
  surface: 'issue-panel',
  state,
  as,
  company: withUnguardedWay(madeUpCompany()),
  prepare: async (world) => `/browse/${await raise(world, MIRO_STANDARD)}`,
});

async function switchedOff(world: World): Promise<void> {
  setGuard(world, 'Fulfill', true);
  await world.admin('guard/check', {});
}

async function notChecked(world: World): Promise<void> {
  world.sandbox.host.interferer = ({ path }) =>
    path.includes('/rest/api/3/workflow') ? 'server-error' : undefined;
  await world.admin('guard/check', {});
  world.sandbox.host.interferer = undefined;
}

const missing = { company: withUnguardedWay(madeUpCompany()) };
const nothing = (): Promise<void> => Promise.resolve();

/** The guard's health, on the admin page and in the ticket. */
export const guardScenes: readonly Scene[] = [
  admin('guard-missing', nothing, missing),
  admin('guard-missing-narrow', nothing, { ...missing, width: 420 }),
  admin('guard-missing-other-work-type', nothing, { company: withUnguardedOthers(madeUpCompany()) }),
  admin('guard-switched-off', switchedOff),
  admin('guard-not-checked', notChecked),
  panel('guard-missing', 'agent'),
  panel('guard-missing-administrator', 'administrator'),
];
