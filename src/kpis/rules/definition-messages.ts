import { counted } from '../../common/rules/plural';

const facts = 'Records that the app makes from each ticket’s history and SLA measurements in Jira.';
const imports =
  'Past tickets come from the log or the Jira tickets they were imported from. A ticket from a log counts once: when it was last closed, as its last record says.';
const wholeCompany = 'License pools cover the whole company, not one project.';

const workingHours = (figure: string): string =>
  `Working hours from the approval to the first fulfillment: ${figure}.`;
const firstFulfillments = 'Access requests with a known approval that were first fulfilled in the period.';

/**
 * What each KPI is called and what it counts, as a lead would say it to an auditor. One that has no records yet says
 * what it lacks.
 */
export const definitionMessages = {
  kpis: {
    'sla-adherence': {
      name: 'SLA adherence',
      numerator: 'Fulfillments whose SLA measurement ended within its goal.',
      denominator: 'Fulfillments whose SLA measurement had ended when they were fulfilled.',
    },
    'first-time-right': {
      name: 'First-time-right provisioning',
      numerator:
        'Access requests that weren’t reopened after their first fulfillment, and were never fulfilled without a valid decision.',
      denominator: 'Access requests that were first fulfilled in the period.',
    },
    'reopen-rate': {
      name: 'Reopen rate',
      numerator: 'Fulfillments whose ticket was reopened later, at any time.',
      denominator: 'All fulfillments.',
    },
    'time-to-fulfill-mean': {
      name: 'Time to fulfill, mean',
      numerator: workingHours('the total'),
      denominator: firstFulfillments,
    },
    'time-to-fulfill-p50': {
      name: 'Time to fulfill, median',
      numerator: workingHours('half of the requests took this long or less'),
      denominator: firstFulfillments,
    },
    'time-to-fulfill-p90': {
      name: 'Time to fulfill, 90th percentile',
      numerator: workingHours('nine of ten requests took this long or less'),
      denominator: firstFulfillments,
    },
    'backlog-aging': {
      name: 'Aged backlog',
      numerator: (days: number): string =>
        counted(days, {
          one: 'Open access requests that were created more than # calendar day ago.',
          other: 'Open access requests that were created more than # calendar days ago.',
        }),
      denominator: 'All open access requests, shown next to the value.',
    },
    utilization: {
      name: 'License utilization',
      numerator: 'Seats in use, day by day.',
      denominator: 'Seats purchased, day by day.',
    },
    'inactive-paid-licenses': {
      name: 'Inactive paid licenses',
      numerator:
        'Paid seats in use with an inactive holder, on the last recorded day of the period. Where a pool also has free seats, or seats without a price, inactive holders count against the paid seats first.',
      denominator: 'Paid seats in use, shown next to the value.',
    },
    'reclaim-cycle': {
      name: 'Reclaim cycle time',
      numerator: 'Calendar days from the start of a reclaim case to the removal of the seat: the total.',
      denominator: 'Reclaim cases whose seat was removed in the period.',
    },
    'premium-compliance': {
      name: 'Premium approval compliance',
      numerator: 'Premium licenses whose approval for that application and tier is on record.',
      denominator:
        'All premium licenses in use at the end of the period, including imported ones. Each premium ticket that was fulfilled without a valid decision in the period adds one.',
    },
    'time-to-resolve': {
      name: 'Mean time to resolve access incidents',
      numerator: 'Working hours from the report of an access incident to its end: the total.',
      denominator: 'Access incidents that ended in the period.',
      missing: 'Seatkeeper doesn’t record access incidents.',
    },
    'joiners-on-time': {
      name: 'Joiner tasks on time',
      numerator: 'Tasks for a joiner that were done before the first working day.',
      denominator: 'All tasks for joiners whose first day was in the period.',
      missing: 'Seatkeeper doesn’t record tasks for joiners.',
    },
    'leavers-on-time': {
      name: 'Leaver tasks on time',
      numerator: 'Removals for a leaver that were done by the end of the last working day.',
      denominator: 'All removals for leavers whose last day was in the period.',
      missing: 'Seatkeeper doesn’t know a leaver’s last working day.',
    },
    'orphan-accounts': {
      name: 'Orphan accounts',
      numerator: 'Accounts in an application that belong to no active person.',
      denominator: 'All accounts in applications.',
      missing: 'Seatkeeper knows the logins in imported usage lists, not every account of an application.',
    },
    'review-evidence': {
      name: 'Access review evidence',
      numerator: 'Decisions of access reviews with complete evidence.',
      denominator: 'All decisions of access reviews that ended in the period.',
      missing: 'Seatkeeper doesn’t run access reviews.',
    },
    'runbook-freshness': {
      name: 'Runbook freshness',
      numerator: 'Runbooks that were checked within their interval.',
      denominator: 'All runbooks.',
      missing: 'Seatkeeper doesn’t keep runbooks.',
    },
    'knowledge-deflection': {
      name: 'Knowledge deflection',
      numerator: 'Portal searches that ended with an article.',
      denominator: 'All portal searches.',
      missing: 'Jira doesn’t report portal searches to apps.',
    },
    csat: {
      name: 'Customer satisfaction',
      numerator: 'Stars given for access requests: the total.',
      denominator: 'Access requests that were rated.',
      missing: 'Seatkeeper doesn’t read ratings of requests.',
    },
    'escalation-quality': {
      name: 'Escalation quality',
      numerator: 'Tickets passed to another support level with everything that level needs.',
      denominator: 'All tickets passed to another support level.',
      missing:
        'Seatkeeper escalates approvals, but doesn’t record which tickets go to another support level.',
    },
    improvements: {
      name: 'Improvements delivered',
      numerator: 'Improvements that were delivered in the period.',
      denominator: 'All improvements that were planned.',
      missing: 'Seatkeeper doesn’t track improvement work.',
    },
  },
  records: {
    fulfillment: 'One fulfillment of an access request, counted in the period when it was fulfilled.',
    firstFulfillment: 'One access request, counted in the period when it was first fulfilled.',
    openRequest: 'One access request that isn’t fulfilled, declined or withdrawn, counted as of now.',
    license:
      'One license in use at the end of the period, or now while the period is running, whose tier was premium when the person got it. Or one ticket for a premium tier, or for no known application, that was fulfilled without a valid decision.',
    poolDay: 'One license pool on one day, counted in the period of that day.',
    lastPoolDay: 'One license pool on the last recorded day.',
    reclaimCase: 'One reclaim case, counted in the period when the seat was removed.',
    none: 'Not recorded.',
  },
  origins: {
    facts,
    factsAndImports: `${facts} ${imports}`,
    sla: `${facts} The measurement is the SLA field mapped on the admin page. ${imports}`,
    workingHours: `${facts} Working hours are those of the calendars on the admin page. Percentiles are exact; only the displayed value is rounded, to a tenth of an hour.`,
    premium:
      'Licenses come from the app’s record of seats, now or in the last nightly snapshot of the period, and cover the whole company. Tickets are this project’s. An imported license has no approval on record, nor has one whose request was changed or withdrawn.',
    openRequests: 'The app’s own record of every open request.',
    snapshots: `A daily snapshot of every license pool. ${wholeCompany}`,
    reclaimCases: `The app’s own reclaim cases. ${wholeCompany}`,
    none: 'Not recorded.',
  },
  exclusions: {
    beforeSetUp: 'Tickets that were closed before the app was set up for their project.',
    notImported:
      'Tickets that were closed before the app was set up for their project, unless they were imported.',
    imported: 'Imported past tickets, because their decisions aren’t known.',
    laterFulfillments: 'Later fulfillments of a ticket that was reopened.',
    outsideHours:
      'Time outside the working hours of the beneficiary’s calendar, and time before the approval.',
    notMeasured: 'Fulfillments without a measurement, which are counted separately.',
    earlierCycles:
      'Earlier cycles of the measurement. Only the cycle that ended with the fulfillment counts, as in JQL’s breached(), not everBreached(). A ticket that was late once, and on time after it was reopened, is one miss and one hit.',
    denied: 'Requests that the policy denied.',
    daysWithoutSnapshot: 'Days without a snapshot, and today, whose snapshot is taken tonight.',
    unknownUse:
      'Seats without usage data: unknown isn’t inactive. While there are any, the figure isn’t called on target.',
    noPrice: 'Free seats and seats without a price.',
    keptSeats: 'Cases that ended without a removal, because the holder kept the seat or was active.',
    notPremium: 'Licenses whose tier became premium only after the person got them.',
    givenBack: 'Licenses that were given back before the end of the period.',
  },
};
