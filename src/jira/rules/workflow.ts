/** A transition of a workflow that tickets of access requests go through. */
export interface WorkflowTransition {
  readonly workflow: string;
  readonly id: string;
  readonly name: string;
  readonly toStatusId: string;
}

/** The app's validator on one transition. */
export interface GuardRule {
  readonly ruleId: string;
  readonly workflow: string;
  readonly transitionId: string;
  readonly disabled: boolean;
}
