/** Of whom nobody knows an Atlassian account, and whose an administrator has picked. */
export interface LinkedAccounts {
  /** People at work by the roster. */
  readonly people: number;
  /** How many of them have no account linked. */
  readonly unlinked: number;
  /** The worker ids of the first of them. */
  readonly workerIds: readonly string[];
  readonly picked: readonly {
    readonly workerId: string;
    readonly accountId: string;
    /** Whether another admin has to say the same before it counts in requests of whoever picked it. */
    readonly needsRepeat: boolean;
    /** Whether whoever looks picked it. */
    readonly isOwn: boolean;
  }[];
}
