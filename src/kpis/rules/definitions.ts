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
  /** Whether tickets stand behind it, or pools and their seats. */
  readonly about: 'tickets' | 'pools';
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

/** A request that has been open for longer than this is aged. Calendar days. */
export const AGED_AFTER_DAYS = 5;

const TICKET_SLICES: readonly KpiSlice[] = KPI_SLICES;
const POOL_SLICES: readonly KpiSlice[] = ['application', 'tier'];

const FULFILLMENT = 'One fulfillment of an access request, counted in the period when it was fulfilled.';
const FIRST = 'One access request, counted in the period when it was first fulfilled.';
const FACTS = 'Facts the app records from the ticket’s own history and measurements in Jira.';
const NOT_OURS = 'Tickets that were closed before the app was set up for their project.';
const NOT_IMPORTED =
  'Tickets that were closed before the app was set up for their project, unless their past was imported.';
const NO_APPROVALS_KNOWN = 'Imported past tickets, because their decisions aren’t known.';
const IMPORTED =
  'Past tickets are counted from the log or the Jira tickets they were imported from; a ticket of a log counts once, when it was closed for the last time, by what its last record says.';
const SNAPSHOTS =
  'A daily snapshot of every license pool. License pools cover the whole company, not one project.';
const POOL_DAY = 'One license pool on one day, counted in the period of that day.';
const AGAIN = 'Later fulfillments of a ticket that was reopened.';

