import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import {
  delegationProblem,
  delegationState,
  LONGEST_DELEGATION,
  type Delegation,
} from '../../../src/approvals/rules/delegation';
import { effectiveApprover, passedOverText } from '../../../src/approvals/rules/effective-approver';

const NOW = Date.UTC(2026, 10, 23, 8);

const aDelegation = (changes: Partial<Delegation> = {}): Delegation => ({
  id: 'd1',
  delegatorId: 'leo',
  delegateIds: ['ana'],
  from: NOW - DAY,
  until: NOW + 7 * DAY,
  applications: null,
  createdAt: NOW - 2 * DAY,
  endedAt: null,
  ...changes,
});

const everybody = new Set(['ana', 'kim', 'sam', 'leo', 'priya']);
interface Circumstances {
  readonly approver?: string;
  readonly application?: string;
  readonly now?: number;
  readonly excluded?: readonly string[];
  readonly active?: ReadonlySet<string>;
  readonly away?: readonly string[];
}

const asked = (
  delegations: readonly Delegation[],
  {
    approver = 'leo',
    application = 'figma',
    now = NOW,
    excluded = [],
    active = everybody,
    away = [],
  }: Circumstances = {},
): ReturnType<typeof effectiveApprover> =>
  effectiveApprover(
    approver,
    application,
    now,
    { delegations, activeIds: active, awayIds: new Set(away) },
    new Set(excluded),
  );

describe('an approver who is away', () => {
  it('is stood in for by the first delegate, and the answer says for whom and until when', () => {
    expect(asked([aDelegation({ delegateIds: ['ana', 'kim'] })])).toEqual({
      approverId: 'ana',
      onBehalfOf: 'leo',
      until: NOW + 7 * DAY,
      passedOver: [],
    });
  });

  it('is stood in for by the next one when the first has a part in the request or has left', () => {
    const delegation = aDelegation({ delegateIds: ['sam', 'max', 'kim'] });
    expect(asked([delegation], { excluded: ['sam'] })).toMatchObject({
      approverId: 'kim',
      onBehalfOf: 'leo',
      passedOver: [
        { delegateId: 'sam', reason: 'has-a-part' },
        { delegateId: 'max', reason: 'not-active' },
      ],
    });
  });

  it('is stood in for by the next one when the first is away too', () => {
    const delegation = aDelegation({ delegateIds: ['ana', 'kim'] });
    expect(asked([delegation], { away: ['ana'] })).toMatchObject({
      approverId: 'kim',
      passedOver: [{ delegateId: 'ana', reason: 'away' }],
    });
    const { approverId, passedOver } = asked([delegation], { away: ['ana', 'kim'] });
    expect([approverId, passedOverText(passedOver)]).toEqual(['leo', 'each delegate is away too']);
  });

  it('stays asked when no delegate may decide, and the answer says why', () => {
    const answer = asked([aDelegation({ delegateIds: ['sam'] })], { excluded: ['sam'] });
    expect(answer).toMatchObject({ approverId: 'leo', onBehalfOf: null });
    expect(passedOverText(answer.passedOver)).toBe('the delegate has another role in this request');
    const both = asked([aDelegation({ delegateIds: ['sam', 'max'] })], { excluded: ['sam'] });
    expect(passedOverText(both.passedOver)).toBe(
      'each delegate has another role in this request or is no longer active',
    );
    expect(passedOverText([])).toBeNull();
  });

  it('is asked in person before the first day, after the last, once it was ended, and for other applications', () => {
    const delegation = aDelegation({ applications: ['miro'] });
    expect(asked([delegation]).approverId).toBe('leo');
    expect(asked([delegation], { application: 'miro' }).approverId).toBe('ana');
    expect(asked([aDelegation()], { now: NOW - DAY - 1 }).approverId).toBe('leo');
    expect(asked([aDelegation()], { now: NOW - DAY }).approverId).toBe('ana');
    expect(asked([aDelegation()], { now: NOW + 7 * DAY }).approverId).toBe('leo');
    expect(asked([aDelegation({ endedAt: NOW })]).approverId).toBe('leo');
    expect(delegationState(aDelegation({ from: NOW + DAY, endedAt: NOW - 1 }), NOW)).toBe('over');
  });

  it('does not chain: the delegate of a delegate is never asked', () => {
    const chain = [
      aDelegation(),
      aDelegation({ id: 'd2', delegatorId: 'ana', delegateIds: ['kim'] }),
      aDelegation({ id: 'd3', delegatorId: 'kim', delegateIds: ['leo'] }),
    ];
    expect(asked(chain)).toMatchObject({ approverId: 'ana', onBehalfOf: 'leo' });
    expect(asked(chain, { excluded: ['ana'] })).toMatchObject({ approverId: 'leo', onBehalfOf: null });
  });
});

