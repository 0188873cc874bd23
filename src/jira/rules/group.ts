/** A group of the site. */
export interface ApprovalGroup {
  readonly id: string;
  readonly name: string;
}
