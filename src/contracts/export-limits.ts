/**
 * Seats in one answer: the platform lets 5 MB through, and a seat with the longest note, login and worker id that
 * there can be is below 2 KB.
 */
export const SEATS_AN_EXPORT = 2_000;
