/** What a ticket says, before anything is checked; from the create panel or from mapped fields. */
export interface RawRequest {
  readonly application: string | null;
  readonly tier: string | null;
  readonly role: string | null;
  readonly beneficiaryId: string | null;
  /** A number of days as a number or text; null for no end. */
  readonly duration: number | string | null;
  readonly justification: string | null;
}