const timeToFulfill = (
  id: Extract<KpiId, `time-to-fulfill-${string}`>,
  name: string,
  figure: 'mean' | 'median' | 'ninetieth',
  words: string,
): KpiDefinition => ({
  id,
  name,
  numerator: words,
  denominator: 'Access requests fulfilled for the first time in the period, whose approval is known.',
  unit: 'working-hours',
  target: { is: 'at-most', value: 8 },
  direction: 'down',
  grain: FIRST,
  exclusions: [
    AGAIN,
    'Time outside the working hours of the beneficiary’s calendar, and time before the approval.',
    NOT_OURS,
  ],
  origin: `${FACTS} Working hours are those of the calendars on the admin page. Percentiles are exact; only what is shown is rounded, to a tenth of an hour.`,
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
  id: KpiId,
  name: string,
  numerator: string,
  denominator: string,
  target: KpiTarget | null,
  missing: string,
  unit: KpiUnit = 'percent',
): KpiDefinition => ({
  id,
  name,
  numerator,
  denominator,
  unit,
  target,
  direction: target?.is === 'at-most' ? 'down' : 'up',
  grain: 'Not recorded yet.',
  exclusions: [],
  origin: 'Not recorded yet.',
  measure: { kind: 'waiting', missing },
});

const atLeast = (value: number): KpiTarget => ({ is: 'at-least', value });
const atMost = (value: number): KpiTarget => ({ is: 'at-most', value });

/** Every KPI of the access desk, in the order in which a report shows them. */
export const KPIS: readonly KpiDefinition[] = [
  {
    id: 'sla-adherence',
    name: 'SLA adherence',
    numerator: 'Fulfillments whose service-level measurement ended within its goal.',
    denominator: 'Fulfillments whose measurement had ended when they were fulfilled.',
    unit: 'percent',
    target: atLeast(95),
    direction: 'up',
    grain: FULFILLMENT,
    exclusions: [
      'Fulfillments without a measurement, which are counted separately.',
      'Earlier cycles of the measurement. Only the cycle that ended with the fulfillment counts, as in JQL’s breached(), not everBreached(). A ticket that was late once, and on time after it was reopened, is one miss and one hit.',
      NOT_IMPORTED,
    ],
    origin: `${FACTS} The measurement is the SLA field mapped on the admin page. ${IMPORTED}`,
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
    name: 'First-time-right provisioning',
    numerator:
      'Access requests that were not reopened after their first fulfillment, and never fulfilled without a valid decision.',
    denominator: 'Access requests fulfilled for the first time in the period.',
    unit: 'percent',
    target: atLeast(99),
    direction: 'up',
    grain: FIRST,
    exclusions: [AGAIN, NOT_OURS, NO_APPROVALS_KNOWN],
    origin: FACTS,
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
    name: 'Reopen rate',
    numerator: 'Fulfillments after which the ticket was reopened, whenever that was.',
    denominator: 'All fulfillments.',
    unit: 'percent',
    target: atMost(3),
    direction: 'down',
    grain: FULFILLMENT,
    exclusions: [NOT_IMPORTED],
    origin: `${FACTS} ${IMPORTED}`,
    measure: {
      kind: 'measured',
      source: 'reopenings',
      about: 'tickets',
      figure: 'share',
      slices: TICKET_SLICES,
      look: 'hits',
    },
  },
  timeToFulfill(
    'time-to-fulfill-mean',
    'Time to fulfill, mean',
    'mean',
    'Working hours from the approval to the first fulfillment, added up.',
  ),
  timeToFulfill(
    'time-to-fulfill-p50',
    'Time to fulfill, median',
    'median',
    'Working hours from the approval to the first fulfillment: half of the requests took no longer.',
  ),
  timeToFulfill(
    'time-to-fulfill-p90',
    'Time to fulfill, 90th percentile',
    'ninetieth',
    'Working hours from the approval to the first fulfillment: nine of ten requests took no longer.',
  ),
  waiting(
    'time-to-resolve',
    'Mean time to resolve access incidents',
    'Working hours from the report of an access incident to its end, added up.',
    'Access incidents that ended in the period.',
    atMost(8),
    'No request type is mapped as an access incident.',
    'working-hours',
  ),
  {
    id: 'backlog-aging',
    name: 'Aged backlog',
    numerator: `Open access requests that were made more than ${AGED_AFTER_DAYS} calendar days ago.`,
    denominator: 'All open access requests, shown next to the value.',
    unit: 'tickets',
    target: atMost(9),
    direction: 'down',
    grain: 'One access request that isn’t fulfilled, declined or withdrawn, counted as of now.',
    exclusions: ['Requests that the policy denied.', NOT_OURS],
    origin: 'The app’s own record of every open request.',
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
    name: 'License utilization',
    numerator: 'Seats in use, day by day.',
    denominator: 'Seats purchased, day by day.',
    unit: 'percent',
    target: { is: 'between', from: 85, to: 95 },
    direction: 'range',
    grain: POOL_DAY,
    exclusions: ['Days without a snapshot, and today, whose snapshot is taken tonight.'],
    origin: SNAPSHOTS,
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
    name: 'Inactive paid licenses',
    numerator:
      'Seats in use that have a price and an inactive holder, on the last recorded day of the period.',
    denominator: 'Seats in use that have a price, shown next to the value.',
    unit: 'seats',
    target: atMost(0),
    direction: 'down',
    grain: 'One license pool on the last day recorded.',
    exclusions: ['Seats without usage data: unknown isn’t inactive.', 'Seats without a price.'],
    origin: SNAPSHOTS,
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
    name: 'Reclaim cycle time',
    numerator: 'Calendar days from opening a reclaim case to the removal of the seat, added up.',
    denominator: 'Reclaim cases whose seat was removed in the period.',
    unit: 'days',
    target: atMost(14),
    direction: 'down',
    grain: 'One reclaim case, counted in the period when the seat was removed.',
    exclusions: ['Cases that ended without a removal, because the holder kept the seat or was active.'],
    origin: 'The app’s own reclaim cases. License pools cover the whole company, not one project.',
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
    name: 'Premium approval compliance',
    numerator: 'Fulfillments of premium tiers that had every approval the policy requires.',
    denominator: 'All fulfillments of requests for a premium tier.',
    unit: 'percent',
    target: atLeast(100),
    direction: 'up',
    grain: FULFILLMENT,
    exclusions: ['Tiers that aren’t premium in the current catalog.', NOT_OURS, NO_APPROVALS_KNOWN],
    origin: `${FACTS} A ticket that was moved to fulfilled without a valid decision counts as a miss, even if it never named a tier.`,
    measure: {
      kind: 'measured',
      source: 'premium',
      about: 'tickets',
      figure: 'share',
      slices: TICKET_SLICES,
      look: 'misses',
    },
  },
  waiting(
    'joiners-on-time',
    'Joiner tasks on time',
    'Tasks for a joiner that were done before the first working day.',
    'All tasks for joiners whose first day was in the period.',
    atLeast(95),
    'Seatkeeper doesn’t record tasks for joiners yet.',
  ),
  waiting(
    'leavers-on-time',
    'Leaver tasks on time',
    'Removals for a leaver that were done by the end of the last working day.',
    'All removals for leavers whose last day was in the period.',
    atLeast(98),
    'Seatkeeper doesn’t record removals for leavers yet.',
  ),
  waiting(
    'orphan-accounts',
    'Orphan accounts',
    'Accounts in an application that belong to no active person.',
    'All accounts in applications.',
    atMost(0),
    'Seatkeeper doesn’t read lists of accounts from applications yet.',
    'seats',
  ),
  waiting(
    'review-evidence',
    'Access review evidence',
    'Decisions of access reviews with complete evidence.',
    'All decisions of access reviews that ended in the period.',
    atLeast(98),
    'No access review has taken place in Seatkeeper yet.',
  ),
  waiting(
    'runbook-freshness',
    'Runbook freshness',
    'Runbooks that were checked within their interval.',
    'All runbooks.',
    atLeast(90),
    'No runbooks are linked yet.',
  ),
  waiting(
    'knowledge-deflection',
    'Knowledge deflection',
    'Searches of the portal that ended with an article.',
    'All searches of the portal.',
    null,
    'Jira doesn’t report portal searches to apps.',
  ),
  waiting(
    'csat',
    'Customer satisfaction',
    'Stars given for access requests, added up.',
    'Access requests that were rated.',
    atLeast(4.3),
    'Seatkeeper doesn’t read ratings of requests yet.',
    'score',
  ),
  waiting(
    'escalation-quality',
    'Escalation quality',
    'Escalations with everything the next level needs.',
    'All escalations.',
    null,
    'Seatkeeper doesn’t record escalations yet.',
  ),
  waiting(
    'improvements',
    'Improvements delivered',
    'Improvements that were delivered in the period.',
    'All improvements that were planned.',
    null,
    'No improvements are linked yet.',
    'tickets',
  ),
];

export const kpiOf = (id: KpiId): KpiDefinition => {
  const found = KPIS.find((one) => one.id === id);
  if (!found) throw new Error(`no KPI is called ${id}`);
  return found;
};
