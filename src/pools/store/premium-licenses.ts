/*
 * Premium licenses: seats in use whose tier was premium when they were taken or imported, whatever the catalog says of it now.
 */

/** Whether a seat `s` is one. */
export const IS_PREMIUM_LICENSE = `s.premium = 1 AND s.state = 'allocated'`;

/** Whether an approval of exactly this is on record for a seat `s`, and its request still stands for it. */
export const IS_APPROVED = `s.end_reason IS NULL AND EXISTS (SELECT 1 FROM ticket_fact d
  WHERE d.issue_id = s.issue_id AND d.kind IN ('approved', 'fulfilled') AND d.import_id IS NULL
    AND CONCAT(d.app_key, '/', d.tier_key) = s.pool_id)`;

/** Whether the tier of a seat is premium in the catalog; within an `UPDATE seat`. */
export const TIER_IS_PREMIUM = `(SELECT t.premium FROM tier t WHERE CONCAT(t.app_key, '/', t.tier_key) = seat.pool_id)`;
