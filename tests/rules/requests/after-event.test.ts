import fc from 'fast-check';
import { REQUEST_STATES, type AccessRequest } from '../../../src/requests/rules/access-request';
import { afterEvent, newRequest, type RequestEvent } from '../../../src/requests/rules/after-event';
import { stageOf } from '../../../src/policy/rules/approval-stage';
import {
  aDecision,
  anAssignment,
  APPROVED,
  aRequest,
  ASSIGNMENTS,
  aTicket,
  decidedAs,
  voteOf,
} from '../../support/request-records';

const AUTOMATIC = aDecision({ effect: 'auto-approve', stages: [] });
const DENIED = aDecision({ effect: 'deny', stages: [] });
const OVERDUE = [
  anAssignment('manager', { overdue: [{ action: 'declined', at: 5_000, approverIds: [] }] }),
  anAssignment('application-owner'),
];
const NO_APPROVER = { code: 'no-approver', stages: [], fallback: null } as const;

/** One event of each kind, and of those that go several ways one for each. */
const EVENTS: Readonly<Record<string, RequestEvent>> = {
  'found-incomplete': {
    kind: 'found-incomplete',
    requesterId: 'requester',
    problems: [{ code: 'tier-missing', subject: 'Figma', choices: [] }],
    contentChangedAt: 5_000,
  },
  named: {
    kind: 'named',
    named: { application: { key: 'figma', text: 'Figma', optionId: null, editedAt: null }, tier: null },
  },
  'decided: approve': { kind: 'decided', as: decidedAs(), at: 5_000 },
  'decided: by rule': {
    kind: 'decided',
    as: decidedAs({ decision: AUTOMATIC, assignments: [] }),
    at: 5_000,
  },
  'decided: deny': { kind: 'decided', as: decidedAs({ decision: DENIED, assignments: [] }), at: 5_000 },
  'decided: nobody': {
    kind: 'decided',
    as: decidedAs({ assignments: [], trouble: NO_APPROVER }),
    at: 5_000,
  },
  'decided: outdated': { kind: 'decided', as: decidedAs({ revision: 0 }), at: 5_000 },
  reopened: { kind: 'reopened' },
  'voted: one of two': {
    kind: 'voted',
    votes: [voteOf('manager', 'approved'), voteOf('application-owner', 'pending')],
  },
  'voted: all': { kind: 'voted', votes: APPROVED },
  'voted: all of too few': { kind: 'voted', votes: [voteOf('manager', 'approved')] },
  'voted: no': {
    kind: 'voted',
    votes: [voteOf('manager', 'declined'), voteOf('application-owner', 'pending')],
  },
  'stages-advanced': { kind: 'stages-advanced', assignments: ASSIGNMENTS, trouble: NO_APPROVER },
  'stages-advanced: over': { kind: 'stages-advanced', assignments: OVERDUE, trouble: null },
  'seat-settled: waiting': { kind: 'seat-settled', outcome: 'waiting' },
  fulfilled: { kind: 'fulfilled', at: 6_000, fulfillerId: 'agent', replaced: [] },
  blocked: { kind: 'blocked', by: { code: 'changed' }, at: 6_000 },
  'closed: declined': { kind: 'closed', as: 'declined' },
  'closed: canceled': { kind: 'closed', as: 'canceled' },
  deleted: { kind: 'deleted' },
  'not-found': { kind: 'not-found', since: 5_000, followAt: 6_000 },
  moved: { kind: 'moved', issueKey: 'HR-1', projectId: '10001' },
  'change-noticed': { kind: 'change-noticed', now: 5_000 },
  noticed: { kind: 'noticed', now: 5_000 },
  begun: { kind: 'begun', now: 5_000 },
  finished: {
    kind: 'finished',
    now: 5_000,
    trouble: null,
    propertyDigest: 'd',
    askedAt: 4_000,
    followAt: 6_000,
  },
  waited: { kind: 'waited', followAt: 6_000 },
};

