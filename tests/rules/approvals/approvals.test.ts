import type { TicketApproval } from '../../../src/jira/rules/ticket-approval';
import fc from 'fast-check';
import type { ApprovalAssignment, StageVote } from '../../../src/approvals/rules/approval';
import { assignApprovers, type StageCandidates } from '../../../src/approvals/rules/assign-approvers';
import { readVotes, type VoteBinding } from '../../../src/approvals/rules/read-votes';
import { noVotesYet, outcomeOf } from '../../../src/approvals/rules/stage-outcome';
import { askedNow, openStages, openTurns } from '../../../src/approvals/rules/open-stages';
import { refreshApprovers } from '../../../src/approvals/rules/stage-deadlines';
import { stageOf, type ApprovalStage } from '../../../src/policy/rules/approval-stage';

const ask = (stage: ApprovalStage, ...accountIds: string[]): StageCandidates => ({ stage, accountIds });
const MANAGER = stageOf('manager');
const OWNER = stageOf('application-owner');
const groupOf = (id: string, quorum = 1): ApprovalStage =>
  stageOf('group', { group: { id, name: id }, quorum });

const askedIn = (
  candidates: readonly StageCandidates[],
  excluded: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> | 'nobody' => {
  const result = assignApprovers(candidates, new Set(excluded));
  if (!result.ok) return 'nobody';
  return Object.fromEntries(result.assignments.map(({ stage, approverIds }) => [stage, approverIds]));
};

describe('assigning approvers', () => {
  it('takes the first candidate of each stage that asks one person', () => {
    expect(askedIn([ask(MANAGER, 'm'), ask(OWNER, 'o', 'b')])).toEqual({
      manager: ['m'],
      'application-owner': ['o'],
    });
  });

  it('gives a person who could do both the stage that nobody else can', () => {
    expect(askedIn([ask(OWNER, 'p', 'b'), ask(MANAGER, 'p')])).toEqual({
      'application-owner': ['b'],
      manager: ['p'],
    });
  });

  it('asks everybody of a group who is not needed elsewhere', () => {
    expect(askedIn([ask(MANAGER, 'm'), ask(groupOf('g', 2), 'a', 'm', 'b', 'x', 'c')], ['x'])).toEqual({
      manager: ['m'],
      'group:g': ['a', 'b', 'c'],
    });
  });

  it('asks somebody who is in two groups in one of them, such that both have enough people', () => {
    expect(askedIn([ask(groupOf('g', 2), 'a', 'b', 'c'), ask(groupOf('h', 2), 'a', 'd')])).toEqual({
      'group:g': ['b', 'c'],
      'group:h': ['a', 'd'],
    });
  });

  it('names the stages that nobody is left for, and how many were found', () => {
    expect(assignApprovers([ask(MANAGER), ask(OWNER, 'o')], new Set(['o']))).toEqual({
      ok: false,
      unassigned: [
        { stage: MANAGER, found: 0 },
        { stage: OWNER, found: 0 },
      ],
    });
    expect(assignApprovers([ask(MANAGER, 'p'), ask(OWNER, 'p')], new Set())).toEqual({
      ok: false,
      unassigned: [{ stage: OWNER, found: 1 }],
    });
    expect(assignApprovers([ask(groupOf('g', 3), 'a', 'b')], new Set())).toEqual({
      ok: false,
      unassigned: [{ stage: groupOf('g', 3), found: 2 }],
    });
  });

  it('for any candidates finds enough distinct people outside the excluded ones, or says that it cannot', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    // enough people for every other draw to work out
    const anyCandidates = fc.subarray(names, { minLength: 1 });
    const anyExcluded = fc.subarray(names, { maxLength: 2 });
    const anyStages = fc.array(fc.record({ people: anyCandidates, quorum: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(anyStages, anyExcluded, (stages, excluded) => {
        const asked = askedIn(
          stages.map(({ people: candidates, quorum }, index) =>
            ask(groupOf(String(index), quorum), ...candidates),
          ),
          excluded,
        );
        expect(asked === 'nobody').toBe(!isPossible(stages, new Set(excluded)));
        if (asked === 'nobody') return;
        const everybody = Object.values(asked).flat();
        expect(new Set(everybody).size).toBe(everybody.length);
        const barred = new Set<string>(excluded);
        expect(everybody.some((person) => barred.has(person))).toBe(false);
        stages.forEach(({ people: candidates, quorum }, index) => {
          const own = asked[`group:${index}`] ?? [];
          expect(own.length).toBeGreaterThanOrEqual(quorum);
          expect(candidates).toEqual(expect.arrayContaining([...own]));
        });
      }),
    );
  });
});

/** Tries every way to give each stage its people, one after the other. */
function isPossible(
  stages: readonly { readonly people: readonly string[]; readonly quorum: number }[],
  taken: ReadonlySet<string>,
): boolean {
  const [stage, ...rest] = stages;
  if (stage === undefined) return true;
  if (stage.quorum === 0) return isPossible(rest, taken);
  return stage.people.some(
    (person) =>
      !taken.has(person) &&
      isPossible([{ ...stage, quorum: stage.quorum - 1 }, ...rest], new Set([...taken, person])),
  );
}

const assignment = (
  stage: string,
  approverIds: readonly string[],
  changes: Partial<ApprovalAssignment> = {},
): ApprovalAssignment => ({
  stage,
  kind: 'manager',
  groupName: null,
  quorum: 1,
  order: 1,
  timeout: null,
  approverIds,
  delegates: [],
  remarks: [],
  isFallback: false,
  openedAt: null,
  dueAt: null,
  overdue: [],
  ...changes,
});

const assignments: readonly ApprovalAssignment[] = [
  assignment('manager', ['m']),
  assignment('application-owner', ['o']),
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
    expect(votes).toMatchObject([
      { outcome: 'approved', decidedAt: 500, cast: [{ approverId: 'm', approvalId: '1' }] },
      { outcome: 'pending', decidedAt: null, cast: [] },
    ]);
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

  it('never comes out as approved where nobody was asked', () => {
    expect(outcomeOf(readVotes(binding({ assignments: [] }), [approval('1', { m: 'approved' })], 500))).toBe(
      'pending',
    );
  });

  it('ends the request with one decline', () => {
    const votes = readVotes(binding(), [approval('1', { m: 'approved', o: 'declined' })], 500);
    expect(outcomeOf(votes)).toBe('declined');
  });

  it('is approved only when each assigned person approved in an approval that binds', () => {
    // one decline settles it, so that most have to approve for anything to be approved
    const anyVote = fc.constantFrom(
      ...(['approved', 'approved', 'approved', 'approved', 'pending', 'declined'] as const),
    );
    const anyApproval = fc.record({
      m: anyVote,
      o: anyVote,
      x: anyVote,
      openedAt: fc.integer({ min: 0, max: 20 }),
      id: fc.constantFrom('1', '2', '3'),
    });
    fc.assert(
      fc.property(
        fc.array(anyApproval, { minLength: 1, maxLength: 4 }),
        fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 12 })),
        fc.subarray(['1', '2', '3'], { maxLength: 1 }),
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

describe('a stage that asks many', () => {
  const many = [assignment('group:g', ['a', 'b', 'c'], { kind: 'group', quorum: 2 })];
  const read = (votes: Readonly<Record<string, 'approved' | 'declined' | 'pending'>>): StageVote[] =>
    readVotes(binding({ assignments: many, votes: noVotesYet(many) }), [approval('1', votes)], 500);

  it('is approved by as many as it needs, and declined by one', () => {
    expect(outcomeOf(read({ a: 'approved', b: 'pending', c: 'pending' }))).toBe('pending');
    expect(outcomeOf(read({ a: 'approved', b: 'pending', c: 'approved' }))).toBe('approved');
    expect(outcomeOf(read({ a: 'approved', b: 'approved', c: 'declined' }))).toBe('declined');
  });

  it('counts once what is said in one person’s name, whoever says it and whatever delegations say later', () => {
    const delegated = [
      assignment('group:g', ['d', 'b', 'c'], { quorum: 2, delegates: [{ approverId: 'd', forId: 'a' }] }),
    ];
    const first = readVotes(
      binding({ assignments: delegated, votes: noVotesYet(delegated) }),
      [approval('1', { d: 'approved', b: 'pending', c: 'pending' })],
      500,
    );
    expect(first[0]?.cast).toMatchObject([{ approverId: 'd', forId: 'a' }]);
    // the delegation is over, and by whatever way the delegator is asked as well
    const after = binding({
      assignments: [assignment('group:g', ['a', 'd', 'b'], { quorum: 2 })],
      votes: first,
    });
    const both = (a: 'approved' | 'declined'): StageVote[] =>
      readVotes(after, [approval('1', { a, d: 'approved', b: 'pending' })], 600);
    expect(both('approved')).toMatchObject([
      { outcome: 'pending', cast: [{ approverId: 'd', forId: 'a', decidedAt: 500 }] },
    ]);
    expect(outcomeOf(both('declined'))).toBe('declined');
    expect(
      outcomeOf(readVotes(after, [approval('1', { a: 'approved', d: 'approved', b: 'approved' })], 600)),
    ).toBe('approved');
  });

  it('is decided when the last of those it needed had voted', () => {
    const first = read({ a: 'approved', b: 'pending', c: 'pending' });
    const then = readVotes(
      binding({ assignments: many, votes: first }),
      [approval('1', { a: 'approved', b: 'approved', c: 'pending' })],
      900,
    );
    expect(then).toMatchObject([{ outcome: 'approved', decidedAt: 900 }]);
  });
});

describe('stages in turns', () => {
  const turns = [
    assignment('manager', ['m']),
    assignment('application-owner', ['o']),
    assignment('security', ['s', 't'], { order: 2 }),
  ];
  const votesOf = (approved: Readonly<Record<string, string>>): StageVote[] =>
    turns.map(({ stage }) => {
      const approverId = approved[stage];
      return approverId === undefined
        ? { stage, outcome: 'pending', decidedAt: null, cast: [] }
        : {
            stage,
            outcome: 'approved',
            decidedAt: 1,
            cast: [{ approverId, forId: null, vote: 'approved', decidedAt: 1, approvalId: '1' }],
          };
    });
  const names = (stages: readonly ApprovalAssignment[]): string[] => stages.map(({ stage }) => stage);

  it('come when all of the turn before are approved', () => {
    expect(names(openStages(turns, votesOf({})))).toEqual(['manager', 'application-owner']);
    expect(names(openStages(turns, votesOf({ manager: 'm' })))).toEqual(['application-owner']);
    const both = votesOf({ manager: 'm', 'application-owner': 'o' });
    expect(names(openStages(turns, both))).toEqual(['security']);
    expect(openTurns(turns, both, 700).map(({ openedAt }) => openedAt)).toEqual([null, null, 700]);
    expect(openStages(turns, votesOf({ manager: 'm', 'application-owner': 'o', security: 's' }))).toEqual([]);
  });

  it('ask the people of the turn, and keep those whose vote is in the approval that is open', () => {
    const one = votesOf({ manager: 'm' });
    const open = approval('1', { m: 'approved', o: 'pending' });
    expect(askedNow(turns, one, [open])).toEqual(['m', 'o']);
    expect(askedNow(turns, one, [{ ...open, completedAt: 900 }])).toEqual(['o']);
    expect(askedNow(turns, one, [open, approval('2', { o: 'pending' })])).toEqual(['o']);
  });

  it('keep who voted, and ask whoever is to be found today instead of the others', () => {
    const voted = votesOf({ manager: 'm' });
    const today = [assignment('application-owner', ['b'])];
    expect(refreshApprovers(turns, voted, today).map(({ approverIds }) => approverIds)).toEqual([
      ['m'],
      ['b'],
      ['s', 't'],
    ]);
  });
});
