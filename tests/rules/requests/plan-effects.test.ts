import { PORTAL_BEFORE_SETUP } from '../../../src/settings/rules/order-scope';
import fc from 'fast-check';
import { WORKING_WEEK_UTC } from '../../../src/calendars/rules/calendar';
import { REQUEST_STATES, type AccessRequest } from '../../../src/requests/rules/access-request';
import { isSaid, troubleKey } from '../../../src/requests/rules/effect-keys';
import { planEffects, type Effect, type EffectSources } from '../../../src/requests/rules/plan-effects';
import { requestContext, type RequestContext } from '../../../src/requests/rules/request-context';
import type { Trouble } from '../../../src/requests/rules/trouble';
import type { Ticket } from '../../../src/jira/rules/ticket';
import { anAssignment, aRequest, aTicket, FIGMA } from '../../support/request-records';

const STATUSES = { awaitingApproval: '2', ready: '3', fulfilled: '4', declined: '5', canceled: '6' };
const PROJECT = {
  statuses: STATUSES,
  fields: {
    approvers: 'approvers',
    application: 'application',
    tier: 'tier',
    role: null,
    beneficiary: 'beneficiary',
    duration: 'duration',
    justification: 'justification',
  },
  coverage: { workTypeIds: [] },
};
const SITE = {
  appAccountId: 'app',
  approvals: { security: null, fallback: null, changeWorkTypes: [] },
  calendars: { all: [WORKING_WEEK_UTC], defaultId: WORKING_WEEK_UTC.id },
  reclaim: { keptPastEnd: [] },
  portal: PORTAL_BEFORE_SETUP,
};
const DONE: readonly string[] = [STATUSES.fulfilled, STATUSES.declined, STATUSES.canceled];
const EVERYWHERE = Object.values(STATUSES).map((toStatusId) => ({
  id: `to-${toStatusId}`,
  toStatusId,
  toDone: DONE.includes(toStatusId),
}));

const contextOf = (ticket: Partial<Ticket> = {}): RequestContext =>
  requestContext(aTicket({ transitions: EVERYWHERE, ...ticket }), PROJECT, SITE, 10_000);

const sourcesOf = (changes: Partial<EffectSources> = {}, ticket: Partial<Ticket> = {}): EffectSources => ({
  context: contextOf(ticket),
  applications: [FIGMA],
  approvals: undefined,
  isAsking: false,
  done: new Set(),
  seat: {
    poolId: 'figma/premium',
    slot: 1,
    state: 'held',
    issueId: '10000',
    holderId: 'beneficiary',
  },
  replaces: [],
  arrangedBy: undefined,
  declineReason: undefined,
  orderEnded: undefined,
  seatClaim: null,
  hadApproval: false,
  ...changes,
});

const keysOf = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => ('key' in effect && effect.key !== null ? [effect.key] : []));

const TROUBLES: readonly Trouble[] = [
  {
    code: 'no-approver',
    stages: [{ kind: 'group', groupName: 'Security team', quorum: 2, found: 1 }],
    fallback: 'IT leads',
  },
  { code: 'pool-full' },
  { code: 'left-queue' },
  { code: 'holds-already' },
  { code: 'changed' },
  { code: 'beneficiary-left' },
  { code: 'denied', reasons: ['Contractors get no premium.', 'Not in this country.'] },
  { code: 'policy-gone' },
  { code: 'own-part', part: 'approver' },
  { code: 'no-transition', from: 'In progress', to: 'approval' },
  { code: 'earlier', text: 'The request waits for something, said at length.' },
];

const anyRequest: fc.Arbitrary<AccessRequest> = fc
  .record({
    state: fc.constantFrom(...REQUEST_STATES),
    trouble: fc.option(fc.constantFrom(...TROUBLES)),
    revision: fc.integer({ min: 1, max: 99 }),
    cycle: fc.integer({ min: 0, max: 9 }),
    overdue: fc.constantFrom('reminded' as const, 'escalated' as const, 'declined' as const),
  })
  .map(({ state, trouble, revision, cycle, overdue }) =>
    aRequest(state, {
      trouble,
      revision,
      cycle,
      assignments: [
        anAssignment('manager', { overdue: [{ action: overdue, at: 5_000, approverIds: [] }] }),
        anAssignment('application-owner'),
      ],
    }),
  );
