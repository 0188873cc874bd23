import type { Application } from '../../../src/catalog/rules/catalog';
import type { Policy } from '../../../src/policy/rules/policy';
import { STARTER_POLICY } from '../../../src/policy/rules/starter-policy';
import { afterEvent } from '../../../src/requests/rules/after-event';
import { blockerText } from '../../../src/requests/rules/blocker-messages';
import { blockerOf, type Blocker, type FreshReading } from '../../../src/requests/rules/blockers';
import type { CheckedRequest } from '../../../src/requests/rules/checked-request';
import { unapprovedNote } from '../../../src/requests/rules/notes';
import type { Trouble } from '../../../src/requests/rules/trouble';
import { storedTrouble, troubleColumn } from '../../../src/requests/store/trouble-column';
import { APPROVED, aRequest, DETAILS, FIGMA, voteOf } from '../../support/request-records';

const ONE_PERSON = { inApplication: 1, inAll: 1 };

const tierOf = ({ tiers: [tier] }: Application) => {
  if (!tier) throw new Error('the application has no tier');
  return tier;
};

const asDecided: CheckedRequest = {
  ok: true,
  details: DETAILS,
  application: FIGMA,
  tier: tierOf(FIGMA),
  people: { beneficiary: null, manager: null, managersManager: null },
  holds: [],
  held: [],
  others: [],
};
const forbidding: Policy = {
  version: 7,
  rules: [
    ...STARTER_POLICY.rules,
    { id: 'no-figma', description: 'Figma is over.', when: {}, effect: { kind: 'forbid' } },
  ],
};
const reading = (changes: Partial<FreshReading> = {}): FreshReading => ({
  content: asDecided,
  contentChangedAt: null,
  votes: APPROVED,
  gone: new Set(),
  seat: undefined,
  policies: { current: STARTER_POLICY, decidedBy: STARTER_POLICY, peopleAtOnce: ONE_PERSON },
  ...changes,
});
const changedTo = (changes: Partial<typeof DETAILS>): CheckedRequest => ({
  ...asDecided,
  details: { ...DETAILS, ...changes },
});
const gone: CheckedRequest = {
  ok: false,
  problems: [{ code: 'beneficiary-inactive', subject: 'beneficiary', choices: [] }],
  named: null,
};

describe('what blocks a fulfillment', () => {
  it('is nothing for a request that is approved as it is', () => {
    expect(blockerOf(aRequest('ready'), reading())).toBeUndefined();
    expect(blockerOf(aRequest('awaiting-approval'), reading())).toBeUndefined();
  });

  it.each<[string, ReturnType<typeof aRequest> | undefined, Partial<FreshReading>, Blocker['code']]>([
    ['a ticket without a record', undefined, {}, 'not-checked'],
    ['an incomplete one', aRequest('incomplete'), {}, 'incomplete'],
    ['one that the policy denies', aRequest('denied'), {}, 'denied'],
    ['one that nobody can approve', aRequest('stuck'), {}, 'no-approver'],
    ['a withdrawn one', aRequest('canceled'), {}, 'closed'],
    ['a declined one', aRequest('declined'), {}, 'declined'],
    ['another duration', aRequest('ready'), { content: changedTo({ durationDays: 90 }) }, 'changed'],
    ['another tier', aRequest('ready'), { content: changedTo({ tierKey: 'standard' }) }, 'changed'],
    ['an edit that was undone', aRequest('ready'), { contentChangedAt: 5_000 }, 'changed'],
    ['a beneficiary who has left', aRequest('ready'), { content: gone }, 'beneficiary-left'],
    [
      'a vote that is missing',
      aRequest('ready'),
      { votes: [voteOf('manager', 'approved'), voteOf('application-owner', 'pending')] },
      'awaiting-approval',
    ],
    [
      'an approver who may not decide any more',
      aRequest('ready'),
      {
        votes: [voteOf('manager', 'approved'), voteOf('application-owner', 'pending')],
        gone: new Set(['application-owner-1']),
      },
      'approver-gone',
    ],
    ['a stage that nobody was asked in', aRequest('ready'), { votes: [] }, 'not-checked'],
    [
      'a rule that forbids it by now',
      aRequest('ready'),
      { policies: { current: forbidding, decidedBy: STARTER_POLICY, peopleAtOnce: ONE_PERSON } },
      'denied',
    ],
    [
      'rules that are gone',
      aRequest('ready'),
      { policies: { current: STARTER_POLICY, decidedBy: undefined, peopleAtOnce: ONE_PERSON } },
      'policy-gone',
    ],
  ])('is known of %s', (_what, request, changes, code) => {
    expect(blockerOf(request, reading(changes))?.code).toBe(code);
  });

  it.each<[string, Partial<FreshReading>]>([
    ['a change', { contentChangedAt: 5_000 }],
    ['a leaver', { content: gone }],
    ['a rule', { policies: { current: forbidding, decidedBy: STARTER_POLICY, peopleAtOnce: ONE_PERSON } }],
  ])('is said on the ticket as the guard says it: %s', (_what, changes) => {
    const blocker = blockerOf(aRequest('ready'), reading(changes));
    if (!blocker) throw new Error('nothing blocks');
    const { trouble } = afterEvent(aRequest('ready'), { kind: 'blocked', by: blocker, at: 6_000 });
    expect(JSON.stringify(unapprovedNote(trouble, 'Figma Premium'))).toContain(
      blockerText(blocker, 'Figma Premium'),
    );
  });
});

