import { join } from 'node:path';
import fc from 'fast-check';
import { MINUTE } from '../../sandbox/clock';
import type { CallFault } from '../../sandbox/forge/faults/call-faults';
import { drawArrivals, drawCallFault } from '../../sandbox/forge/faults/draw-faults';
import {
  CALL_FAULTS,
  DEFAULT_RATES,
  FAULT_KINDS,
  faultPlanSchema,
  type FaultKind,
  type FaultPlan,
} from '../../sandbox/forge/faults/fault-plan';
import { Faults } from '../../sandbox/forge/faults/faults';
import { Sandbox } from '../../sandbox/sandbox';
import { probeSite } from '../support/probe-site';
import { sqlUrl } from '../support/sql-engine';

const START = Date.UTC(2026, 10, 23, 9);
const JIRA = { remote: 'jira', method: 'GET', path: '/rest/api/3/issue/PRB-1', body: '' };
const SQL = { remote: 'sql', method: 'POST', path: '/api/v1/execute', body: '' };

const NONE = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
const only = (kind: FaultKind, rate = 1): FaultPlan => ({ seed: 7, rates: { ...NONE, [kind]: rate } });

const anyPlan = fc.record({
  seed: fc.nat({ max: 2 ** 32 - 1 }),
  rates: fc.constant(DEFAULT_RATES),
});

describe('a plan', () => {
  it('gives the same call the same fault, and the same event the same arrivals', () => {
    fc.assert(
      fc.property(anyPlan, fc.string(), (plan, which) => {
        expect(drawCallFault(plan, which, JIRA)).toBe(drawCallFault(plan, which, JIRA));
        expect(drawArrivals(plan, which)).toEqual(drawArrivals(plan, which));
      }),
    );
  });

  it('never makes an event late by more than three minutes, nor early, nor lost', () => {
    fc.assert(
      fc.property(anyPlan, fc.string(), (plan, which) => {
        const arrivals = drawArrivals(plan, which);
        expect(arrivals.length).toBeGreaterThan(0);
        for (const { delayMs } of arrivals) {
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThanOrEqual(3 * MINUTE);
        }
      }),
    );
  });

  it('reaches each kind about as often as its rate says, whatever the seed', () => {
    const calls = 20_000;
    for (const seed of [0, 1, 2 ** 32 - 1]) {
      const plan = faultPlanSchema.parse({ seed });
      const drawn = Array.from({ length: calls }, (_, index) => drawCallFault(plan, `call ${index}`, JIRA));
      for (const kind of CALL_FAULTS) {
        const share = drawn.filter((fault) => fault === kind).length / calls;
        expect(Math.abs(share - DEFAULT_RATES[kind])).toBeLessThan(0.004);
      }
    }
  });

  it('rate-limits calls to Jira alone', () => {
    expect(drawCallFault(only('rate-limit'), 'x', JIRA)).toBe('rate-limit');
    expect(drawCallFault(only('rate-limit'), 'x', SQL)).toBeUndefined();
  });

  it.each([
    ['no seed', {}],
    ['a rate above one', { seed: 1, rates: { delay: 1.5 } }],
    ['a kind that does not exist', { seed: 1, rates: { earthquake: 0.5 } }],
  ])('with %s is refused', (_what, plan) => {
    expect(faultPlanSchema.safeParse(plan).success).toBe(false);
  });
});

