/** What is known of the reports of personal data to Atlassian. Times in milliseconds since the epoch, UTC. */
export interface PersonalDataView {
  /** When accounts were last reported; null for never. */
  readonly reportedAt: number | null;
  /** Since when Atlassian takes no report, or a closed account can't be erased; null where both work. */
  readonly failingSince: number | null;
  /** Accounts whose id is stored, as far as the nightly look has come. */
  readonly stored: number;
  /** How many of them were reported within the last seven days. */
  readonly reported: number;
  /** Closed accounts that were erased, ever. */
  readonly erased: number;
}
