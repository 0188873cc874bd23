import { AGED_AFTER_DAYS } from './aged-after';
import { definitionMessages } from './definition-messages';

/** How a KPI's figure is made of tallies: what was hit, of how much. */
export type KpiFigure = 'share' | 'mean' | 'median' | 'ninetieth' | 'count';

/** Percent; working hours; calendar days; seats; tickets; stars of five. */
export type KpiUnit = 'percent' | 'working-hours' | 'days' | 'seats' | 'tickets' | 'score';

export type KpiTarget =
  | { readonly is: 'at-least' | 'at-most'; readonly value: number }
  | { readonly is: 'between'; readonly from: number; readonly to: number };

/** What is counted. Each is one kind of record, at one moment of its own. */
export type TallySource =
  | 'sla'
  | 'reopenings'
  | 'first-fulfillments'
  | 'time-to-fulfill'
  | 'premium'
  | 'backlog'
  | 'seats-in-use'
  | 'inactive-seats'
  | 'reclaims';

export const KPI_SLICES = ['application', 'tier', 'department', 'assignee', 'request-type'] as const;

export type KpiSlice = (typeof KPI_SLICES)[number];

/** What a KPI that waits for its data lacks. */
interface Waiting {
  readonly kind: 'waiting';
  readonly missing: string;
}

interface Measured {
  readonly kind: 'measured';
  readonly source: TallySource;
  readonly figure: KpiFigure;
  /** Whether tickets stand behind it, pools and their seats, or licenses that somebody has and tickets besides. */
  readonly about: 'tickets' | 'pools' | 'licenses';
  /** By what it can be cut. */
  readonly slices: readonly KpiSlice[];
  /** Which of the records behind it deserve a look: those it counts, those it does not, or the longest of all. */
  readonly look: 'hits' | 'misses' | 'all';
}

/** One KPI, said once: screens, exports and the page for auditors are all made of this. */
export interface KpiDefinition {
  readonly id: KpiId;
  readonly name: string;
  /** Complete sentences, as a lead would say them to an auditor. */
  readonly numerator: string;
  readonly denominator: string;
  readonly unit: KpiUnit;
  readonly target: KpiTarget | null;
  /** Whether more is better, less is, or both ends are bad. */
  readonly direction: 'up' | 'down' | 'range';
  /** What one thing counted is, and which moment puts it into a period. */
  readonly grain: string;
  readonly exclusions: readonly string[];
  /** Where the records come from. */
  readonly origin: string;
  readonly measure: Measured | Waiting;
}

/** KPIs that there are records for. */
export const MEASURED_KPI_IDS = [
  'sla-adherence',
  'first-time-right',
  'reopen-rate',
  'time-to-fulfill-mean',
  'time-to-fulfill-p50',
  'time-to-fulfill-p90',
  'backlog-aging',
  'utilization',
  'inactive-paid-licenses',
  'reclaim-cycle',
  'premium-compliance',
] as const;

export const KPI_IDS = [
  ...MEASURED_KPI_IDS,
  'time-to-resolve',
  'joiners-on-time',
  'leavers-on-time',
  'orphan-accounts',
  'review-evidence',
  'runbook-freshness',
  'knowledge-deflection',
  'csat',
  'escalation-quality',
  'improvements',
] as const;

export type KpiId = (typeof KPI_IDS)[number];

type MeasuredKpiId = (typeof MEASURED_KPI_IDS)[number];

const TICKET_SLICES: readonly KpiSlice[] = KPI_SLICES;
const POOL_SLICES: readonly KpiSlice[] = ['application', 'tier'];

const { kpis: WORDS, records, origins, exclusions: LEFT_OUT } = definitionMessages;

const timeToFulfill = (
  id: Extract<KpiId, `time-to-fulfill-${string}`>,
  figure: 'mean' | 'median' | 'ninetieth',
): KpiDefinition => ({
  id,
  ...WORDS[id],
  unit: 'working-hours',
  target: { is: 'at-most', value: 8 },
  direction: 'down',
  grain: records.firstFulfillment,
  exclusions: [LEFT_OUT.laterFulfillments, LEFT_OUT.outsideHours, LEFT_OUT.beforeSetUp],
  origin: origins.workingHours,
  measure: {
    kind: 'measured',
    source: 'time-to-fulfill',
    about: 'tickets',
    figure,
    slices: figure === 'mean' ? TICKET_SLICES : [],
    look: 'all',
  },
});

const waiting = (
  id: Exclude<KpiId, MeasuredKpiId>,
  target: KpiTarget | null,
  unit: KpiUnit = 'percent',
): KpiDefinition => {
  const { missing, ...words } = WORDS[id];
  return {
    id,
    ...words,
    unit,
    target,
    direction: target?.is === 'at-most' ? 'down' : 'up',
    grain: records.none,
    exclusions: [],
    origin: origins.none,
    measure: { kind: 'waiting', missing },
  };
};

const atLeast = (value: number): KpiTarget => ({ is: 'at-least', value });
const atMost = (value: number): KpiTarget => ({ is: 'at-most', value });

