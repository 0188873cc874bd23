import fc from 'fast-check';
import { evaluatePolicy } from '../../src/domain/policy/evaluate-policy';
import type { Policy, PolicyFacts, PolicyRule, RuleEffect } from '../../src/domain/policy/policy';
import { STARTER_POLICY } from '../../src/domain/policy/starter-policy';

const facts = (changes: Partial<PolicyFacts> = {}): PolicyFacts => ({
  applicationKey: 'figma',
  tierKey: 'standard',
  premium: false,
  department: 'Design',
  workerType: 'Employee',
  ...changes,
});

const rule = (id: string, effect: RuleEffect, when: PolicyRule['when'] = {}): PolicyRule => ({
  id,
  description: `${id}.`,
  when,
  effect,
});
const policy = (...rules: PolicyRule[]): Policy => ({ version: 7, rules });

const OWNER: RuleEffect = { kind: 'require', stages: ['application-owner'], waivable: true };
const MANAGER: RuleEffect = { kind: 'require', stages: ['manager'], waivable: false };

describe('the access policy', () => {
  it('denies what no rule allows', () => {
    expect(evaluatePolicy(policy(), facts())).toMatchObject({
      effect: 'deny',
      rules: ['default-deny'],
      policyVersion: 7,
    });
  });

  it('denies what one rule forbids, whatever else allows it', () => {
    const decision = evaluatePolicy(
      policy(rule('yes', { kind: 'auto-approve' }), rule('no', { kind: 'forbid' })),
      facts(),
    );
    expect(decision).toMatchObject({ effect: 'deny', rules: ['no'], reasons: ['no.'] });
  });

  it('adds requirements up and asks each stage once', () => {
    const decision = evaluatePolicy(
      policy(rule('a', OWNER), rule('b', MANAGER), rule('c', MANAGER)),
      facts(),
    );
    expect(decision).toMatchObject({
      effect: 'require-approval',
      stages: ['manager', 'application-owner'],
      rules: ['a', 'b', 'c'],
    });
  });

  it('lets an auto-approve rule waive what may be waived, and nothing else', () => {
    const waiver = rule('auto', { kind: 'auto-approve' });
    expect(evaluatePolicy(policy(rule('owner', OWNER), waiver), facts())).toMatchObject({
      effect: 'auto-approve',
      rules: ['auto'],
    });
    expect(
      evaluatePolicy(policy(rule('owner', OWNER), rule('manager', MANAGER), waiver), facts()),
    ).toMatchObject({ effect: 'require-approval', stages: ['manager'] });
  });

  it('never grants premium without a human approval', () => {
    const decision = evaluatePolicy(policy(rule('auto', { kind: 'auto-approve' })), facts({ premium: true }));
    expect(decision).toMatchObject({ effect: 'deny', rules: ['premium-needs-approval'] });
  });

  it.each<[string, PolicyRule['when'], Partial<PolicyFacts>, boolean]>([
    ['its application', { applications: ['figma'] }, {}, true],
    ['another application', { applications: ['miro'] }, {}, false],
    ['its tier', { tiers: ['standard'] }, {}, true],
    ['another tier', { tiers: ['premium'] }, {}, false],
    ['premium only', { premium: true }, {}, false],
    ['its department in other letters', { departments: ['design'] }, {}, true],
    ['another kind of worker', { workerTypes: ['Contractor'] }, {}, false],
    ['an empty list', { applications: [] }, {}, false],
  ])('applies a rule about %s only where it is meant', (_what, when, changes, applies) => {
    const decision = evaluatePolicy(policy(rule('x', { kind: 'auto-approve' }, when)), facts(changes));
    expect(decision.effect).toBe(applies ? 'auto-approve' : 'deny');
  });

  it('starts with the owner for standard, and manager and owner for premium', () => {
    expect(evaluatePolicy(STARTER_POLICY, facts()).stages).toEqual(['application-owner']);
    expect(evaluatePolicy(STARTER_POLICY, facts({ premium: true })).stages).toEqual([
      'manager',
      'application-owner',
    ]);
  });
});

