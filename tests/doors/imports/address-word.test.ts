import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { requireStages } from '../../support/approvals';
import { MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Whoever imports a roster gets nothing by it that another administrator has not imported too

const PROFILE = { type: 'jiraServiceManagement:portalProfilePanel', portal: { id: 1 } };

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

type Role = keyof typeof world.company.roles;
const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;

async function importRoster(lines: readonly string[]): Promise<RosterDiff> {
  const importId = await stageText(world.admin, lines.join('\n'));
  const planned = await world.admin('import/plan-roster', { importId, emailPattern: null });
  await world.admin('import/apply', { importId });
  return (planned as { readonly diff: RosterDiff }).diff;
}

const find = (email: string): Promise<unknown> =>
  world.as('owner').invoke('portal-profile', 'profile/find-person', PROFILE, { email });

it('nobody becomes the person of another’s address by an import of their own', async () => {
  await raise(world, MIRO_STANDARD);
  for (const role of ['manager', 'administrator'] as const)
    world.site.jsm.account(idOf(role)).hidesEmail = true;
  const address = emailOf('manager');
  expect(await find(address)).toEqual({ personId: idOf('manager') });

  await importRoster([
    'WorkerID,WorkerStatus,Email',
    `${workerOf('manager')},Active,`,
    `${workerOf('administrator')},Active,${address}`,
  ]);

  expect(await find(address)).toEqual({ personId: null });
  await expect(requireStages(world, { kind: 'people', people: [address] })).rejects.toThrow(
    `No active account shows the email address ${address}.`,
  );
});