/** The state after each event, in short; `=` where the event cannot happen or says nothing new. */
const TABLE = `
                        incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
found-incomplete        incomplete  incomplete  incomplete  incomplete  incomplete  incomplete  incomplete  incomplete  incomplete
named                   incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
decided: approve        awaiting    awaiting    awaiting    awaiting    awaiting    awaiting    awaiting    awaiting    awaiting
decided: by rule        ready       ready       ready       ready       ready       ready       ready       ready       ready
decided: deny           denied      denied      denied      denied      denied      denied      denied      denied      denied
decided: nobody         stuck       stuck       stuck       stuck       stuck       stuck       stuck       stuck       stuck
decided: outdated       =           =           =           =           =           =           =           =           =
reopened                =           =           =           =           =           ready       =           =           awaiting
voted: one of two       =           =           =           awaiting    =           =           =           =           =
voted: all              =           =           =           ready       =           =           =           =           =
voted: all of too few   =           =           =           awaiting    =           =           =           =           =
voted: no               =           =           =           declined    =           =           =           =           =
stages-advanced         =           =           =           awaiting    =           =           =           =           =
stages-advanced: over   =           =           =           declined    =           =           =           =           =
seat-settled: waiting   =           =           =           =           ready       =           =           =           =
fulfilled               =           =           =           =           fulfilled   fulfilled   =           =           =
blocked                 unapproved  unapproved  unapproved  unapproved  unapproved  unapproved  unapproved  unapproved  unapproved
closed: declined        declined    =           declined    declined    declined    =           =           =           declined
closed: canceled        canceled    =           canceled    canceled    canceled    =           =           =           canceled
deleted                 canceled    canceled    canceled    canceled    canceled    =           canceled    =           canceled
not-found               incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
moved                   incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
change-noticed          incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
noticed                 incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
begun                   incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
finished                incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
waited                  incomplete  denied      stuck       awaiting    ready       fulfilled   declined    canceled    unapproved
`;

const ROWS = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(/ {2,}/));
const shortOf = (state: string): string => (state === 'awaiting-approval' ? 'awaiting' : state);

describe('a request after an event', () => {
  it('is said for every event', () => {
    expect(ROWS.map(([name]) => name)).toEqual(Object.keys(EVENTS));
  });

  it.each(
    ROWS.flatMap(([name = '', ...cells]) => REQUEST_STATES.map((state, at) => [state, name, cells[at]])),
  )('%s, %s: %s', (state = '', name = '', expected = '') => {
    const event = EVENTS[name];
    if (!event) throw new Error(`there is no event ${name}`);
    const request = aRequest(state as AccessRequest['state']);
    const next = afterEvent(request, event);
    expect(next === request ? '=' : shortOf(next.state)).toBe(expected);
  });

  it('is dated by the last vote, and ends so long after its first fulfillment as was asked for', () => {
    const ready = afterEvent(aRequest('awaiting-approval'), { kind: 'voted', votes: APPROVED });
    expect(ready.approvedAt).toBe(3_000);
    const fulfilled = afterEvent(ready, { kind: 'fulfilled', at: 6_000, fulfillerId: 'agent', replaced: [] });
    const endsAt = 6_000 + 30 * 86_400_000;
    expect(fulfilled).toMatchObject({ cycle: 1, fulfilledAt: 6_000, fulfillerId: 'agent', endsAt });
    const again = afterEvent(afterEvent(fulfilled, { kind: 'reopened' }), {
      kind: 'fulfilled',
      at: 99_000,
      fulfillerId: 'other',
      replaced: [],
    });
    expect(again).toMatchObject({ cycle: 2, fulfilledAt: 99_000, endsAt });
  });

  it('keeps what was wrong with it until something else is known', () => {
    const waiting = afterEvent(aRequest('ready'), { kind: 'seat-settled', outcome: 'waiting' });
    expect(waiting.trouble).toEqual({ code: 'pool-full' });
    expect(afterEvent(waiting, { kind: 'seat-settled', outcome: 'held' }).trouble).toBeNull();
    expect(afterEvent(waiting, { kind: 'blocked', by: null, at: 6_000 }).trouble).toEqual({
      code: 'pool-full',
    });
    expect(
      afterEvent(waiting, { kind: 'blocked', by: { code: 'own-part', part: 'approver' }, at: 6_000 }).trouble,
    ).toEqual({ code: 'own-part', part: 'approver' });
  });

  it('is not ready by votes in a stage that nobody was assigned to', () => {
    const waiting = aRequest('awaiting-approval', { assignments: ASSIGNMENTS.slice(0, 1) });
    const after = afterEvent(waiting, { kind: 'voted', votes: APPROVED });
    expect(after).toMatchObject({ state: 'awaiting-approval', approvedAt: null });
  });

  it('does not take up a decision twice, but one that finds somebody where nobody could be asked', () => {
    const again: RequestEvent = { kind: 'decided', as: decidedAs({ revision: 1 }), at: 5_000 };
    const ready = aRequest('ready');
    expect(afterEvent(ready, again)).toBe(ready);
    expect(afterEvent(aRequest('stuck'), again).state).toBe('awaiting-approval');
  });

  it('starts anew when it is decided again: no vote of before is left', () => {
    const next = afterEvent(aRequest('ready'), { kind: 'decided', as: decidedAs(), at: 5_000 });
    expect(next).toMatchObject({ revision: 2, approvedAt: null });
    expect(next.votes.flatMap(({ cast }) => cast)).toEqual([]);
  });
});

