import fc from 'fast-check';
import { compilePolicy } from '../../../src/policy/rules/compile-policy';
import { anyPrices } from '../../support/any-prices';
import { decide, evaluatePolicy } from '../../../src/policy/rules/evaluate-policy';
import {
  stageKey,
  stageOf,
  TIMEOUT_ACTIONS,
  type ApprovalStage,
} from '../../../src/policy/rules/approval-stage';
import {
  strictestEvidence,
  ticketNamedIn,
  type EvidenceRequirement,
} from '../../../src/policy/rules/evidence';
import { CONTROLS, EXCEPTION_APPROVERS } from '../../../src/policy/rules/exception';
import {
  NO_ROLE,
  PEOPLE_AT_ONCE,
  type Policy,
  type PolicyFacts,
  type PolicyRule,
  type RuleEffect,
} from '../../../src/policy/rules/policy';
import { STARTER_POLICY } from '../../../src/policy/rules/starter-policy';

const facts = (changes: Partial<PolicyFacts> = {}): PolicyFacts => ({
  applicationKey: 'figma',
  tierKey: 'standard',
  premium: false,
  role: 'Viewer',
  risk: 'medium',
  department: 'Design',
  location: 'Berlin',
  workerType: 'Employee',
  onBehalf: false,
  people: 1,
  durationDays: null,
  prices: [{ amount: '45.00', currency: 'EUR', per: 'month' }],
  holds: [],
  ...changes,
});

const rule = (id: string, effect: RuleEffect, when: PolicyRule['when'] = {}): PolicyRule => ({
  id,
  description: `${id}.`,
  when,
  effect,
});
const policy = (...rules: PolicyRule[]): Policy => ({ version: 7, rules });

