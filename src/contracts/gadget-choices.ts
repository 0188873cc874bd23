/** What a lead can choose between when setting up a gadget. */
export const GADGET_MEASURES = ['sla-adherence', 'reopen-rate'] as const;
export const GADGET_PERIODS_DAYS = [7, 30, 90] as const;