const stages = { manager: stageOf('manager'), 'application-owner': stageOf('application-owner') };
const anyKind = fc.constantFrom('manager' as const, 'application-owner' as const);
const anyKinds = fc.uniqueArray(anyKind, { maxLength: 2 });
const anyOutcome = fc.constantFrom('approved' as const, 'declined' as const, 'pending' as const);
const anyTime = fc.integer({ min: 1_000, max: 9_000 });

const anyDecided = fc
  .record({
    effect: fc.constantFrom('deny' as const, 'auto-approve' as const, 'require-approval' as const),
    kinds: anyKinds,
    revision: fc.integer({ min: 0, max: 4 }),
    isStuck: fc.boolean(),
    at: anyTime,
  })
  .map(({ effect, kinds, revision, isStuck: isShort, at }): RequestEvent => {
    // what a rule decides alone needs nobody
    const isStuck = isShort && effect === 'require-approval';
    const asked = effect === 'require-approval' ? kinds : [];
    return {
      kind: 'decided',
      at,
      as: decidedAs({
        revision,
        decision: aDecision({ effect, stages: asked.map((kind) => stages[kind]) }),
        assignments: isStuck ? [] : asked.map((kind) => anAssignment(kind)),
        trouble: isStuck ? NO_APPROVER : null,
      }),
    };
  });

const anyVoted = fc
  .uniqueArray(fc.record({ kind: anyKind, outcome: anyOutcome, at: anyTime }), {
    selector: ({ kind }) => kind,
    maxLength: 2,
  })
  .map((votes): RequestEvent => ({
    kind: 'voted',
    votes: votes.map(({ kind, outcome, at }) => voteOf(kind, outcome, at)),
  }));

const anyEvent: fc.Arbitrary<RequestEvent> = fc.oneof(
  { weight: 4, arbitrary: anyDecided },
  { weight: 4, arbitrary: anyVoted },
  {
    weight: 3,
    arbitrary: anyTime.map((at): RequestEvent => ({
      kind: 'fulfilled',
      at,
      fulfillerId: 'agent',
      replaced: [],
    })),
  },
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(EVENTS)) },
);

/** The way to fulfilled. */
const WAY: readonly RequestEvent[] = [
  { kind: 'decided', as: decidedAs({ revision: 3 }), at: 1_000 },
  { kind: 'voted', votes: APPROVED },
  { kind: 'seat-settled', outcome: 'held' },
  { kind: 'fulfilled', at: 6_000, fulfillerId: 'agent', replaced: [] },
];

// few sequences drawn event by event get to fulfilled, so every other one is on its way there, with detours
const anyEvents: fc.Arbitrary<RequestEvent[]> = fc.oneof(
  fc.array(anyEvent, { maxLength: 25 }),
  fc
    .tuple(...WAY.map((event) => fc.tuple(fc.array(anyEvent, { maxLength: 2 }), fc.constant(event))))
    .map((parts) => parts.flatMap(([before, event]) => [...before, event])),
);

/** Whether what happened allows a fulfillment, said once more without the reducer. */
function isAllowedBy(events: readonly RequestEvent[], { revision }: AccessRequest): boolean {
  return events.some((decided, at) => {
    if (decided.kind !== 'decided' || decided.as.revision !== revision || decided.as.trouble) return false;
    const { effect, stages: asked } = decided.as.decision;
    if (effect !== 'require-approval') return effect === 'auto-approve';
    return events
      .slice(at)
      .some(
        (event) =>
          event.kind === 'voted' &&
          asked.length > 0 &&
          event.votes.every(({ outcome }) => outcome === 'approved') &&
          asked.every(({ kind }) => event.votes.some(({ stage }) => stage === kind)),
      );
  });
}

describe('whatever happens to a request', () => {
  it('it is never fulfilled without a decision that allows it', () => {
    let fulfilled = 0;
    fc.assert(
      fc.property(anyEvents, (events) => {
        let request = newRequest(aTicket());
        for (const [index, event] of events.entries()) {
          request = afterEvent(request, event);
          if (request.state !== 'fulfilled') continue;
          fulfilled += 1;
          expect(isAllowedBy(events.slice(0, index + 1), request)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(fulfilled).toBeGreaterThan(200);
  });

  it('an event that comes twice changes it once', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let request = newRequest(aTicket());
        for (const event of events) {
          request = afterEvent(request, event);
          expect(afterEvent(request, event)).toBe(request);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('it is a new record only when something is new', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let request = newRequest(aTicket());
        for (const event of events) {
          const next = afterEvent(request, event);
          expect(next === request).toBe(JSON.stringify(next) === JSON.stringify(request));
          expect(next.version).toBe(request.version);
          request = next;
        }
      }),
    );
  });
});