const OWNER: RuleEffect = { kind: 'require', stages: [stageOf('application-owner')], waivable: true };
const MANAGER: RuleEffect = { kind: 'require', stages: [stageOf('manager')], waivable: false };

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
      stages: [stageOf('manager'), stageOf('application-owner')],
      rules: ['a', 'b', 'c'],
    });
  });

  it('asks each stage in the strictest way that any rule asks for', () => {
    const ask = (id: string, stage: ApprovalStage): PolicyRule =>
      rule(id, { kind: 'require', stages: [stage], waivable: false });
    const decision = evaluatePolicy(
      policy(
        ask('a', stageOf('security', { quorum: 2, timeout: { hours: 16, then: 'decline' } })),
        ask('b', stageOf('security', { order: 2, timeout: { hours: 8, then: 'remind' } })),
        ask('c', stageOf('application-owner', { order: 3 })),
        ask('d', stageOf('group', { group: { id: 'g1', name: 'Leads' } })),
      ),
      facts(),
    );
    expect(decision.stages).toEqual([
      stageOf('group', { group: { id: 'g1', name: 'Leads' } }),
      stageOf('security', { quorum: 2, order: 2, timeout: { hours: 8, then: 'remind' } }),
      stageOf('application-owner', { order: 3 }),
    ]);
  });

  it('lets an auto-approve rule waive what may be waived, and nothing else', () => {
    const waiver = rule('auto', { kind: 'auto-approve' });
    expect(evaluatePolicy(policy(rule('owner', OWNER), waiver), facts())).toMatchObject({
      effect: 'auto-approve',
      rules: ['auto'],
    });
    expect(
      evaluatePolicy(policy(rule('owner', OWNER), rule('manager', MANAGER), waiver), facts()),
    ).toMatchObject({ effect: 'require-approval', stages: [{ kind: 'manager' }] });
  });

  it('never grants premium without a human approval', () => {
    const decision = evaluatePolicy(policy(rule('auto', { kind: 'auto-approve' })), facts({ premium: true }));
    expect(decision).toMatchObject({ effect: 'deny', rules: ['premium-needs-approval'] });
  });

  it('asks the owner about the fifty-first person of a day, and says why, whatever rule waives it', () => {
    const waived = policy(rule('auto', { kind: 'auto-approve' }), rule('owner', OWNER));
    expect(evaluatePolicy(waived, facts({ people: 50 })).effect).toBe('auto-approve');
    expect(evaluatePolicy(waived, facts({ people: 51 }))).toMatchObject({
      effect: 'require-approval',
      stages: [stageOf('application-owner')],
      rules: ['many-people-at-once'],
      reasons: ['Access for more than 50 people within a day needs approval from the application owner.'],
    });
  });

  it.each<[string, PolicyRule['when'], Partial<PolicyFacts>, boolean]>([
    ['its application', { applications: ['figma'] }, {}, true],
    ['another application', { applications: ['miro'] }, {}, false],
    ['its tier', { tiers: ['standard'] }, {}, true],
    ['another tier', { tiers: ['premium'] }, {}, false],
    ['premium only', { premium: true }, {}, false],
    ['its department in other letters', { departments: ['design'] }, {}, true],
    ['another kind of worker', { workerTypes: ['Contractor'] }, {}, false],
    ['its place', { locations: ['BERLIN'] }, {}, true],
    ['another place', { locations: ['Lisbon'] }, {}, false],
    ['somebody else asking', { onBehalf: true }, {}, false],
    ['somebody else who asks', { onBehalf: true }, { onBehalf: true }, true],
    ['its role', { roles: ['viewer'] }, {}, true],
    ['another role', { roles: ['Editor'] }, {}, false],
    ['a role, in a tier that has none', { roles: ['Viewer'] }, { role: NO_ROLE }, false],
    ['a risk', { risk: ['medium', 'high'] }, {}, true],
    ['another risk', { risk: ['high'] }, {}, false],
    ['as many people', { peopleMoreThan: 5 }, { people: 5 }, false],
    ['one person more', { peopleMoreThan: 5 }, { people: 6 }, true],
    ['long access', { longerThanDays: 90 }, { durationDays: 90 }, false],
    ['access that is a day longer', { longerThanDays: 90 }, { durationDays: 91 }, true],
    ['access with no end', { longerThanDays: 90 }, {}, true],
    ['a dearer seat', { dearerThan: { amount: '44.99', currency: 'EUR' } }, {}, true],
    ['a seat that costs as much', { dearerThan: { amount: '45', currency: 'EUR' } }, {}, false],
    [
      'a year’s price, by the month',
      { dearerThan: { amount: '45', currency: 'EUR' } },
      { prices: [{ amount: '540.01', currency: 'EUR', per: 'year' }] },
      true,
    ],
    ['a holder of an application', { holdsAny: ['miro'] }, { holds: ['miro/standard'] }, true],
    ['a holder of a tier', { holdsAny: ['miro/premium'] }, { holds: ['miro/standard'] }, false],
    ['a holder, by the whole key', { holdsAny: ['mir'] }, { holds: ['miro/standard'] }, false],
    ['an empty list', { applications: [] }, {}, false],
  ])('applies a rule about %s only where it is meant', (_what, when, changes, applies) => {
    const decision = evaluatePolicy(policy(rule('x', { kind: 'auto-approve' }, when)), facts(changes));
    expect(decision.effect).toBe(applies ? 'auto-approve' : 'deny');
  });

  it.each<[string, PolicyRule['when'], Partial<PolicyFacts>]>([
    ['a department', { departments: ['Design'] }, { department: null }],
    ['a place', { locations: ['Berlin'] }, { location: null }],
    ['a kind of worker', { workerTypes: ['Employee'] }, { workerType: null }],
    ['a role', { roles: ['Viewer'] }, { role: null }],
    ['a risk', { risk: ['high'] }, { risk: null }],
    ['a price', { dearerThan: { amount: '10', currency: 'EUR' } }, { prices: [] }],
    [
      'a price in another currency',
      { dearerThan: { amount: '10', currency: 'EUR' } },
      { prices: [{ amount: '1', currency: 'USD', per: 'month' }] },
    ],
    ['what cannot be read as an amount', { dearerThan: { amount: 'ten', currency: 'EUR' } }, {}],
  ])('lets a rule about %s that nobody knows forbid and require, but never allow', (_what, when, unknown) => {
    const say = (effect: RuleEffect): string =>
      evaluatePolicy(policy(rule('asks', effect, when)), facts(unknown)).effect;
    expect(say({ kind: 'auto-approve' })).toBe('deny');
    expect(say({ kind: 'forbid' })).toBe('deny');
    expect(say(MANAGER)).toBe('require-approval');
    const waived = policy(rule('owner', OWNER), rule('asks', { kind: 'auto-approve' }, when));
    expect(evaluatePolicy(waived, facts(unknown)).effect).toBe('require-approval');
    const forbidden = policy(rule('owner', OWNER), rule('asks', { kind: 'forbid' }, when));
    expect(evaluatePolicy(forbidden, facts(unknown))).toMatchObject({ effect: 'deny', rules: ['asks'] });
  });

  it('adds up what has to be shown to the strictest, and wants it of what a rule approves too', () => {
    const wants = (id: string, ...evidence: EvidenceRequirement[]): PolicyRule =>
      rule(id, { kind: 'require-evidence', evidence });
    const rules = [
      wants('a', { kind: 'justification', minCharacters: 20 }, { kind: 'training', name: 'GDPR' }),
      wants('b', { kind: 'justification', minCharacters: 80 }, { kind: 'training', name: 'gdpr' }),
      wants('c', { kind: 'change-ticket', projectKey: 'OPS' }),
    ];
    expect(evaluatePolicy(policy(...rules, rule('yes', { kind: 'auto-approve' })), facts())).toMatchObject({
      effect: 'auto-approve',
      evidence: [
        { kind: 'justification', minCharacters: 80 },
        { kind: 'change-ticket', projectKey: 'OPS' },
        { kind: 'training', name: 'GDPR' },
      ],
      rules: ['a', 'b', 'c', 'yes'],
    });
    expect(evaluatePolicy(policy(...rules), facts())).toMatchObject({ effect: 'deny', evidence: [] });
  });

  it.each([
    ['See OPS-12 and OPS-13', 'OPS-12'],
    ['see ops-7.', 'OPS-7'],
    ['DEVOPS-12, X-OPS-1, OPS-0, OPS-12A, OPS', undefined],
    ['https://site.example/browse/OPS-3', 'OPS-3'],
  ])('finds in “%s” the ticket %s of OPS', (text, key) => {
    expect(ticketNamedIn(text, 'OPS')).toBe(key);
  });

  it('makes an exception only with its approver and until its end, whatever rule approves the rest', () => {
    const exception: RuleEffect = {
      kind: 'exception',
      of: 'mfa',
      approver: 'managers-manager',
      maxDays: 30,
    };
    const review: RuleEffect = { kind: 'exception', of: 'access-review', approver: 'manager', maxDays: 90 };
    const decision = evaluatePolicy(
      policy(rule('auto', { kind: 'auto-approve' }), rule('review', review), rule('no-mfa', exception)),
      facts(),
    );
    expect(decision).toMatchObject({
      effect: 'require-approval',
      stages: [stageOf('manager'), stageOf('managers-manager')],
      maxDays: 30,
      exceptions: ['mfa', 'access-review'],
      rules: ['no-mfa', 'review'],
    });
    expect(evaluatePolicy(policy(rule('owner', OWNER)), facts()).exceptions).toEqual([]);
  });

  it('limits the duration to the shortest of all limits, and a limit alone allows nothing', () => {
    const limits = [
      rule('quarter', { kind: 'limit-duration', maxDays: 90 }),
      rule('month', { kind: 'limit-duration', maxDays: 30 }),
    ];
    expect(evaluatePolicy(policy(...limits, rule('owner', OWNER)), facts())).toMatchObject({
      effect: 'require-approval',
      maxDays: 30,
      rules: ['month', 'owner', 'quarter'],
    });
    expect(evaluatePolicy(policy(...limits), facts())).toMatchObject({
      effect: 'deny',
      rules: ['default-deny'],
    });
  });

  it('keeps two entitlements apart that one person must not hold', () => {
    const apart = rule('apart', { kind: 'forbid' }, { applications: ['payroll'], holdsAny: ['payments'] });
    const ask = (holds: string[]): string =>
      evaluatePolicy(policy(apart, rule('owner', OWNER)), facts({ applicationKey: 'payroll', holds })).effect;
    expect(ask([])).toBe('require-approval');
    expect(ask(['payments/standard'])).toBe('deny');
  });

  it('starts with the owner for standard, and manager and owner for premium', () => {
    expect(evaluatePolicy(STARTER_POLICY, facts()).stages).toEqual([stageOf('application-owner')]);
    expect(evaluatePolicy(STARTER_POLICY, facts({ premium: true })).stages).toEqual([
      stageOf('manager'),
      stageOf('application-owner'),
    ]);
  });
});

