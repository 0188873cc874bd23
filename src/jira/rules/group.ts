/** More members than this are too many to ask, and nobody reads them; Jira gives fifty a call. */
export const MAX_GROUP_MEMBERS = 1_000;

/** A group of the site. */
export interface ApprovalGroup {
  readonly id: string;
  readonly name: string;
}
