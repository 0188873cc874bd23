import fc from 'fast-check';
import {
  dutyRules,
  findConflicts,
  type DutyConflict,
  type HeldSeat,
} from '../../../src/conflicts/rules/find-conflicts';
import { evaluatePolicy } from '../../../src/policy/rules/evaluate-policy';
import { NO_ROLE, type PolicyRule } from '../../../src/policy/rules/policy';

const seat = (poolId: string, changes: Partial<HeldSeat> = {}): HeldSeat => ({
  poolId,
  facts: {
    applicationKey: poolId.split('/')[0] ?? '',
    tierKey: poolId.split('/')[1] ?? '',
    premium: poolId.endsWith('premium'),
    role: NO_ROLE,
    risk: null,
    people: 1,
    department: null,
    location: null,
    workerType: null,
    onBehalf: false,
    durationDays: null,
    prices: [],
  },
  since: 1,
  issueId: null,
  ...changes,
});

const rule = (id: string, when: PolicyRule['when']): PolicyRule => ({
  id,
  description: `Rule ${id}.`,
  when,
  effect: { kind: 'forbid' },
});

function find(rules: readonly PolicyRule[], seats: readonly HeldSeat[]): DutyConflict[] {
  const duties = dutyRules({ version: 1, rules });
  return duties ? findConflicts(duties, seats) : [];
}

const NOT_WITH_MIRO = rule('figma-not-with-miro', { applications: ['figma'], holdsAny: ['miro'] });

const anyPool = fc.constantFrom('figma/premium', 'figma/standard', 'miro/standard', 'slack/standard');
const anySeats = fc
  .uniqueArray(fc.tuple(anyPool, fc.integer({ min: 1, max: 9 })), { selector: ([pool]) => pool })
  .map((held) => held.map(([pool, since]) => seat(pool, { since, issueId: `ticket of ${pool}` })));
const anyRules = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      applications: fc.option(fc.uniqueArray(fc.constantFrom('figma', 'miro', 'slack')), { nil: undefined }),
      holdsAny: fc.uniqueArray(fc.constantFrom('figma', 'figma/premium', 'miro', 'slack/standard'), {
        minLength: 1,
      }),
    })
    .map(({ id, ...when }) => rule(id, when)),
  { selector: ({ id }) => id },
);

describe('conflicting duties among seats in use', () => {
  it('are found on the seat that the rule forbids, with the others, and the ticket of the newest', () => {
    const seats = [
      seat('figma/premium', { since: 10, issueId: 'figma-ticket' }),
      seat('miro/standard', { since: 20, issueId: 'miro-ticket' }),
      seat('slack/standard', { since: 30, issueId: 'slack-ticket' }),
    ];
    expect(find([NOT_WITH_MIRO], seats)).toEqual([
      {
        poolId: 'figma/premium',
        ruleId: 'figma-not-with-miro',
        reason: 'Rule figma-not-with-miro.',
        withPools: ['miro/standard'],
        issueId: 'miro-ticket',
      },
    ]);
  });

  it('name an older ticket when the newest seat came through none, and no ticket when none did', () => {
    const figma = seat('figma/premium', { since: 10, issueId: 'figma-ticket' });
    expect(find([NOT_WITH_MIRO], [figma, seat('miro/standard', { since: 20 })])).toMatchObject([
      { issueId: 'figma-ticket' },
    ]);
    expect(find([NOT_WITH_MIRO], [seat('figma/premium'), seat('miro/standard')])).toMatchObject([
      { issueId: null },
    ]);
  });

  it('include what a rule asks about and nobody knows', () => {
    const inSales = rule('sales', { applications: ['figma'], departments: ['Sales'], holdsAny: ['miro'] });
    const seats = [seat('figma/premium'), seat('miro/standard')];
    expect(find([inSales], seats)).toHaveLength(1);
    const known = seats.map((one) => ({ ...one, facts: { ...one.facts, department: 'IT' } }));
    expect(find([inSales], known)).toEqual([]);
  });

  it('are no matter of rules that forbid whatever somebody holds', () => {
    const never = rule('no-figma', { applications: ['figma'] });
    expect(dutyRules({ version: 1, rules: [never] })).toBeNull();
    expect(dutyRules({ version: 1, rules: [never, NOT_WITH_MIRO] })).not.toBeNull();
    expect(find([never], [seat('figma/premium'), seat('miro/standard')])).toEqual([]);
  });

  it('are exactly the seats that the policy would deny to whoever asks for them now', () => {
    fc.assert(
      fc.property(anyRules, anySeats, (rules, seats) => {
        const denied = seats.filter(({ poolId, facts }) => {
          const holds = seats.map((one) => one.poolId).filter((other) => other !== poolId);
          // what is not forbidden by a duty is denied by default, and names no rule of these
          return evaluatePolicy({ version: 1, rules }, { ...facts, holds }).rules.some((id) =>
            rules.some((one) => one.id === id),
          );
        });
        const found = new Set(find(rules, seats).map(({ poolId }) => poolId));
        expect([...found].sort()).toEqual(denied.map(({ poolId }) => poolId).sort());
      }),
    );
  });

  it('do not depend on the order of seats, and vanish when all but one seat are given back', () => {
    fc.assert(
      fc.property(anyRules, anySeats, (rules, seats) => {
        const key = ({ poolId, ruleId }: DutyConflict): string => `${poolId} ${ruleId}`;
        const byKey = (all: readonly HeldSeat[]): string[] => find(rules, all).map(key).sort();
        expect(byKey([...seats].reverse())).toEqual(byKey(seats));
        for (const one of seats) expect(find(rules, [one])).toEqual([]);
      }),
    );
  });
});
