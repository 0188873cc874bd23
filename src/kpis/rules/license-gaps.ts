/**
 * Why a premium license does not count as approved:
 * - `imported`: a list of holders brought it, and no request stands behind it
 * - `no-request`: nobody asked for it here, such as one that somebody got in place of a higher tier
 * - `withdrawn`: its request was changed, withdrawn or declined since
 * - `not-approved`: its request has no approval of it on record
 * - `unapproved`: no license, but a ticket that was moved to fulfilled without a valid decision
 * - `deleted`: the same, of a ticket that was deleted before anybody looked
 */
export const LICENSE_GAPS = [
  'imported',
  'no-request',
  'withdrawn',
  'not-approved',
  'unapproved',
  'deleted',
] as const;

export type LicenseGap = (typeof LICENSE_GAPS)[number];
