export { AGED_AFTER_DAYS } from '../rules/aged-after';

/** Over how many days a gadget can look. */
export const GADGET_PERIODS_DAYS = [7, 30, 90] as const;

/** How many applications, and how many departments, a gadget can be limited to. */
export const GADGET_MOST_CHOSEN = 50;
