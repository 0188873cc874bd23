/** Over how many days a gadget can look. */
export const GADGET_PERIODS_DAYS = [7, 30, 90] as const;