describe('what keeps a request', () => {
  const TROUBLES: readonly Trouble[] = [
    {
      code: 'no-approver',
      stages: [{ kind: 'group', groupName: 'Security', quorum: 2, found: 1 }],
      fallback: 'IT leads',
    },
    { code: 'pool-full' },
    { code: 'left-queue' },
    { code: 'holds-already' },
    { code: 'changed' },
    { code: 'beneficiary-left' },
    { code: 'denied', reasons: ['Figma is over.'] },
    { code: 'policy-gone' },
    { code: 'own-part', part: 'requester' },
    { code: 'no-transition', from: 'Open', to: 'next' },
    { code: 'earlier', text: 'Said at length.' },
  ];

  it.each(TROUBLES.map((trouble) => [trouble.code, trouble] as const))(
    'is stored as a code and read again: %s',
    (_code, trouble) => {
      const stored = storedTrouble(trouble);
      expect(JSON.parse(stored ?? '')).toMatchObject({ code: trouble.code });
      expect(troubleColumn.parse(stored)).toEqual(trouble);
    },
  );

  it.each<[string, Trouble]>([
    [
      'The license pool has no free seat. The request waits in line and gets the next one that is its turn.',
      { code: 'pool-full' },
    ],
    ['The license pool has no free seat, and the place in its line was given up.', { code: 'left-queue' }],
    ['The beneficiary has a seat of this tier already.', { code: 'holds-already' }],
    [
      'Nobody can approve this as manager. No fallback group is set.',
      { code: 'earlier', text: 'Nobody can approve this as manager. No fallback group is set.' },
    ],
    ['{not JSON', { code: 'earlier', text: '{not JSON' }],
    ['{"code":"from-the-future"}', { code: 'earlier', text: '{"code":"from-the-future"}' }],
  ])('is read from a sentence that was stored before there were codes: %s', (stored, trouble) => {
    expect(troubleColumn.parse(stored)).toEqual(trouble);
  });

  it('is stored whole, however much there is to say', () => {
    const long = 'A group with a very long name '.repeat(8);
    const stages = Array.from({ length: 20 }, () => ({
      kind: 'group' as const,
      groupName: long,
      quorum: 2,
      found: 0,
    }));
    for (const trouble of [
      { code: 'no-approver', stages, fallback: long },
      { code: 'denied', reasons: stages.map(() => long.repeat(3)) },
      { code: 'no-transition', from: long.repeat(3), to: 'next' },
    ] satisfies Trouble[]) {
      expect(troubleColumn.parse(storedTrouble(trouble))).toEqual(trouble);
    }
    expect(troubleColumn.parse(null)).toBeNull();
    expect(storedTrouble(null)).toBeNull();
  });
});
