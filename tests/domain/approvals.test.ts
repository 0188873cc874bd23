import fc from 'fast-check';
import type { ApprovalAssignment, TicketApproval } from '../../src/domain/approval/approval';
import { assignApprovers } from '../../src/domain/approval/assign-approvers';
import { noVotesYet, outcomeOf, readVotes, type VoteBinding } from '../../src/domain/approval/read-votes';

const STAGES = ['manager', 'application-owner'] as const;
const NOBODY = { manager: [], 'managers-manager': [], 'application-owner': [] };

describe('assigning approvers', () => {
  it('takes the first candidate of each stage', () => {
    expect(
      assignApprovers(STAGES, { ...NOBODY, manager: ['m'], 'application-owner': ['o', 'b'] }, new Set()),
    ).toEqual({
      ok: true,
      assignments: [
        { stage: 'manager', approverId: 'm' },
        { stage: 'application-owner', approverId: 'o' },
      ],
    });
  });

  it('gives a person who could do both the stage that nobody else can', () => {
    const result = assignApprovers(
      ['application-owner', 'manager'],
      { ...NOBODY, manager: ['p'], 'application-owner': ['p', 'b'] },
      new Set(),
    );
    expect(result).toMatchObject({
      ok: true,
      assignments: [
        { stage: 'application-owner', approverId: 'b' },
        { stage: 'manager', approverId: 'p' },
      ],
    });
  });

  it('names the stages that nobody is left for', () => {
    expect(assignApprovers(STAGES, { ...NOBODY, 'application-owner': ['o'] }, new Set(['o']))).toEqual({
      ok: false,
      unassigned: ['manager', 'application-owner'],
    });
    expect(
      assignApprovers(STAGES, { ...NOBODY, manager: ['p'], 'application-owner': ['p'] }, new Set()),
    ).toEqual({
      ok: false,
      unassigned: ['application-owner'],
    });
  });

  it('for any candidates finds distinct people outside the excluded ones, or says that it cannot', () => {
    const people = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    fc.assert(
      fc.property(people, people, people, (managers, owners, excluded) => {
        const result = assignApprovers(
          STAGES,
          { ...NOBODY, manager: managers, 'application-owner': owners },
          new Set(excluded),
        );
        const possible = managers.some(
          (m) => !excluded.includes(m) && owners.some((o) => o !== m && !excluded.includes(o)),
        );
        expect(result.ok).toBe(possible);
        if (!result.ok) return;
        const [manager, owner] = result.assignments.map(({ approverId }) => approverId);
        expect(manager).not.toBe(owner);
        expect(excluded).not.toContain(manager);
        expect(excluded).not.toContain(owner);
      }),
    );
  });
});

const assignments: readonly ApprovalAssignment[] = [
  { stage: 'manager', approverId: 'm' },
  { stage: 'application-owner', approverId: 'o' },
];
const binding = (changes: Partial<VoteBinding> = {}): VoteBinding => ({
  assignments,
  votes: noVotesYet(assignments),
  contentChangedAt: null,
  ignoredApprovalIds: [],
  ...changes,
});
const approval = (
  id: string,
  votes: Readonly<Record<string, 'approved' | 'declined' | 'pending'>>,
  changes: Partial<TicketApproval> = {},
): TicketApproval => ({
  id,
  openedAt: 100,
  completedAt: null,
  approvers: Object.entries(votes).map(([accountId, vote]) => ({ accountId, displayName: accountId, vote })),
  ...changes,
});

describe('reading votes', () => {
  it('counts the vote of the person a stage is assigned to', () => {
    const votes = readVotes(binding(), [approval('1', { m: 'approved', o: 'pending' })], 500);
    expect(votes).toMatchObject([{ vote: 'approved', decidedAt: 500, approvalId: '1' }, { vote: 'pending' }]);
    expect(outcomeOf(votes)).toBe('pending');
  });

  it('counts nobody else’s, even when JSM calls the approval complete', () => {
    const votes = readVotes(
      binding(),
      [approval('1', { x: 'approved', y: 'approved' }, { completedAt: 300 })],
      500,
    );
    expect(outcomeOf(votes)).toBe('pending');
  });

  it('dates a vote by the end of the approval, or by when it was first seen', () => {
    const first = readVotes(binding(), [approval('1', { m: 'approved', o: 'pending' })], 500);
    const second = readVotes(
      binding({ votes: first }),
      [approval('1', { m: 'approved', o: 'approved' }, { completedAt: 800 })],
      900,
    );
    expect(second).toMatchObject([{ decidedAt: 500 }, { decidedAt: 800 }]);
  });

  it('does not count an approval from before the decision or before the last change', () => {
    const old = approval('1', { m: 'approved', o: 'approved' }, { completedAt: 200 });
    expect(outcomeOf(readVotes(binding({ ignoredApprovalIds: ['1'] }), [old], 500))).toBe('pending');
    expect(outcomeOf(readVotes(binding({ contentChangedAt: 150 }), [old], 500))).toBe('pending');
    expect(outcomeOf(readVotes(binding({ contentChangedAt: 100 }), [old], 500))).toBe('pending');
    expect(outcomeOf(readVotes(binding({ contentChangedAt: 99 }), [old], 500))).toBe('approved');
  });

  it('ends the request with one decline', () => {
    const votes = readVotes(binding(), [approval('1', { m: 'approved', o: 'declined' })], 500);
    expect(outcomeOf(votes)).toBe('declined');
  });

  it('is approved only when each assigned person approved in an approval that binds', () => {
    const anyVote = fc.constantFrom('approved' as const, 'declined' as const, 'pending' as const);
    const anyApproval = fc.record({
      m: anyVote,
      o: anyVote,
      x: anyVote,
      openedAt: fc.integer({ min: 0, max: 20 }),
      id: fc.constantFrom('1', '2', '3'),
    });
    fc.assert(
      fc.property(
        fc.array(anyApproval, { maxLength: 4 }),
        fc.option(fc.integer({ min: 0, max: 20 })),
        fc.subarray(['1', '2', '3']),
        (given, changedAt, ignored) => {
          const approvals = given.map(({ id, openedAt, ...votes }) => approval(id, votes, { openedAt }));
          const votes = readVotes(
            binding({ contentChangedAt: changedAt, ignoredApprovalIds: ignored }),
            approvals,
            500,
          );
          const binds = given.filter(
            ({ id, openedAt }) => !ignored.includes(id) && (changedAt === null || openedAt > changedAt),
          );
          const said = (who: 'm' | 'o', vote: string): boolean => binds.some((one) => one[who] === vote);
          const declined = said('m', 'declined') || said('o', 'declined');
          const approved = said('m', 'approved') && said('o', 'approved');
          expect(outcomeOf(votes)).toBe(declined ? 'declined' : approved ? 'approved' : 'pending');
        },
      ),
    );
  });
});