const anyEffect: fc.Arbitrary<RuleEffect> = fc.oneof(
  fc.constant<RuleEffect>({ kind: 'forbid' }),
  fc.constant<RuleEffect>({ kind: 'auto-approve' }),
  fc.record({
    kind: fc.constant('require' as const),
    stages: fc.uniqueArray(fc.constantFrom('manager' as const, 'application-owner' as const), {
      minLength: 1,
    }),
    waivable: fc.boolean(),
  }),
);
const anyWhen = fc.record(
  {
    applications: fc.array(fc.constantFrom('figma', 'miro')),
    tiers: fc.array(fc.constantFrom('standard', 'premium')),
    premium: fc.boolean(),
    departments: fc.array(fc.constantFrom('Design', 'Sales')),
  },
  { requiredKeys: [] },
);
const anyRules = fc
  .array(fc.record({ effect: anyEffect, when: anyWhen }), { maxLength: 8 })
  .map((rules) => rules.map(({ effect, when }, index) => rule(`r${index}`, effect, when)));
const anyFacts = fc.record({
  applicationKey: fc.constantFrom('figma', 'miro'),
  tierKey: fc.constantFrom('standard', 'premium'),
  premium: fc.boolean(),
  department: fc.constantFrom('Design', 'Sales'),
  workerType: fc.constant('Employee'),
});

const STRICTNESS = { 'auto-approve': 0, 'require-approval': 1, deny: 2 };

describe('for every policy and every request', () => {
  it('the order of rules never matters', () => {
    fc.assert(
      fc.property(
        anyRules.chain((rules) =>
          fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
        ),
        anyFacts,
        ([rules, shuffled], request) => {
          expect(evaluatePolicy(policy(...shuffled), request)).toEqual(
            evaluatePolicy(policy(...rules), request),
          );
        },
      ),
    );
  });

  it('adding a forbid never allows more, and adding a requirement never needs less', () => {
    const extra = fc.oneof(
      fc.constant<RuleEffect>({ kind: 'forbid' }),
      fc.constant<RuleEffect>({ kind: 'require', stages: ['manager'], waivable: false }),
      fc.constant<RuleEffect>({ kind: 'require', stages: ['application-owner'], waivable: true }),
    );
    fc.assert(
      fc.property(anyRules, anyFacts, extra, anyWhen, (rules, request, effect, when) => {
        const before = evaluatePolicy(policy(...rules), request);
        const after = evaluatePolicy(policy(...rules, rule('extra', effect, when)), request);
        // a requirement may turn a default deny into a possible approval; it permits, under a condition
        const permits = before.effect === 'deny' && effect.kind === 'require';
        if (!permits) expect(STRICTNESS[after.effect]).toBeGreaterThanOrEqual(STRICTNESS[before.effect]);
        if (after.effect === 'require-approval')
          expect(after.stages).toEqual(expect.arrayContaining([...before.stages]));
        expect(after.effect === 'auto-approve' && before.effect !== 'auto-approve').toBe(false);
      }),
    );
  });

  it('premium is never approved by rule', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (rules, request) => {
        expect(evaluatePolicy(policy(...rules), { ...request, premium: true }).effect).not.toBe(
          'auto-approve',
        );
      }),
    );
  });

  it('the decision names rules that exist, or says that none does', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (rules, request) => {
        const decision = evaluatePolicy(policy(...rules), request);
        const known = [...rules.map(({ id }) => id), 'default-deny', 'premium-needs-approval'];
        expect(decision.rules.length).toBeGreaterThan(0);
        expect(decision.rules.every((id) => known.includes(id))).toBe(true);
        expect(decision.reasons).toHaveLength(decision.rules.length);
      }),
    );
  });
});
