import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { sourceState, usageOf, type SourceReading, type UsageSignal } from '../../../src/usage/rules/usage';

const NOW = Date.UTC(2026, 10, 23, 8);
const terms = { now: NOW, idleDays: 60, allocatedAt: null };

const reading = (changes: Partial<SourceReading> = {}): SourceReading => ({
  source: 'sso',
  observedAt: NOW - DAY,
  people: 100,
  previousPeople: 100,
  ...changes,
});

const signal = (daysAgo: number | null, changes: Partial<UsageSignal> = {}): UsageSignal => ({
  source: 'sso',
  lastActiveAt: daysAgo === null ? null : NOW - daysAgo * DAY,
  observedAt: NOW - DAY,
  ...changes,
});

describe('a source', () => {
  it.each([
    ['good', {}],
    ['good', { previousPeople: null }],
    ['good', { people: 61 }],
    ['shrunk', { people: 60 }],
    ['empty', { people: 0 }],
    ['empty', { people: 0, previousPeople: null }],
    ['stale', { observedAt: NOW - 8 * DAY }],
  ] as const)('is %s with %j', (state, changes) => {
    expect(sourceState(reading(changes), NOW)).toBe(state);
  });
});

describe('usage', () => {
  it.each([
    ['active', [signal(3)], [reading()]],
    ['active', [signal(60)], [reading()]],
    ['inactive', [signal(61)], [reading()]],
    ['inactive', [signal(null)], [reading()]],
    ['active', [signal(3)], []],
    ['active', [signal(90), signal(2, { source: 'app' })], [reading()]],
  ] as const)('is %s', (kind, signals, readings) => {
    expect(usageOf(signals, readings, terms).kind).toBe(kind);
  });

  it.each([
    ['no-source', [], []],
    ['not-in-source', [], [reading()]],
    ['not-in-source', [signal(90, { observedAt: NOW - 20 * DAY })], [reading()]],
    ['stale', [signal(90)], [reading({ observedAt: NOW - 20 * DAY })]],
    ['shrunk', [signal(90)], [reading({ people: 20 })]],
    ['empty', [signal(90)], [reading({ people: 0 })]],
  ] as const)('is unknown: %s', (why, signals, readings) => {
    expect(usageOf(signals, readings, terms)).toEqual({ kind: 'unknown', why });
  });

  it('is unknown of a seat that somebody has only had for a while', () => {
    const allocatedAt = NOW - 10 * DAY;
    expect(usageOf([signal(null)], [reading()], { ...terms, allocatedAt })).toEqual({
      kind: 'unknown',
      why: 'too-new',
    });
  });

  it('is inactive since the last activity, by the source that was read last', () => {
    const signals = [signal(90), signal(70, { source: 'app', observedAt: NOW - 2 * DAY })];
    const readings = [reading(), reading({ source: 'app', observedAt: NOW - 2 * DAY })];
    expect(usageOf(signals, readings, terms)).toEqual({
      kind: 'inactive',
      since: NOW - 70 * DAY,
      source: 'sso',
      observedAt: NOW - DAY,
    });
  });
});

const sources = fc.constantFrom('sso', 'app', 'billing');
const someSignals = fc.uniqueArray(
  fc.record({
    source: sources,
    lastActiveAt: fc.option(fc.integer({ min: NOW - 200 * DAY, max: NOW })),
    observedAt: fc.integer({ min: NOW - 20 * DAY, max: NOW }),
  }),
  { selector: ({ source }) => source },
);
const someReadings = fc.uniqueArray(
  fc.record({
    source: sources,
    observedAt: fc.integer({ min: NOW - 20 * DAY, max: NOW }),
    people: fc.integer({ min: 0, max: 100 }),
    previousPeople: fc.option(fc.integer({ min: 0, max: 100 })),
  }),
  { selector: ({ source }) => source },
);
const someTerms = fc.record({
  now: fc.constant(NOW),
  idleDays: fc.integer({ min: 1, max: 180 }),
  allocatedAt: fc.option(fc.integer({ min: NOW - 200 * DAY, max: NOW })),
});

describe('nobody becomes inactive', () => {
  it('because something is known less', () => {
    fc.assert(
      fc.property(someSignals, someReadings, someTerms, fc.nat(), (signals, readings, given, index) => {
        const before = usageOf(signals, readings, given);
        const fewerReadings = readings.filter((_one, at) => at !== index % Math.max(1, readings.length));
        if (before.kind === 'unknown') expect(usageOf(signals, fewerReadings, given).kind).toBe('unknown');
        expect(usageOf([], readings, given).kind).toBe('unknown');
        expect(usageOf(signals, [], given).kind).not.toBe('inactive');
      }),
    );
  });

  it('by a source that is not good', () => {
    fc.assert(
      fc.property(someSignals, someReadings, someTerms, (signals, readings, given) => {
        const bad = readings.filter((one) => sourceState(one, NOW) !== 'good');
        expect(usageOf(signals, bad, given).kind).not.toBe('inactive');
      }),
    );
  });

  it('by being active later', () => {
    fc.assert(
      fc.property(someSignals, someReadings, someTerms, fc.nat(200), (signals, readings, given, days) => {
        const usage = usageOf(signals, readings, given);
        const later = [...signals, { source: 'new', lastActiveAt: NOW - days * DAY, observedAt: NOW }];
        const after = usageOf(later, readings, given);
        if (usage.kind === 'active') expect(after.kind).toBe('active');
        if (days <= given.idleDays) expect(after.kind).toBe('active');
      }),
    );
  });
});
