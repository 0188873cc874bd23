import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import type { FailingValidators } from '../../../sandbox/forge/validator-verdict';
import { World } from '../../support/world';

/*
 * Nobody documents what Jira does when a validator gives no verdict. Whatever it does, nothing stays fulfilled that was not
 * approved.
 */
const FAILED = 'Seatkeeper couldn’t check this request, so it wasn’t fulfilled. Try again in a moment.';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

describe.each<FailingValidators>(['block', 'let through'])(
  'where validators without a verdict %s',
  (failing) => {
    beforeEach(() => {
      world.sandbox.host.failingValidators = failing;
    });

    it.each(['server-error', 'timeout', 'lose-answer'] as const)(
      'the guard gives one by itself at a %s of whatever it asks',
      async (fault) => {
        const key = await raise(world, MIRO_STANDARD);
        await approveAll(world, key, ['owner']);
        world.sandbox.host.interferer = () => fault;
        expect(await world.as('agent').move(key, 'Fulfill')).toBe(FAILED);
        world.sandbox.host.interferer = undefined;
        expect(world.statusOf(key)).toBe('Ready to fulfill');
      },
    );

    it('a guard whose process dies lets nothing be fulfilled for good that nobody has approved', async () => {
      const key = await raise(world, MIRO_STANDARD);
      world.sandbox.host.interferer = () => 'kill-before';
      const refusal = failing === 'block' ? 'The app could not validate this transition.' : undefined;
      expect(await world.as('agent').move(key, 'Fulfill')).toBe(refusal);
      world.sandbox.host.interferer = undefined;
      await world.settle();
      await world.advance(10 * 60_000);
      expect(world.statusOf(key)).not.toBe('Fulfilled');
      expect(await fulfill(world, key)).not.toBeUndefined();
    });
  },
);
