import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { setPolicy } from '../../support/approvals';
import { importRules, NOT_WITH_MIRO } from '../../support/duties';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

// A seat is held for a request as long as it would be granted today, and no longer

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const FIGMA_STANDARD = { ...FIGMA_PREMIUM, tier: 'Standard' };
const BY_RULE = {
  id: 'by-rule',
  description: 'Everybody gets it.',
  when: { tiers: ['standard'] },
  effect: { kind: 'auto-approve' },
};
const PREMIUM_BY_OWNER = {
  id: 'premium-by-owner',
  description: 'Premium needs the application owner.',
  when: { premium: true },
  effect: { kind: 'require', stages: ['application-owner'] },
};
const heldFor = async (poolId: string): Promise<number> =>
  (await world.rows("SELECT slot FROM seat WHERE pool_id = ? AND state = 'held'", poolId)).length;
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';
const lastComment = async (key: string): Promise<string> =>
  (await world.comments(key, 'public')).at(-1) ?? '';

describe('a request that is ready, with a seat held for it', () => {
  it('is declined within the hour once a rule forbids it, and the seat is free again', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    expect(await heldFor('miro/standard')).toBe(1);
    await setPolicy(world, {
      id: 'no-miro',
      description: 'Miro is not bought any more.',
      when: { applications: ['miro'] },
      effect: { kind: 'forbid' },
    });
    await world.advance(HOUR + 10 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.panel(key)).toMatchObject({ state: 'denied', pool: { held: 0, seat: null } });
    expect(await lastComment(key)).toBe(
      'We can’t grant Miro Standard anymore, although it was approved: Miro is not bought any more.\nIf you think that’s wrong, comment on this request.',
    );
  });

  it('is declined once the person has something that does not go together with it', async () => {
    await importRules(world, NOT_WITH_MIRO);
    const figma = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, figma, ['owner']);
    const miro = await raise(world, MIRO_STANDARD);
    await approveAll(world, miro, ['owner']);
    expect(await heldFor('figma/premium')).toBe(1);
    expect(await fulfill(world, miro)).toBeUndefined();
    await world.advance(HOUR + 10 * MINUTE);
    expect(world.statusOf(figma)).toBe('Declined');
    expect(await heldFor('figma/premium')).toBe(0);
    expect(await lastComment(figma)).toContain('Nobody has Figma Premium and Miro at the same time.');
  });

  it('is decided at once when somebody tries to fulfill it before', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await setPolicy(world, {
      id: 'no-miro',
      description: 'Miro is not bought any more.',
      effect: { kind: 'forbid' },
    });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'The access policy doesn’t allow this: Miro is not bought any more.',
    );
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
  });

  it('goes back to those who approved when the person has got a higher tier since', async () => {
    const standard = await raise(world, FIGMA_STANDARD);
    await approveAll(world, standard, ['owner']);
    const premium = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, premium);
    expect(await fulfill(world, premium)).toBeUndefined();
    await world.advance(HOUR + 10 * MINUTE);
    expect(world.statusOf(standard)).toBe('Waiting for approval');
    expect(await heldFor('figma/standard')).toBe(0);
    expect(await lastNote(standard)).toContain(
      'They got a higher tier after this request was approved, so earlier approvals no longer count. Seatkeeper checked it again.',
    );
    expect(await lastNote(standard)).toContain('has Figma Premium today. Figma Standard would replace it.');
    await approveAll(world, standard, ['owner']);
    expect(await fulfill(world, standard)).toBeUndefined();
    expect(await lastComment(standard)).toContain('It replaces Figma Premium.');
  });

  it('stops where a rule approves it and nobody said that the higher tier is to go', async () => {
    await setPolicy(world, BY_RULE, PREMIUM_BY_OWNER);
    const standard = await raise(world, FIGMA_STANDARD);
    expect(await heldFor('figma/standard')).toBe(1);
    await world.advance(MINUTE);
    const premium = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, premium, ['owner']);
    expect(await fulfill(world, premium)).toBeUndefined();
    await world.advance(HOUR + 10 * MINUTE);
    const trouble =
      'They got Figma Premium after this was requested, and fulfilling it would take that away. Close this request, or take back Figma Premium first.';
    expect(await world.panel(standard)).toMatchObject({ state: 'stuck', trouble });
    expect(await world.portalPanel(standard)).toMatchObject({ state: 'stuck', lacksApprover: false });
    expect(await heldFor('figma/standard')).toBe(0);
    expect(
      (await world.comments(standard, 'internal')).filter((note) => note.includes(trouble)),
    ).toHaveLength(1);
    expect(await world.as('agent').move(standard, 'Fulfill')).toBe(trouble);
    await world.advance(3 * HOUR);
    expect(
      (await world.comments(standard, 'internal')).filter((note) => note.includes(trouble)),
    ).toHaveLength(1);
  });

  it('is decided by the policy in force when the one that decided is not on record any more', async () => {
    const key = await raise(world, SLACK_STANDARD);
    const [decidedBy] = await world.rows('SELECT MAX(version) AS version FROM policy_step');
    await setPolicy(world, BY_RULE, PREMIUM_BY_OWNER);
    await world.execute('DELETE FROM policy_step WHERE version = ?', decidedBy?.['version']);
    await world.advance(HOUR + 10 * MINUTE);
    expect(await lastNote(key)).toContain(
      'The policy version behind the decision no longer exists, so earlier approvals no longer count. Seatkeeper checked the request again.',
    );
    expect(await heldFor('slack/standard')).toBe(1);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
