import fc from 'fast-check';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import type { PolicyRule } from '../../../src/policy/rules/policy';
import { applyDiff, diffRules, policyDigest } from '../../../src/policy/rules/policy-diff';
import {
  openDraft,
  readVersions,
  stateAt,
  versionInForce,
  type PolicyStep,
} from '../../../src/policy/rules/policy-version';
import { approvalObstacle } from '../../../src/policy/rules/policy-approval';

const key = fc.constantFrom('figma', 'miro', 'slack');
const optional = <T>(name: string, value: fc.Arbitrary<T>): fc.Arbitrary<object> =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [name]: given }));
const rule: fc.Arbitrary<PolicyRule> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    description: fc.constantFrom('One.', 'Two.'),
    when: fc
      .tuple(
        optional('applications', fc.uniqueArray(key, { minLength: 1 })),
        optional('premium', fc.boolean()),
        optional('longerThanDays', fc.integer({ min: 1, max: 5 })),
        optional(
          'dearerThan',
          fc.record({ amount: fc.constantFrom('1', '2'), currency: fc.constant('EUR') }),
        ),
      )
      .map((parts): PolicyRule['when'] => Object.assign({}, ...parts) as PolicyRule['when']),
    effect: fc.constantFrom<PolicyRule['effect']>(
      { kind: 'forbid' },
      { kind: 'auto-approve' },
      { kind: 'limit-duration', maxDays: 30 },
      { kind: 'limit-duration', maxDays: 60 },
    ),
  })
  .map((made) => made);
const rules = fc.uniqueArray(rule, { selector: ({ id }) => id });
const sorted = (some: readonly PolicyRule[]): PolicyRule[] =>
  [...some].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('the difference between two policies', () => {
  it('is nothing between a policy and itself, in whatever order', () => {
    fc.assert(
      fc.property(rules, (a) => {
        expect(diffRules(a, [...a].reverse())).toEqual([]);
        expect(policyDigest(a)).toBe(policyDigest([...a].reverse()));
      }),
    );
  });

  it('makes the second of the first, and is empty exactly when both say the same', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        const changes = diffRules(a, b);
        expect(sorted(applyDiff(a, changes))).toEqual(sorted(b));
        expect(changes.length === 0).toBe(policyDigest(a) === policyDigest(b));
      }),
    );
  });

  it('names every part of a rule that differs, and no other', () => {
    const before: PolicyRule = {
      id: 'a',
      description: 'Same.',
      when: { applications: ['miro'], premium: true },
      effect: { kind: 'limit-duration', maxDays: 30 },
    };
    const after: PolicyRule = {
      ...before,
      when: { applications: ['miro'], departments: ['Sales'] },
      effect: { kind: 'limit-duration', maxDays: 60 },
    };
    expect(diffRules([before], [after])).toMatchObject([
      {
        kind: 'changed',
        fields: [
          { field: 'effect.maxDays', before: 30, after: 60 },
          { field: 'when.premium', before: true, after: undefined },
          { field: 'when.departments', before: undefined, after: ['Sales'] },
        ],
      },
    ]);
  });
});

const step = (changes: Partial<PolicyStep>): PolicyStep => ({
  version: 1,
  step: 1,
  kind: 'edited',
  byId: 'ann',
  at: 0,
  digest: 'd',
  rules: 1,
  effectiveFrom: null,
  note: '',
  ...changes,
});

