import { z } from 'zod';
import { approveAll, fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

const exceptionEnd = z.object({ endsAt: z.number() });

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const EVERYBODY_GETS_SLACK = {
  id: 'everybody-gets-slack',
  description: 'Everybody gets Slack.',
  when: { applications: ['slack'] },
  effect: { kind: 'auto-approve' },
};
const SLACK_WITHOUT_MFA = {
  id: 'slack-without-mfa',
  description: 'Slack is used without MFA.',
  when: { applications: ['slack'] },
  effect: { kind: 'exception', of: 'mfa', approver: 'manager', maxDays: 30 },
};

describe('an exception to a control', () => {
  it('needs an end and the manager, whatever rule allows it, and is told on the ticket with its end', async () => {
    await world.importCatalog({
      format: 'seatkeeper-catalog',
      applications: [],
      policy: { rules: [EVERYBODY_GETS_SLACK, SLACK_WITHOUT_MFA] },
    });
    const endless = await raise(world, SLACK_STANDARD);
    expect((await world.comments(endless, 'public')).join()).toContain(
      'Access is limited to 30 days, but you asked for access without an end date.',
    );

    const key = await raise(world, { ...SLACK_STANDARD, days: 30 });
    expect(world.statusOf(key)).toBe('Waiting for approval');
    const [decided] = await world.comments(key, 'internal');
    expect(decided).toContain('to MFA, for 30 days');
    expect(decided).toContain('slack-without-mfa');
    const exception = { kind: 'exception', state: 'met', text: 'MFA' };
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'manager', state: 'waiting' },
        { ...exception, at: null },
        { kind: 'justification' },
      ],
    });

    await approveAll(world, key, ['manager']);
    expect(await fulfill(world, key)).toBeUndefined();
    const notes = await world.comments(key, 'internal');
    expect(notes.find((note) => note.includes('Record'))).toContain('Exception to MFA until 2026-12-23');
    const { endsAt } = exceptionEnd.parse(await world.panel(key));
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'manager', state: 'met' },
        { ...exception, at: endsAt },
        { kind: 'justification' },
      ],
    });
  });
});