describe('faults at the seam', () => {
  let sandbox: Sandbox;
  const start = (): Promise<Sandbox> =>
    Sandbox.start({
      directory: join(__dirname, '../fixtures/probe-app'),
      appName: 'Probe',
      sites: [probeSite('one')],
      startAt: START,
      sqlUrl,
    });
  beforeEach(async () => {
    sandbox = await start();
  });
  afterEach(() => sandbox.stop());

  const probe = (functionKey: string, payload: unknown = {}): Promise<unknown> =>
    sandbox.host.invokeResolverUnchecked({
      site: sandbox.site(),
      moduleKey: 'panel',
      accountId: 'agent',
      functionKey,
      payload,
      extension: { type: 'jira:issuePanel' },
    });
  const createIssue = async (): Promise<string> => {
    const body = JSON.stringify({
      fields: { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'Probe me' },
    });
    const response = await sandbox.site().fetchAs('agent', '/rest/api/3/issue', { method: 'POST', body });
    return ((await response.json()) as { key: string }).key;
  };
  const stored = async (key: string): Promise<unknown> =>
    ((await probe('kvs-get', { key })) as { value?: unknown }).value;
  const faultsOfLast = (): unknown => sandbox.host.invocations.all().at(-1)?.faults;

  const unexpected = 'Unexpected error in Forge KVS API';
  const killed = 'The process was killed.';
  it.each<[CallFault, boolean, string]>([
    ['server-error', false, 'The service is unavailable.'],
    ['timeout', false, unexpected],
    ['kill-before', false, killed],
    ['lose-answer', true, unexpected],
    ['kill-after', true, killed],
  ])(
    '%s fails the invocation and is on its record; the effect is there: %s',
    async (kind, isDone, message) => {
      sandbox.host.faults = new Faults(only(kind));
      await expect(probe('kvs-set', { key: 'colour', value: 'red' })).rejects.toThrow(message);
      expect(faultsOfLast()).toEqual([{ kind, where: 'POST /api/v1/set' }]);
      sandbox.host.faults = undefined;
      expect(await stored('colour')).toBe(isDone ? 'red' : undefined);
    },
  );

  it('answer 429 with Retry-After', async () => {
    sandbox.host.faults = new Faults(only('rate-limit'));
    const answer = await probe('rest', { path: '/rest/api/3/issue/PRB-1' });
    expect(answer).toMatchObject({ status: 429 });
    expect(faultsOfLast()).toEqual([{ kind: 'rate-limit', where: 'GET /rest/api/3/issue/PRB-1' }]);
  });

  it('deliver an event twice, and say so on the second run', async () => {
    sandbox.host.faults = new Faults(only('duplicate'));
    await createIssue();
    await sandbox.clock.settle();
    expect(await stored('events')).toHaveLength(2);
    const runs = sandbox.host.invocations.all().filter(({ functionKey }) => functionKey === 'record-event');
    expect(runs.map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([[], ['duplicate']]);
  });

  it('deliver events out of their order', async () => {
    sandbox.host.faults = new Faults(only('reorder', 0.5));
    const keys: string[] = [];
    for (let count = 0; count < 12; count++) keys.push(await createIssue());
    await sandbox.clock.settle();
    const arrived = ((await stored('events')) as { issue: { key: string } }[]).map(({ issue }) => issue.key);
    expect(arrived).not.toEqual(keys);
    expect([...arrived].sort()).toEqual([...keys].sort());
  });

  it('deliver an event late, in virtual time', async () => {
    sandbox.host.faults = new Faults(only('delay'));
    await createIssue();
    await sandbox.clock.advanceBy(1_000);
    sandbox.host.faults = undefined;
    expect(await stored('events')).toBeUndefined();
    await sandbox.clock.advanceBy(3 * MINUTE);
    expect(await stored('events')).toHaveLength(1);
  });

  it('are the same for the same seed', async () => {
    const play = async (): Promise<unknown[]> => {
      const before = sandbox.host.invocations.all().length;
      sandbox.host.faults = new Faults({ seed: 11, rates: { 'lose-answer': 0.3, duplicate: 0.5 } });
      for (let count = 0; count < 10; count++) {
        await probe('push', { event: { body: {} } }).catch(() => undefined);
        await sandbox.clock.settle();
      }
      sandbox.host.faults = undefined;
      return sandbox.host.invocations
        .all()
        .slice(before)
        .map(({ functionKey, faults }) => ({ functionKey, faults }));
    };
    const first = await play();
    await sandbox.stop();
    sandbox = await start();
    expect(first.some((run) => (run as { faults: unknown[] }).faults.length > 0)).toBe(true);
    expect(await play()).toEqual(first);
  });
});