/** Every KPI of the access desk, in the order in which a report shows them. */
export const KPIS: readonly KpiDefinition[] = [
  {
    id: 'sla-adherence',
    ...WORDS['sla-adherence'],
    unit: 'percent',
    target: atLeast(95),
    direction: 'up',
    grain: records.fulfillment,
    exclusions: [LEFT_OUT.notMeasured, LEFT_OUT.earlierCycles, LEFT_OUT.notImported],
    origin: origins.sla,
    measure: {
      kind: 'measured',
      source: 'sla',
      about: 'tickets',
      figure: 'share',
      slices: TICKET_SLICES,
      look: 'misses',
    },
  },
  {
    id: 'first-time-right',
    ...WORDS['first-time-right'],
    unit: 'percent',
    target: atLeast(99),
    direction: 'up',
    grain: records.firstFulfillment,
    exclusions: [LEFT_OUT.laterFulfillments, LEFT_OUT.beforeSetUp, LEFT_OUT.imported],
    origin: origins.facts,
    measure: {
      kind: 'measured',
      source: 'first-fulfillments',
      about: 'tickets',
      figure: 'share',
      slices: TICKET_SLICES,
      look: 'misses',
    },
  },
  {
    id: 'reopen-rate',
    ...WORDS['reopen-rate'],
    unit: 'percent',
    target: atMost(3),
    direction: 'down',
    grain: records.fulfillment,
    exclusions: [LEFT_OUT.notImported],
    origin: origins.factsAndImports,
    measure: {
      kind: 'measured',
      source: 'reopenings',
      about: 'tickets',
      figure: 'share',
      slices: TICKET_SLICES,
      look: 'hits',
    },
  },
  timeToFulfill('time-to-fulfill-mean', 'mean'),
  timeToFulfill('time-to-fulfill-p50', 'median'),
  timeToFulfill('time-to-fulfill-p90', 'ninetieth'),
  waiting('time-to-resolve', atMost(8), 'working-hours'),
  {
    id: 'backlog-aging',
    ...WORDS['backlog-aging'],
    get numerator() {
      return WORDS['backlog-aging'].numerator(AGED_AFTER_DAYS);
    },
    unit: 'tickets',
    target: atMost(9),
    direction: 'down',
    grain: records.openRequest,
    exclusions: [LEFT_OUT.denied, LEFT_OUT.beforeSetUp],
    origin: origins.openRequests,
    measure: {
      kind: 'measured',
      source: 'backlog',
      about: 'tickets',
      figure: 'count',
      slices: ['application', 'tier', 'department'],
      look: 'hits',
    },
  },
  {
    id: 'utilization',
    ...WORDS.utilization,
    unit: 'percent',
    target: { is: 'between', from: 85, to: 95 },
    direction: 'range',
    grain: records.poolDay,
    exclusions: [LEFT_OUT.daysWithoutSnapshot],
    origin: origins.snapshots,
    measure: {
      kind: 'measured',
      source: 'seats-in-use',
      about: 'pools',
      figure: 'share',
      slices: POOL_SLICES,
      look: 'all',
    },
  },
  {
    id: 'inactive-paid-licenses',
    ...WORDS['inactive-paid-licenses'],
    unit: 'seats',
    target: atMost(0),
    direction: 'down',
    grain: records.lastPoolDay,
    exclusions: [LEFT_OUT.unknownUse, LEFT_OUT.noPrice],
    origin: origins.snapshots,
    measure: {
      kind: 'measured',
      source: 'inactive-seats',
      about: 'pools',
      figure: 'count',
      slices: POOL_SLICES,
      look: 'all',
    },
  },
  {
    id: 'reclaim-cycle',
    ...WORDS['reclaim-cycle'],
    unit: 'days',
    target: atMost(14),
    direction: 'down',
    grain: records.reclaimCase,
    exclusions: [LEFT_OUT.keptSeats],
    origin: origins.reclaimCases,
    measure: {
      kind: 'measured',
      source: 'reclaims',
      about: 'pools',
      figure: 'mean',
      slices: POOL_SLICES,
      look: 'all',
    },
  },
  {
    id: 'premium-compliance',
    ...WORDS['premium-compliance'],
    unit: 'percent',
    target: atLeast(100),
    direction: 'up',
    grain: records.license,
    exclusions: [LEFT_OUT.notPremium, LEFT_OUT.givenBack, LEFT_OUT.beforeSetUp],
    origin: origins.premium,
    measure: {
      kind: 'measured',
      source: 'premium',
      about: 'licenses',
      figure: 'share',
      slices: POOL_SLICES,
      look: 'misses',
    },
  },
  waiting('joiners-on-time', atLeast(95)),
  waiting('leavers-on-time', atLeast(98)),
  waiting('orphan-accounts', atMost(0), 'seats'),
  waiting('review-evidence', atLeast(98)),
  waiting('runbook-freshness', atLeast(90)),
  waiting('knowledge-deflection', null),
  waiting('csat', atLeast(4.3), 'score'),
  waiting('escalation-quality', null),
  waiting('improvements', null, 'tickets'),
];

export const kpiOf = (id: KpiId): KpiDefinition => {
  const found = KPIS.find((one) => one.id === id);
  if (!found) throw new Error(`no KPI is called ${id}`);
  return found;
};
