import { MINUTE, SECOND } from '../../../src/common/rules/time';
import type { CallBelow } from '../../../sandbox/forge/faults/call-faults';
import { member } from '../../../sandbox/untyped';
import { approveAll, FIGMA_PREMIUM, raise } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** A request that an agent has just fulfilled, whose event got lost; the next run of the reconcile takes it up. */
async function fulfilledUnseen(): Promise<string> {
  const { host, clock } = world.sandbox;
  const key = await raise(world, FIGMA_PREMIUM);
  await approveAll(world, key);
  host.deliveryPlan = () => [];
  expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
  await world.settle();
  host.deliveryPlan = undefined;
  await clock.leapTo(world.now() + 4 * MINUTE);
  return key;
}

const isNote = ({ method, path, body }: CallBelow): boolean =>
  method === 'POST' && path.endsWith('/comment') && body.includes('fulfilled-note:');
/** How many comments of a kind the ticket has, by the mark that the app leaves with each. */
const marked = (key: string, effect: string): number =>
  (world.site.jsm.issue(key)?.comments ?? []).filter(({ properties }) =>
    String(member(properties.get('seatkeeper.effect') ?? {}, 'key')).startsWith(effect),
  ).length;
const told = (key: string): number[] => [marked(key, 'fulfilled-note:'), marked(key, 'fulfilled-comment:')];

describe('a fulfillment is noted once', () => {
  it('when a run that is slow is still at it while the next one looks', async () => {
    const { host, clock } = world.sandbox;
    const key = await fulfilledUnseen();
    let isSlow = true;
    host.interferer = (call) => {
      // it has been under way for a while when it comes to the note
      if (isSlow && call.method === 'GET' && call.path.includes('/issue/')) {
        isSlow = false;
        return { delayMs: 150 * SECOND };
      }
      if (!isNote(call)) return undefined;
      host.interferer = undefined;
      return {
        delayMs: SECOND,
        meanwhile: async () => {
          await clock.leapTo(world.now() + 160 * SECOND);
          await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Figma' } });
          await clock.leapTo(world.now() + 10 * SECOND);
        },
      };
    };
    await host.runSchedule(world.site, 'reconcile');
    expect(host.interferer).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(told(key)).toEqual([1, 1]);
  });

  it('when the answer to it got lost and more than a hundred comments came after', async () => {
    const { host } = world.sandbox;
    const key = await fulfilledUnseen();
    host.interferer = (call) => {
      if (!isNote(call)) return undefined;
      host.interferer = undefined;
      return 'lose-answer';
    };
    await host.runSchedule(world.site, 'reconcile');
    expect(told(key)).toEqual([1, 0]);
    const comments = world.site.jsm.issue(key)?.comments;
    const model = comments?.[0];
    if (!comments || !model) throw new Error('nothing was noted');
    for (let index = 0; index < 230; index++)
      comments.push({ ...model, id: world.site.jsm.newId(), at: world.now(), properties: new Map() });
    await world.advance(30 * MINUTE);
    expect(told(key)).toEqual([1, 1]);
  });
});
