/**
 * Seats in one answer: the platform lets 5 MB through, and a seat with the longest note, login and worker id that
 * there can be is below 2 KB.
 */
export const SEATS_AN_EXPORT = 2_000;

/** Cases in one answer: one with the longest reasons and a dozen remarks is below 5 KB. */
export const CASES_AN_EXPORT = 500;