describe('the version in force', () => {
  const life = fc.record({
    end: fc.oneof(
      { weight: 2, arbitrary: fc.constant('approved') },
      fc.constantFrom('draft', 'proposed', 'rejected', 'withdrawn', 'approved-withdrawn'),
    ),
    effectiveFrom: fc.integer({ min: 0, max: 20 }),
  });
  const stepsOf = (version: number, { end, effectiveFrom }: { end: string; effectiveFrom: number }) => {
    const edited = step({ version });
    const proposed = step({ version, step: 2, kind: 'proposed' });
    const approved = step({ version, step: 3, kind: 'approved', byId: 'bea', effectiveFrom });
    switch (end) {
      case 'draft':
        return [edited];
      case 'proposed':
        return [edited, proposed];
      case 'rejected':
        return [edited, proposed, step({ version, step: 3, kind: 'rejected', byId: 'bea' })];
      case 'withdrawn':
        return [edited, step({ version, step: 2, kind: 'withdrawn' })];
      case 'approved':
        return [edited, proposed, approved];
      default:
        return [edited, proposed, approved, step({ version, step: 4, kind: 'withdrawn' })];
    }
  };

  it('is the approved one that began last, whatever else there is and in whatever order the steps come', () => {
    fc.assert(
      fc.property(
        fc.array(life, { maxLength: 8 }),
        fc.integer({ min: -1, max: 21 }),
        fc.infiniteStream(fc.nat()),
        (lives, at, shuffle) => {
          const steps = lives.flatMap((one, index) => stepsOf(index + 1, one));
          const mixed = steps
            .map((one) => ({ one, place: Number(shuffle.next().value) }))
            .sort((a, b) => a.place - b.place)
            .map(({ one }) => one);
          const begun = lives
            .map(({ end, effectiveFrom }, index) => ({ end, effectiveFrom, version: index + 1 }))
            .filter(({ end, effectiveFrom }) => end === 'approved' && effectiveFrom <= at)
            .sort((a, b) => b.effectiveFrom - a.effectiveFrom || b.version - a.version);
          const versions = readVersions(mixed);
          const inForce = versionInForce(versions, at);
          expect(inForce).toBe(begun[0]?.version ?? 0);
          for (const version of versions) {
            const isLater = version.state === 'approved' && (version.effectiveFrom ?? 0) > at;
            expect(stateAt(version, inForce, at) === 'scheduled').toBe(isLater);
            expect(stateAt(version, inForce, at) === 'in-force').toBe(version.version === inForce);
          }
        },
      ),
    );
  });

  it('is never a draft, and only the newest version is open to work', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 5 }), (lives) => {
        const versions = readVersions(lives.flatMap((one, index) => stepsOf(index + 1, one)));
        const last = lives.at(-1)?.end;
        expect(openDraft(versions) !== undefined).toBe(last === 'draft' || last === 'proposed');
      }),
    );
  });

  it('is approved by nobody who edited or proposed it, whoever they are', () => {
    const author: fc.Arbitrary<string> = fc.constantFrom('ann', 'bea', 'cem');
    const person = fc.constantFrom('ann', 'bea', 'cem', 'dan', 'eve');
    // few rules, most of them about the owner's applications: else no change is ever theirs alone
    const about = fc.uniqueArray(fc.constantFrom('figma', 'miro', 'figma', 'miro', 'slack'), {
      maxLength: 2,
    });
    const some = fc.uniqueArray(
      fc
        .tuple(rule, fc.option(about, { nil: undefined }))
        .map(([one, applications]) => ({ ...one, when: { ...one.when, applications } })),
      { selector: ({ id }) => id, maxLength: 2 },
    );
    fc.assert(
      fc.property(fc.array(author, { minLength: 1 }), person, some, some, (authors, approver, a, b) => {
        const [draft] = readVersions(authors.map((byId, index) => step({ step: index + 1, byId })));
        if (!draft) throw new Error('there is a draft');
        const changes = diffRules(a, b);
        const byAdministrator = approvalObstacle(draft, changes, approver, { kind: 'administrator' });
        expect(byAdministrator).toBe(authors.includes(approver) ? 'author' : undefined);
        const byOwner = approvalObstacle(draft, changes, approver, {
          kind: 'owner',
          applicationKeys: ['miro', 'figma'],
        });
        const isTheirs =
          changes.length > 0 &&
          [...a, ...b]
            .filter(({ id }) => changes.some((change) => change.id === id))
            .every(
              ({ when }) =>
                when.applications?.length !== 0 &&
                (when.applications?.every((name) => name !== 'slack') ?? false),
            );
        expect(byOwner === undefined).toBe(isTheirs && !authors.includes(approver));
      }),
    );
  });
});

describe('a moment in a time zone', () => {
  it('is when the clocks there show it, on days of summer time too', () => {
    expect(momentIn('Europe/Berlin', '2026-11-23', '09:00')).toBe(Date.UTC(2026, 10, 23, 8));
    expect(momentIn('Europe/Berlin', '2026-07-01', '09:00')).toBe(Date.UTC(2026, 6, 1, 7));
    expect(momentIn('America/Chicago', '2026-03-08', '23:30')).toBe(Date.UTC(2026, 2, 9, 4, 30));
    expect(momentIn('Pacific/Auckland', '2026-09-27', '00:30')).toBe(Date.UTC(2026, 8, 26, 12, 30));
    expect(momentIn('Asia/Kathmandu', '2026-01-01', '00:00')).toBe(Date.UTC(2025, 11, 31, 18, 15));
    expect(momentIn('UTC', '2026-13-01', '00:00')).toBeNaN();
  });

  it('is shown by those clocks as it was meant, for every minute that they show', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/Chicago', 'Pacific/Auckland', 'Asia/Kathmandu');
    const anyTime = fc
      .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) })
      .map((at) => at - (at % 60_000));
    fc.assert(
      fc.property(zone, anyTime, (timeZone, at) => {
        const shown = (moment: number): string =>
          new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
            moment,
          );
        const [date = '', time = ''] = shown(at).split(' ');
        expect(shown(momentIn(timeZone, date, time))).toBe(shown(at));
      }),
    );
  });
});
