/** People of a department, in a job, or both, get this. */
export interface RoleMapping {
  readonly key: string;
  /** As the roster writes it; null for every department. */
  readonly department: string | null;
  /** The job title as the roster writes it; null for every job. */
  readonly job: string | null;
  readonly applicationKey: string;
  readonly tierKey: string;
  /** Role in the tier; null where it has none. */
  readonly role: string | null;
}
