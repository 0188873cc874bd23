import { HOUR } from '../../../src/common/rules/time';
import { STATUS } from '../../../sandbox/company/service-project';
import { playMainPath, type Played } from '../../support/main-path';
import { sqlUrl } from '../../support/sql-engine';
import { World } from '../../support/world';

// as many as there is time for, fewer on a server, and those that once came to another end; more with FAULT_SEEDS=100
const COUNT = Number(process.env['FAULT_SEEDS'] ?? (sqlUrl === undefined ? 46 : 12));
const ONCE_WRONG = [150, 151, 234, 254].filter((seed) => seed > COUNT);
const SEEDS = [...Array.from({ length: COUNT }, (_, index) => index + 1), ...ONCE_WRONG];

let world: World;
afterEach(() => world.stop());

/** How often the ticket came to fulfilled, by JSM's own history, and who had said yes before. */
function grantsIn(key: string): { at: number; yes: string[] }[] {
  const issue = world.site.jsm.issue(key);
  const entries = (issue?.changes ?? []).filter(({ items }) =>
    items.some(({ fieldId, to }) => fieldId === 'status' && to === STATUS.fulfilled),
  );
  return entries.map(({ at }) => {
    const approved = (issue?.approvals ?? []).filter(
      ({ outcome, completedAt }) => outcome === 'approved' && (completedAt ?? Infinity) <= at,
    );
    return { at, yes: approved.flatMap(({ votes }) => [...votes.keys()]).sort() };
  });
}

async function outcomeOf({ key }: Played): Promise<unknown> {
  const id = world.site.jsm.issue(key)?.id ?? '';
  const internal = await world.comments(key, 'internal');
  const seats = await world.rows('SELECT state FROM seat WHERE issue_id = ?', id);
  const facts = await world.rows('SELECT kind, happened_at FROM ticket_fact WHERE issue_id = ?', id);
  const factsOf = (kind: string): number[] =>
    facts.filter((fact) => fact['kind'] === kind).map((fact) => Number(fact['happened_at']));
  return {
    status: world.statusOf(key),
    grants: grantsIn(key).map(({ yes }) => yes),
    seats: seats.map(({ state }) => state),
    approvalsOpened: world.site.jsm.issue(key)?.approvals.length,
    hasTwoDecisionNotes: internal.filter((text) => text.startsWith('Seatkeeper checked')).length > 1,
    fulfillmentNotes: internal.filter((text) => text.startsWith('Fulfilled')).length,
    otherNotes: internal.filter((text) => !/^(?:Seatkeeper checked|Fulfilled)/.test(text)),
    publicComments: (await world.comments(key, 'public')).length,
    requestedAt: factsOf('requested'),
    approvals: factsOf('approved').length,
    fulfilledAt: factsOf('fulfilled'),
    reopenings: factsOf('reopened').length,
  };
}

function expectedOf({ key, status, fulfillments, approvers, isApproved }: Played): unknown {
  const yes = approvers.map((role) => world.company.roles[role]).sort();
  const issue = world.site.jsm.issue(key);
  return {
    status,
    grants: Array.from({ length: fulfillments }, () => yes),
    seats: fulfillments > 0 ? ['allocated'] : [],
    approvalsOpened: isApproved === 'by-rule' ? 0 : 1,
    hasTwoDecisionNotes: false,
    fulfillmentNotes: fulfillments,
    otherNotes: [],
    // what became of it is told once, and not to somebody who withdrew their own
    publicComments: status === 'Declined' ? 1 : fulfillments,
    requestedAt: [issue?.createdAt],
    approvals: isApproved === 'no' ? 0 : 1,
    fulfilledAt: grantsIn(key).map(({ at }) => at),
    reopenings: Math.max(0, fulfillments - 1),
  };
}

describe('the main path', () => {
  it.each(SEEDS)('comes to the same end under the faults of seed %i', async (seed) => {
    world = await World.start({ faults: { seed }, isAlone: true });
    const played = await playMainPath(world);
    world.stopFaults();
    await world.advance(2 * HOUR);

    for (const one of played)
      expect({ [one.key]: await outcomeOf(one) }).toEqual({ [one.key]: expectedOf(one) });
    const taken = await world.rows("SELECT issue_id FROM seat WHERE state <> 'free'");
    expect(taken).toHaveLength(played.filter(({ fulfillments }) => fulfillments > 0).length);
    expect(played.map(({ slippedThrough }) => slippedThrough)).toEqual(played.map(() => 0));
  });
});
