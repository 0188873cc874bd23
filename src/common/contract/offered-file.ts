/** A file that is kept for a while. */
export interface OfferedFile {
  /** Gives the file to whoever opens it. */
  readonly url: string;
  /** From when on, and for how long; milliseconds since the epoch, UTC. */
  readonly from: number;
  readonly until: number;
}