const anyStatus = fc.constantFrom('1', ...Object.values(STATUSES));

describe('effects', () => {
  it('have keys of codes and fingerprints, never of sentences, and short enough to be stored', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyRequest, anyStatus, fc.boolean(), (request, statusId, isArranged) => {
        const done = new Set([`trouble:${request.revision}:pool-full`]);
        const { effects } = planEffects(
          request,
          sourcesOf({ done, arrangedBy: isArranged ? 'agent' : undefined }, { statusId }),
        );
        for (const key of keysOf(effects)) {
          seen.add(key.split(':')[0] ?? '');
          // a word, then numbers, codes, ids and fingerprints
          expect(key).toMatch(/^[a-z][a-z-]*(?::[\w-]*)+$/);
          expect(key.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 2_000 },
    );
    expect([...seen].sort()).toEqual([
      'closed',
      'decided',
      'decision',
      'declined',
      'denied',
      'fulfill-in-turn',
      'fulfilled-comment',
      'fulfilled-note',
      'overtime',
      'owner',
      'problems',
      'reminder',
      'reopen',
      'seat',
      'share',
      'to-approval',
      'to-declined',
      'trouble',
      'unapproved',
    ]);
  });

  it.each(TROUBLES.map((trouble) => [trouble.code, trouble] as const))(
    'about %s have a key that begins with the code',
    (code, trouble) => {
      expect(troubleKey(7, trouble)).toMatch(new RegExp(`^trouble:7:${code}(?::[0-9a-f]{16})?$`));
    },
  );

  it('about different people who are missing have different keys', () => {
    const stages = [{ kind: 'manager' as const, groupName: null, quorum: 1, found: 0 }];
    const keys = [
      troubleKey(1, { code: 'no-approver', stages, fallback: null }),
      troubleKey(1, { code: 'no-approver', stages, fallback: 'IT leads' }),
      troubleKey(1, { code: 'no-approver', stages: [], fallback: null }),
      troubleKey(2, { code: 'no-approver', stages: [], fallback: null }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ['pool-full', '4e63f87e3757c817'],
    ['left-queue', '5cea796e1b044cef'],
    ['holds-already', 'f3e2a61f3f1d3aaf'],
  ] as const)('about %s know the key that tickets in flight have', (code, earlier) => {
    expect(isSaid(new Set([`trouble:1:${earlier}`]), 1, { code })).toBe(true);
    expect(isSaid(new Set([`trouble:2:${earlier}`]), 1, { code })).toBe(false);
    const waiting = aRequest('ready', { trouble: { code } });
    const { effects } = planEffects(
      waiting,
      sourcesOf({ done: new Set([`trouble:1:${earlier}`, 'decision:1']), seat: undefined }),
    );
    expect(effects.filter(({ kind }) => kind === 'comment')).toEqual([]);
  });

  it('are none once all are done, whatever the request is', () => {
    fc.assert(
      fc.property(anyRequest, anyStatus, (request, statusId) => {
        const sources = sourcesOf({}, { statusId, approverIds: ['manager-1', 'application-owner-1'] });
        const plan = planEffects(request, sources);
        const done = new Set(keysOf(plan.effects));
        const again = planEffects(
          { ...request, trouble: plan.trouble, propertyDigest: plan.propertyDigest },
          { ...sources, done },
        );
        const repeated = keysOf(again.effects);
        expect(repeated.filter((key) => done.has(key))).toEqual([]);
        expect(again.effects.filter(({ kind }) => kind === 'write-property')).toEqual([]);
      }),
    );
  });

  it('say that a workflow lacks the way, instead of going it', () => {
    const plan = planEffects(aRequest('awaiting-approval'), sourcesOf({}, { transitions: [] }));
    expect(plan.trouble).toEqual({ code: 'no-transition', from: 'Open', to: 'approval' });
    expect(plan.effects.map(({ kind }) => kind)).not.toContain('transition');
  });
});
