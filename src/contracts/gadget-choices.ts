/** Which KPIs a gadget can show; the others wait for their data. */
export const GADGET_MEASURES = [
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
/** What a lead can choose between when setting up a gadget or reading a report. */
export const GADGET_PERIODS_DAYS = [7, 30, 90] as const;