/** Whether a stage is among those asked for, at least as strictly. */
const isAskedFor = (stage: ApprovalStage, stages: readonly ApprovalStage[]): boolean =>
  stages.some(
    (other) =>
      stageKey(other) === stageKey(stage) &&
      other.quorum >= stage.quorum &&
      other.order >= stage.order &&
      (stage.timeout === null || (other.timeout !== null && other.timeout.hours <= stage.timeout.hours)),
  );

const anyTimeout = fc.option(
  fc.record({
    hours: fc.integer({ min: 1, max: 80 }),
    then: fc.constantFrom(...TIMEOUT_ACTIONS),
  }),
);
const anyStage: fc.Arbitrary<ApprovalStage> = fc
  .record({
    stage: fc.constantFrom(
      stageOf('manager'),
      stageOf('managers-manager'),
      stageOf('application-owner'),
      stageOf('security'),
      stageOf('group', { group: { id: 'g1', name: 'Leads' } }),
      stageOf('group', { group: { id: 'g2', name: 'Finance' } }),
      stageOf('people', { people: ['a', 'b', 'c'] }),
    ),
    quorum: fc.integer({ min: 1, max: 3 }),
    order: fc.integer({ min: 1, max: 3 }),
    timeout: anyTimeout,
  })
  .map(({ stage, ...rest }) => ({ ...stage, ...rest }));