const people: fc.Arbitrary<string> = fc.constantFrom('leo', 'ana', 'kim', 'sam', 'priya');
/** Who is away, for the most part. */
const approvers: fc.Arbitrary<string> = fc.oneof({ weight: 4, arbitrary: fc.constant('leo') }, people);
const mostPeople: fc.Arbitrary<string[]> = fc.subarray(['leo', 'ana', 'kim', 'sam', 'priya'], {
  minLength: 3,
});
const fewPeople: fc.Arbitrary<string[]> = fc.subarray(['leo', 'ana', 'kim', 'sam', 'priya'], {
  maxLength: 2,
});
const delegations = fc.array(
  fc
    .record({
      id: fc.uuid(),
      delegatorId: approvers,
      delegateIds: fc.uniqueArray(people, { minLength: 1, maxLength: 4 }),
      start: fc.integer({ min: -10, max: 3 }),
      days: fc.integer({ min: 1, max: 20 }),
      applications: fc.option(fc.subarray(['figma', 'miro'], { minLength: 1 })),
      endedAt: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        fc.integer({ min: -10, max: 10 }).map((day) => NOW + day * DAY),
      ),
      createdAt: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ start, days, ...rest }) => ({
      ...rest,
      from: NOW + start * DAY,
      until: NOW + (start + days) * DAY,
    })),
  { minLength: 1, maxLength: 6 },
);

describe('whatever the delegations', () => {
  it('nobody is asked who has another part, is not active, or is the approver’s delegate by no delegation in force', () => {
    fc.assert(
      fc.property(delegations, approvers, fewPeople, mostPeople, (all, approver, excluded, active) => {
        const answer = asked(all, { approver, excluded, active: new Set(active) });
        if (answer.onBehalfOf === null) {
          expect(answer.approverId).toBe(approver);
          return;
        }
        expect(answer.onBehalfOf).toBe(approver);
        expect(answer.approverId).not.toBe(approver);
        expect(excluded).not.toContain(answer.approverId);
        expect(active).toContain(answer.approverId);
        const isByDelegation = all.some(
          (one) =>
            one.delegatorId === approver &&
            one.delegateIds.includes(answer.approverId) &&
            delegationState(one, NOW) === 'active' &&
            (one.applications === null || one.applications.includes('figma')),
        );
        expect(isByDelegation).toBe(true);
      }),
    );
  });

  it('the answer does not depend on the order in which they are read, nor on delegations of others', () => {
    fc.assert(
      fc.property(delegations, approvers, (all, approver) => {
        const own = all.filter(({ delegatorId }) => delegatorId === approver);
        expect(asked([...all].reverse(), { approver })).toEqual(asked(all, { approver }));
        expect(asked(own, { approver })).toEqual(asked(all, { approver }));
      }),
    );
  });
});

describe('a delegation that somebody wants to make', () => {
  const problem = (changes: Partial<Delegation>, own: readonly Delegation[] = []): string | null =>
    delegationProblem(
      aDelegation({ id: 'new', from: NOW, createdAt: NOW, ...changes }),
      own,
      new Set([...everybody]),
    );

  it('is fine with one or several active delegates for some days ahead', () => {
    expect(problem({})).toBeNull();
    expect(problem({ delegateIds: ['kim', 'ana'], applications: ['figma'] })).toBeNull();
    expect(problem({ until: NOW + LONGEST_DELEGATION })).toBeNull();
  });

  it.each([
    [{ delegateIds: [] }, /Choose at least one delegate/],
    [{ delegateIds: ['ana', 'leo'] }, /your own delegate/],
    [{ delegateIds: ['ana', 'ana'] }, /the same delegate twice/],
    [{ delegateIds: ['max'] }, /must be an active colleague/],
    [{ applications: [] }, /at least one application/],
    [{ until: NOW }, /The last day is before the first day/],
    [{ from: NOW - 2 * DAY, until: NOW - DAY }, /The last day is in the past/],
    [{ until: NOW + LONGEST_DELEGATION + 1 }, /at most 180 days/],
    [{ from: NOW + 366 * DAY, until: NOW + 367 * DAY }, /at most one year from now/],
  ])('is refused with the reason: %j', (changes, reason) => {
    expect(problem(changes)).toMatch(reason);
  });

  it('may not overlap another of the same person for the same application, and may touch it', () => {
    const own = aDelegation({ from: NOW + 2 * DAY, until: NOW + 4 * DAY, applications: ['figma', 'miro'] });
    const days = { from: NOW + 3 * DAY, until: NOW + 9 * DAY };
    expect(problem(days, [own])).toMatch(/for some of these days/);
    expect(problem({ ...days, applications: ['miro', 'slack'] }, [own])).toMatch(/already/);
    expect(problem({ ...days, applications: ['slack'] }, [own])).toBeNull();
    expect(problem({ from: NOW + 4 * DAY, until: NOW + 9 * DAY }, [own])).toBeNull();
    expect(problem({ until: NOW + 2 * DAY }, [own])).toBeNull();
    expect(problem(days, [{ ...own, endedAt: NOW }])).toBeNull();
  });
});
