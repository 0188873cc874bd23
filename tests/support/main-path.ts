import { MINUTE } from '../../src/common/rules/time';
import type { Company } from '../../sandbox/company/company';
import { REQUEST_TYPE, TRANSITION } from '../../sandbox/company/service-project';
import { FIGMA_PREMIUM, formValues, MIRO_STANDARD, SLACK_STANDARD, type Asked } from './requests';
import type { World } from './world';

type Role = keyof Company['roles'];

// a ticket that could not be followed many times in a row is tried once an hour
const MAX_LOOKS = 150;

/** What a played request must have come to. */
export interface Played {
  readonly key: string;
  readonly status: 'Fulfilled' | 'Declined' | 'Canceled';
  readonly fulfillments: number;
  /** Who must have said yes in JSM before anything was granted. */
  readonly approvers: readonly Role[];
  readonly isApproved: 'by-votes' | 'by-rule' | 'no';
  /** Attempts to fulfill that were made before the approvals, and got through. */
  readonly slippedThrough: number;
}

/** Lets time pass until something holds, as people who look again do. */
async function until(world: World, what: string, holds: () => boolean): Promise<void> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    if (holds()) return;
    await world.advance(6 * MINUTE);
  }
  throw new Error(`waited in vain until ${what}`);
}

const inStatus = (world: World, key: string, status: string): Promise<void> =>
  until(
    world,
    `${key} is “${status}”, which is “${world.statusOf(key)}”`,
    () => world.statusOf(key) === status,
  );

async function ask(world: World, asked: Partial<Asked>, role: Role): Promise<string> {
  const key = await world
    .as(role)
    .raise(REQUEST_TYPE.fields, formValues({ ...asked, justification: `Needed at ${world.site.name}` }));
  await world.advance(MINUTE);
  return key;
}

async function vote(world: World, key: string, roles: readonly Role[]): Promise<void> {
  for (const role of roles) {
    await world.as(role).answer(key, 'approve');
    await world.advance(2 * MINUTE);
  }
}

/** An agent presses the button again until the guard, which refuses whenever it cannot look, lets them. */
async function fulfillAtLast(world: World, key: string): Promise<void> {
  for (let press = 0; press < MAX_LOOKS; press++) {
    if ((await world.as('agent').move(key, 'Fulfill')) === undefined) return;
    await world.advance(6 * MINUTE);
  }
  throw new Error(`${key} could not be fulfilled`);
}

const withdraw = (world: World, key: string, role: Role): Promise<unknown> =>
  world.as(role).ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: TRANSITION.cancel });

const slipsThrough = async (world: World, key: string): Promise<number> =>
  (await world.as('agent').move(key, 'Fulfill')) === undefined ? 1 : 0;

/** Approved by two, fulfilled, reopened and fulfilled again. */
export async function playReopened(world: World): Promise<Played> {
  const key = await ask(world, FIGMA_PREMIUM, 'newHire');
  await inStatus(world, key, 'Waiting for approval');
  let slippedThrough = await slipsThrough(world, key);
  await vote(world, key, ['manager']);
  slippedThrough += await slipsThrough(world, key);
  await vote(world, key, ['owner']);
  await inStatus(world, key, 'Ready to fulfill');
  await fulfillAtLast(world, key);
  await world.advance(20 * MINUTE);
  await world.as('agent').move(key, 'Reopen');
  await world.advance(20 * MINUTE);
  await fulfillAtLast(world, key);
  return {
    key,
    status: 'Fulfilled',
    fulfillments: 2,
    approvers: ['manager', 'owner'],
    isApproved: 'by-votes',
    slippedThrough,
  };
}

/** Approved by one and fulfilled. */
export async function playFulfilled(world: World): Promise<Played> {
  const key = await ask(world, MIRO_STANDARD, 'lead');
  await inStatus(world, key, 'Waiting for approval');
  const slippedThrough = await slipsThrough(world, key);
  await vote(world, key, ['owner']);
  await inStatus(world, key, 'Ready to fulfill');
  await fulfillAtLast(world, key);
  return {
    key,
    status: 'Fulfilled',
    fulfillments: 1,
    approvers: ['owner'],
    isApproved: 'by-votes',
    slippedThrough,
  };
}

/** Withdrawn while the votes are open. */
export async function playWithdrawnEarly(world: World): Promise<Played> {
  const key = await ask(world, FIGMA_PREMIUM, 'backupOwner');
  await inStatus(world, key, 'Waiting for approval');
  await withdraw(world, key, 'backupOwner');
  return { key, status: 'Canceled', fulfillments: 0, approvers: [], isApproved: 'no', slippedThrough: 0 };
}

/** Withdrawn with a seat held for it. */
export async function playWithdrawnLate(world: World): Promise<Played> {
  const key = await ask(world, SLACK_STANDARD, 'manager');
  await inStatus(world, key, 'Ready to fulfill');
  await world.advance(10 * MINUTE);
  await withdraw(world, key, 'manager');
  return {
    key,
    status: 'Canceled',
    fulfillments: 0,
    approvers: [],
    isApproved: 'by-rule',
    slippedThrough: 0,
  };
}

/** Declined by one of two. */
export async function playDeclined(world: World): Promise<Played> {
  const key = await ask(world, FIGMA_PREMIUM, 'secondAgent');
  await inStatus(world, key, 'Waiting for approval');
  await world.as('owner').answer(key, 'decline');
  await inStatus(world, key, 'Declined');
  return { key, status: 'Declined', fulfillments: 0, approvers: [], isApproved: 'no', slippedThrough: 0 };
}

/** Every way through the main path, one after the other. */
export async function playMainPath(world: World): Promise<Played[]> {
  const played: Played[] = [];
  for (const play of [playReopened, playFulfilled, playWithdrawnEarly, playWithdrawnLate, playDeclined])
    played.push(await play(world));
  return played;
}
