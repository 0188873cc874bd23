/** People whom a complete roster has left out, and of whom nobody has said yet whether they have left. */
export interface MissingPeople {
  /** Those who are missing longest; `count` counts all. */
  readonly people: readonly {
    readonly workerId: string;
    /** Null for somebody without an account on the site. */
    readonly accountId: string | null;
    /** When the roster was imported that left them out; milliseconds since the epoch, UTC. */
    readonly since: number;
  }[];
  readonly count: number;
}