const anyEvidence: fc.Arbitrary<EvidenceRequirement> = fc.oneof(
  fc.record({
    kind: fc.constant('justification' as const),
    minCharacters: fc.integer({ min: 1, max: 200 }),
  }),
  fc.record({ kind: fc.constant('change-ticket' as const), projectKey: fc.constantFrom('OPS', 'SEC') }),
  fc.record({
    kind: fc.constant('training' as const),
    name: fc.constantFrom('Security', 'security', 'GDPR'),
  }),
);
const anyRequirement = (waivable: boolean): fc.Arbitrary<RuleEffect> =>
  fc.record({
    kind: fc.constant('require' as const),
    stages: fc.uniqueArray(anyStage, { minLength: 1, maxLength: 4, selector: stageKey }),
    waivable: fc.constant(waivable),
  });
// One forbid outweighs all else and one approval by rule nothing, so they are weighed against each other: each outcome
// has to come often enough for the properties to say something about it.
const anyEffect = fc.oneof<fc.WeightedArbitrary<RuleEffect>[]>(
  { weight: 2, arbitrary: fc.constant({ kind: 'forbid' }) },
  { weight: 24, arbitrary: fc.constant({ kind: 'auto-approve' }) },
  { weight: 3, arbitrary: anyRequirement(false) },
  { weight: 5, arbitrary: anyRequirement(true) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('require-evidence' as const),
      evidence: fc.array(anyEvidence, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('exception' as const),
      of: fc.constantFrom(...CONTROLS),
      approver: fc.constantFrom(...EXCEPTION_APPROVERS),
      maxDays: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('limit-duration' as const),
      maxDays: fc.integer({ min: 1, max: 400 }),
    }),
  },
);
const anyCondition = fc.oneof<fc.Arbitrary<PolicyRule['when']>[]>(
  fc.record({ applications: fc.array(fc.constantFrom('figma', 'miro')) }),
  fc.record({ tiers: fc.array(fc.constantFrom('standard', 'premium')) }),
  fc.record({ premium: fc.boolean() }),
  fc.record({ roles: fc.array(fc.constantFrom('Viewer', 'Editor')) }),
  fc.record({ risk: fc.array(fc.constantFrom('low' as const, 'high' as const)) }),
  fc.record({ departments: fc.array(fc.constantFrom('Design', 'Sales')) }),
  fc.record({ locations: fc.array(fc.constantFrom('Berlin', 'Lisbon')) }),
  fc.record({ workerTypes: fc.array(fc.constantFrom('Employee', 'Contractor')) }),
  fc.record({ onBehalf: fc.boolean() }),
  fc.record({ peopleMoreThan: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ longerThanDays: fc.integer({ min: 1, max: 400 }) }),
  fc.record({
    dearerThan: fc.record({
      amount: fc.constantFrom('10', '45.00', '99.5'),
      currency: fc.constantFrom('EUR', 'USD'),
    }),
  }),
  fc.record({ holdsAny: fc.array(fc.constantFrom('figma', 'miro/premium', 'slack')) }),
);
// each condition halves the chance that a rule applies
const anyWhen = fc
  .array(anyCondition, { maxLength: 2 })
  .map((conditions) => conditions.reduce<PolicyRule['when']>((all, one) => ({ ...all, ...one }), {}));
const someRules = fc.record({ effect: anyEffect, when: anyWhen });
const anyRules = fc
  .oneof(
    { weight: 1, arbitrary: fc.array(someRules, { maxLength: 1 }) },
    { weight: 19, arbitrary: fc.array(someRules, { minLength: 2, maxLength: 8 }) },
  )
  .map((rules) => rules.map(({ effect, when }, index) => rule(`r${index}`, effect, when)));
