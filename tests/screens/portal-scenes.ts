import type { Page } from 'playwright-core';
import { HOUR, MINUTE } from '../../src/common/rules/time';
import { importApplications, importPerson, listedApplication, requireStages } from '../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise, raiseByPanel } from '../support/requests';
import type { World } from '../support/world';
import type { Scene } from './scene';

type MakeTicket = (world: World) => Promise<string>;

const NARROW = 480;

/** A request in the portal, as wide as a laptop and as a phone. */
const inBothWidths = (state: string, make: MakeTicket, as: Scene['as'] = 'newHire'): Scene[] =>
  [undefined, NARROW].map((width) => ({
    surface: 'portal-request',
    state: width === undefined ? state : `${state}-narrow`,
    as,
    prepare: async (world) => `/servicedesk/customer/portal/1/${await make(world)}`,
    ...(width === undefined ? {} : { width }),
  }));

const byForm: MakeTicket = async (world) => {
  const key = await raiseByPanel(world, {
    application: 'figma',
    tier: 'premium',
    duration: 90,
    justification: 'I lead the design system and publish its libraries for the Q1 rebrand.',
  });
  await world.advance(5 * HOUR);
  return key;
};

const oneVoteIn: MakeTicket = async (world) => {
  const key = await byForm(world);
  await world.as('manager').answer(key, 'approve');
  return key;
};

const explained: MakeTicket = async (world) => {
  const key = await byForm(world);
  const body = 'Premium is for people who publish libraries. Standard does what you need.';
  await world.as('owner').ask('POST', `/rest/servicedeskapi/request/${key}/comment`, { body, public: true });
  await world.as('owner').answer(key, 'decline');
  await world.settle();
  return key;
};

const inTime: MakeTicket = async (world) => {
  await requireStages(world, { kind: 'manager', timeout: { hours: 8, then: 'decline' } });
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(24 * HOUR);
  return key;
};

const managerAway: MakeTicket = async (world) => {
  await requireStages(world, 'manager');
  const { manager, lead } = world.company.roles;
  await importPerson(world, manager, { OnLeave: 'True', ManagerID: lead.split(':').at(-1) ?? '' });
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(HOUR);
  return key;
};

const hasPremium = async (world: World): Promise<void> => {
  const key = await raise(world, FIGMA_PREMIUM);
  await approveAll(world, key);
  await fulfill(world, key);
};

const toLower: MakeTicket = async (world) => {
  await hasPremium(world);
  return raise(world, { ...FIGMA_PREMIUM, tier: 'Standard' });
};

const incomplete: MakeTicket = (world) => raise(world, { application: 'Photoshop', days: -3 });

async function chooseStandard(page: Page): Promise<void> {
  await page.getByLabel('What do you need?').click();
  await page.getByText(/^Figma:/).click();
  await page.getByText(/^Standard/).click();
  await page.getByText('This request would replace it').waitFor();
}

const lowerTier = [undefined, NARROW].map((width): Scene => ({
  surface: 'portal-create',
  state: width === undefined ? 'lower-tier' : 'lower-tier-narrow',
  as: 'newHire',
  prepare: async (world) => {
    await hasPremium(world);
    return '/servicedesk/customer/portal/1/create/10';
  },
  act: chooseStandard,
  ...(width === undefined ? {} : { width }),
}));

const ordersMiro = async (world: World, seats: number, premium: boolean): Promise<void> => {
  const miro = listedApplication(world, 'miro', {}) as { readonly tiers: readonly object[] };
  const tiers = miro.tiers.map((tier) => ({ ...tier, seats, ...(premium ? { premium } : {}) }));
  await importApplications(world, { ...miro, tiers });
};

const inQueue: MakeTicket = async (world) => {
  await ordersMiro(world, 1, false);
  const holder = await raise(world, MIRO_STANDARD, 'agent');
  await approveAll(world, holder, ['owner']);
  const key = await raise(world, MIRO_STANDARD);
  await approveAll(world, key, ['owner']);
  await world.advance(HOUR);
  return key;
};

const beingChecked: MakeTicket = async (world) => {
  const key = await inQueue(world);
  await ordersMiro(world, 1, true);
  return key;
};

const askedAgain: MakeTicket = async (world) => {
  const key = await beingChecked(world);
  await world.advance(6 * MINUTE);
  return key;
};

const checkedLater: MakeTicket = async (world) => {
  const key = await raise(world, MIRO_STANDARD);
  await ordersMiro(world, 1, true);
  return key;
};

const leavesQueue = (state: string, isSure: boolean): Scene[] =>
  inBothWidths(state, inQueue).map((scene) => ({
    ...scene,
    act: async (page) => {
      const leave = page.getByRole('button', { name: 'Leave queue' });
      const rejoin = page.getByRole('button', { name: 'Rejoin queue' });
      // in the second theme it has left already
      await leave.or(rejoin).waitFor();
      if ((await rejoin.count()) > 0) return;
      await leave.click();
      await page.getByText('Leave the queue?').waitFor();
      if (!isSure) return;
      await leave.click();
      await rejoin.waitFor();
    },
  }));

/** The portal as each of those sees it whom a request concerns. */
export const portalScenes: readonly Scene[] = [
  ...inBothWidths('own-reason', byForm),
  ...inBothWidths('to-decide', byForm, 'manager'),
  ...inBothWidths('voted', oneVoteIn, 'manager'),
  ...inBothWidths('looked-at', byForm, 'agent'),
  ...inBothWidths('explained', explained),
  ...inBothWidths('not-in-time', inTime),
  ...inBothWidths('manager-away', managerAway),
  ...inBothWidths('to-lower-tier', toLower),
  ...inBothWidths('missing-details', incomplete),
  ...inBothWidths('being-checked', beingChecked),
  ...inBothWidths('asked-again', askedAgain),
  ...inBothWidths('asked-again-voter', askedAgain, 'owner'),
  ...inBothWidths('checked-later', checkedLater, 'owner'),
  ...leavesQueue('leaving-queue', false),
  ...leavesQueue('left-the-queue', true),
  ...lowerTier,
];
