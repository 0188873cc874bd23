/** A request that has been open for longer than this is aged. Calendar days. */
export const AGED_AFTER_DAYS = 5;
