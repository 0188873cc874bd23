import { DAY } from '../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { raise, SLACK_STANDARD } from '../support/requests';
import { importUsage, type ListedUse } from '../support/usage';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const POOL = 'slack/standard';

const customers = (world: World): string[] =>
  [...world.site.jsm.accounts.values()]
    .filter(({ kind, active }) => kind === 'customer' && active)
    .map(({ accountId }) => accountId);

/** Sam has not used Slack for a quarter; of the others two are idle as well. */
function uses(world: World, idle: number): ListedUse[] {
  const { newHire } = world.company.roles;
  const people = [newHire, ...customers(world).filter((accountId) => accountId !== newHire)].slice(0, 8);
  return people.map((accountId, index) => ({ accountId, daysAgo: index < idle ? 90 + index * 11 : 2 }));
}

const admin = (world: World, call: string, payload: object): Promise<unknown> =>
  world.console('administrator')(call, payload);

interface Shown {
  readonly caseId: string;
  readonly holderId: string;
  readonly issueId: string | null;
}

const cases = async (world: World): Promise<Shown[]> => {
  const states = ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal', 'done'];
  return ((await admin(world, 'reclaim/cases', { states })) as { rows: Shown[] }).rows;
};

const reconcile = async (world: World): Promise<void> => {
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
  await world.settle();
};

async function asked(world: World, idle = 3): Promise<void> {
  await importUsage(world, uses(world, idle));
  await admin(world, 'reclaim/start', { runId: randomUUID(), poolId: POOL });
  await reconcile(world);
}

/** The case of the new hire, with the key of its ticket. */
async function own(world: World): Promise<Shown & { readonly key: string }> {
  const found = (await cases(world)).find(({ holderId }) => holderId === world.company.roles.newHire);
  const key = world.site.jsm.issue(found?.issueId ?? '')?.key;
  if (!found || key === undefined) throw new Error('the new hire was not asked');
  return { ...found, key };
}

const answer = async (world: World, call: string, payload: object = {}): Promise<void> => {
  const { key } = await own(world);
  const extension = {
    type: 'jiraServiceManagement:portalRequestDetailPanel',
    portal: { id: 1 },
    request: { key, typeId: 13 },
  };
  await world.as('newHire').invoke('portal-request', call, extension, payload);
};

const removed = async (world: World): Promise<void> => {
  await asked(world);
  const { caseId } = await own(world);
  await answer(world, 'portal/release-seat');
  await admin(world, 'reclaim/confirm', { caseId });
};

/** Some cases in different states. */
const several = async (world: World): Promise<void> => {
  world.sandbox.host.restSchedules(world.site);
  await asked(world);
  await answer(world, 'portal/release-seat');
  await world.advance(7 * DAY);
  await reconcile(world);
  await world.advance(3 * DAY);
  await reconcile(world);
};

const openTab = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Reclaim' }).click();
};
const showCases = async (page: Page): Promise<void> => {
  await openTab(page);
  await page.getByLabel('Status').waitFor();
};
const view =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await openTab(page);
    await page.getByRole('button', { name, exact: true }).click();
  };
const dryRun = async (page: Page): Promise<void> => {
  await view('Take back seats')(page);
  await page.getByRole('button', { name: 'Preview run' }).click();
  await page.getByText('Idle seats by pool').waitFor();
};

const shrunk = async (world: World): Promise<void> => {
  await importUsage(world, uses(world, 3), { observedAt: world.now() - DAY });
  await importUsage(world, uses(world, 3).slice(0, 3));
};

const onTicket = (state: string, make: (world: World) => Promise<void>): Scene => ({
  surface: 'issue-panel',
  state,
  as: 'agent',
  prepare: async (world) => {
    await make(world);
    return `/browse/${(await own(world)).key}`;
  },
});

const inPortal = (
  state: string,
  make: (world: World) => Promise<void>,
  act?: (page: Page) => Promise<void>,
): Scene => ({
  surface: 'portal-request',
  state,
  as: 'newHire',
  prepare: async (world) => {
    await asked(world);
    const { key } = await own(world);
    await make(world);
    return `/servicedesk/customer/portal/1/${key}`;
  },
  ...(act ? { act } : {}),
});

const nothing = (): Promise<void> => Promise.resolve();

/** Taking seats back, on every surface that has to do with it. */
export const reclaimScenes: readonly Scene[] = [
  consoleScene('reclaim-cases', several, showCases),
  consoleScene('reclaim-cases-narrow', several, showCases, { width: 480 }),
  consoleScene('reclaim-empty', nothing, showCases),
  ...(['hang', 'fail', 'forbid'] as const).map((calls) =>
    consoleScene(
      `reclaim-${{ hang: 'loading', fail: 'error', forbid: 'no-permission' }[calls]}`,
      nothing,
      (page) => page.getByRole('tab', { name: 'Reclaim' }).click(),
      { calls },
    ),
  ),
  consoleScene('reclaim-plan', (world) => importUsage(world, uses(world, 3)), dryRun),
  consoleScene('reclaim-plan-bad-source', shrunk, dryRun),
  consoleScene('reclaim-runs', several, async (page) => {
    await view('Runs')(page);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Undo run').waitFor();
  }),
  consoleScene('reclaim-rules', nothing, async (page) => {
    await view('Rules and exclusions')(page);
    await page.getByText('No exclusions yet.').waitFor();
  }),
  ...[1180, 480].map((width) =>
    consoleScene(
      width < 500 ? 'reclaim-rules-sent-narrow' : 'reclaim-rules-sent',
      (world) => raise(world, SLACK_STANDARD),
      async (page) => {
        await view('Rules and exclusions')(page);
        await page.getByLabel('Applications where access isn’t removed on its end date').click();
        await page.getByRole('option', { name: 'Slack', exact: true }).click();
        await page.getByRole('button', { name: 'Save rules' }).click();
        await page.getByText('Sent for approval').waitFor();
      },
      { width },
    ),
  ),
  onTicket('reclaim-asked', asked),
  onTicket('reclaim-to-remove', async (world) => {
    await asked(world);
    await answer(world, 'portal/release-seat');
  }),
  onTicket('reclaim-removed', removed),
  inPortal('seat-asked', nothing),
  inPortal('seat-keeping', nothing, async (page) => {
    await page.getByRole('button', { name: 'Keep seat…' }).click();
    await page.getByLabel('What do you need it for?').fill('Back on the project in January');
  }),
  inPortal('seat-kept', (world) =>
    answer(world, 'portal/keep-seat', { reason: 'Back on the project in January' }),
  ),
];