const anyFacts = fc.record({
  applicationKey: fc.constantFrom('figma', 'miro'),
  tierKey: fc.constantFrom('standard', 'premium'),
  premium: fc.constantFrom(false, false, false, false, false, true),
  role: fc.constantFrom('Viewer', 'Editor', NO_ROLE, null),
  risk: fc.constantFrom('low' as const, 'high' as const, null),
  people: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 80 })),
  department: fc.constantFrom('Design', 'Sales', null),
  location: fc.constantFrom('Berlin', 'Lisbon', null),
  workerType: fc.constantFrom('Employee', 'Contractor', null),
  onBehalf: fc.boolean(),
  durationDays: fc.option(fc.integer({ min: 1, max: 400 })),
  prices: anyPrices,
  holds: fc.subarray(['figma/standard', 'miro/premium', 'slack/standard']),
});

/** What a decision names when it comes from no rule of the policy. */
const BUILT_IN = ['default-deny', 'premium-needs-approval', 'many-people-at-once'];
// a wrong rule often shows in one request of a hundred
const RUNS = { numRuns: 400 };
const STRICTNESS = { 'auto-approve': 0, 'require-approval': 1, deny: 2 };

describe('for every policy and every request', () => {
  it('about a third of each outcome is drawn, each of them for every reason that it can have', () => {
    const outcomes = new Map<string, number>();
    const reasons = new Map<string, number>();
    const count = (counts: Map<string, number>, what: string): unknown =>
      counts.set(what, (counts.get(what) ?? 0) + 1);
    // as the properties below draw: a hundred each, from a seed of its own
    for (let seed = 0; seed < 20; seed++)
      for (const [rules, request] of fc.sample(fc.tuple(anyRules, anyFacts), { seed, numRuns: 100 })) {
        const { effect, rules: decisive } = evaluatePolicy(policy(...rules), request);
        count(outcomes, effect);
        count(reasons, `${effect}: ${BUILT_IN.find((id) => decisive.includes(id)) ?? 'rules'}`);
      }
    const rare = (counts: Map<string, number>, share: number): unknown[] =>
      [...counts].filter(([, times]) => times < share * 2_000);
    expect([...outcomes.keys()].sort()).toEqual(['auto-approve', 'deny', 'require-approval']);
    expect(rare(outcomes, 0.3)).toEqual([]);
    expect([...reasons.keys()].sort()).toEqual([
      'auto-approve: rules',
      'deny: default-deny',
      'deny: premium-needs-approval',
      'deny: rules',
      'require-approval: many-people-at-once',
      'require-approval: rules',
    ]);
    expect(rare(reasons, 0.04)).toEqual([]);
  });

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
      RUNS,
    );
  });

  it('adding a forbid never allows more, and adding a requirement never needs less', () => {
    const extra = fc.oneof(
      fc.constant<RuleEffect>({ kind: 'forbid' }),
      fc.constant<RuleEffect>({ kind: 'require', stages: [stageOf('manager')], waivable: false }),
      fc.constant<RuleEffect>({ kind: 'require', stages: [stageOf('application-owner')], waivable: true }),
      fc.constant<RuleEffect>({
        kind: 'require-evidence',
        evidence: [{ kind: 'justification', minCharacters: 80 }],
      }),
      fc.constant<RuleEffect>({ kind: 'exception', of: 'mfa', approver: 'managers-manager', maxDays: 30 }),
      fc.constant<RuleEffect>({ kind: 'limit-duration', maxDays: 14 }),
    );
    fc.assert(
      fc.property(anyRules, anyFacts, extra, anyWhen, (rules, request, effect, when) => {
        const before = evaluatePolicy(policy(...rules), request);
        const after = evaluatePolicy(policy(...rules, rule('extra', effect, when)), request);
        // a requirement may turn a default deny into a possible approval; it permits, under a condition
        const permits =
          before.effect === 'deny' && (effect.kind === 'require' || effect.kind === 'exception');
        if (!permits) expect(STRICTNESS[after.effect]).toBeGreaterThanOrEqual(STRICTNESS[before.effect]);
        if (after.effect === 'require-approval')
          expect(before.stages.every((stage) => isAskedFor(stage, after.stages))).toBe(true);
        expect(after.effect === 'auto-approve' && before.effect !== 'auto-approve').toBe(false);
        const appliesToAll = Object.keys(when).length === 0;
        if (appliesToAll && effect.kind === 'forbid') expect(after.effect).toBe('deny');
        if (after.effect !== 'deny' && before.effect !== 'deny') {
          const added = appliesToAll && effect.kind === 'require-evidence' ? effect.evidence : [];
          const wanted = strictestEvidence([...before.evidence, ...added]);
          expect(strictestEvidence([...wanted, ...after.evidence])).toEqual(after.evidence);
        }
        if (after.effect !== 'deny' && before.maxDays !== null)
          expect(after.maxDays).toBeLessThanOrEqual(before.maxDays);
      }),
      RUNS,
    );
  });

  it('rules about other applications change nothing', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, anyEffect, anyWhen, (rules, request, effect, when) => {
        const others = Array.from({ length: 70 }, (_, index) =>
          rule(`other${index}`, effect, { ...when, applications: [`other-${index}`] }),
        );
        expect(evaluatePolicy(policy(...others, ...rules), request)).toEqual(
          evaluatePolicy(policy(...rules), request),
        );
      }),
      RUNS,
    );
  });

  it('what was decided before changes nothing', () => {
    fc.assert(
      fc.property(anyRules, fc.array(anyFacts), anyFacts, (rules, earlier, request) => {
        const compiled = compilePolicy(policy(...rules));
        for (const other of earlier) decide(compiled, other);
        expect(decide(compiled, request)).toEqual(evaluatePolicy(policy(...rules), request));
      }),
      RUNS,
    );
  });

  it('to know less never allows more', () => {
    const unknown = fc.subarray(['role', 'risk', 'department', 'location', 'workerType', 'prices'] as const);
    fc.assert(
      fc.property(anyRules, anyFacts, unknown, (rules, request, forgotten) => {
        const less = {
          ...request,
          ...Object.fromEntries(forgotten.map((name) => [name, name === 'prices' ? [] : null])),
        };
        const before = evaluatePolicy(policy(...rules), request);
        const after = evaluatePolicy(policy(...rules), less);
        // what was denied for want of a rule may become a question to people, never a grant
        if (before.effect !== 'deny')
          expect(STRICTNESS[after.effect]).toBeGreaterThanOrEqual(STRICTNESS[before.effect]);
        expect(before.effect !== 'auto-approve' && after.effect === 'auto-approve').toBe(false);
      }),
      RUNS,
    );
  });

  it('premium is never approved by rule', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (rules, request) => {
        expect(evaluatePolicy(policy(...rules), { ...request, premium: true }).effect).not.toBe(
          'auto-approve',
        );
      }),
      RUNS,
    );
  });

  it('an exception to a control is never granted without a manager and an end, and always says so', () => {
    const exception: RuleEffect = { kind: 'exception', of: 'mfa', approver: 'manager', maxDays: 30 };
    fc.assert(
      fc.property(anyRules, anyFacts, anyWhen, fc.boolean(), (rules, request, when, isSure) => {
        const added = rule('exception', exception, isSure ? {} : when);
        const decision = evaluatePolicy(policy(...rules, added), request);
        if (decision.effect === 'deny') return;
        if (isSure) expect(decision.exceptions).toContain('mfa');
        if (decision.exceptions.length === 0) return;
        expect(decision.effect).toBe('require-approval');
        expect(decision.stages.some(({ kind }) => kind === 'manager' || kind === 'managers-manager')).toBe(
          true,
        );
        expect(decision.maxDays).not.toBeNull();
      }),
      RUNS,
    );
  });

  it('many people at once never get anything without the application owner', () => {
    const many = fc.integer({ min: PEOPLE_AT_ONCE + 1, max: 1_000 });
    fc.assert(
      fc.property(anyRules, anyFacts, many, (rules, request, people) => {
        const decision = evaluatePolicy(policy(...rules), { ...request, people });
        if (decision.effect === 'deny') return;
        expect(decision).toMatchObject({ effect: 'require-approval' });
        expect(decision.stages.map(stageKey)).toContain('application-owner');
        expect(decision.rules).toContain('many-people-at-once');
        expect(decision.rules).toEqual([...decision.rules].sort());
      }),
      RUNS,
    );
  });

  it('the decision names rules that exist, or says that none does', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (rules, request) => {
        const decision = evaluatePolicy(policy(...rules), request);
        const known = [...rules.map(({ id }) => id), ...BUILT_IN];
        expect(decision.rules.length).toBeGreaterThan(0);
        expect(decision.rules.every((id) => known.includes(id))).toBe(true);
        expect(decision.reasons).toHaveLength(decision.rules.length);
      }),
      RUNS,
    );
  });
});
