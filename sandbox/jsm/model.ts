/** A person or app account of a site. */
export interface Account {
  readonly accountId: string;
  readonly email: string;
  readonly displayName: string;
  /** `licensed` people may work in Jira; `customer` accounts, and people without a license, see the portal only. */
  readonly kind: 'licensed' | 'unlicensed' | 'customer' | 'app';
  active: boolean;
  readonly timeZone: string;
  readonly groups: ReadonlySet<string>;
}

/** How a field's values look in REST: Jira's own type names. */
export type FieldType =
  | 'string'
  | 'number'
  | 'user'
  | 'user-list'
  | 'option'
  | 'status'
  | 'issuetype'
  | 'project'
  | 'datetime'
  | 'any'
  | 'request-type'
  | 'sla'
  | 'approvals'
  | 'adf';

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  /** `com.atlassian…:key` of a custom field's type. */
  readonly custom?: string;
  readonly options?: readonly { readonly id: string; readonly value: string }[];
}

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface Transition {
  readonly id: string;
  readonly name: string;
  /** Status ids; `any` for a global transition. */
  readonly from: readonly string[] | 'any';
  readonly to: string;
  /** Keys of the apps' validators that sit on it. */
  readonly validators: readonly { readonly moduleKey: string }[];
  /** Whether customers may use it in the portal. */
  readonly customers?: boolean;
}

/** JSM's approval step on a status. Source: Atlassian's "Set up approvals for request types". */
export interface ApprovalStep {
  readonly statusId: string;
  readonly approversFieldId: string;
  readonly required: 'all' | number;
  readonly approveTransitionId: string;
  readonly declineTransitionId: string;
}

export interface Workflow {
  readonly name: string;
  readonly initialStatusId: string;
  readonly statusIds: readonly string[];
  readonly transitions: readonly Transition[];
  readonly approvalSteps: readonly ApprovalStep[];
}

export interface SlaMetric {
  readonly id: string;
  readonly name: string;
  readonly fieldId: string;
  /** Milliseconds. */
  readonly goal: number;
  readonly startOn: readonly SlaCondition[];
  readonly pauseInStatusIds: readonly string[];
  readonly stopOn: readonly SlaCondition[];
}

export type SlaCondition =
  { readonly on: 'created' } | { readonly on: 'entered-status'; readonly statusId: string };

export interface IssueType {
  readonly id: string;
  readonly name: string;
  readonly workflow: Workflow;
}

export interface RequestTypeField {
  readonly fieldId: string;
  readonly required: boolean;
  readonly description?: string;
}

export interface RequestType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly issueTypeId: string;
  readonly fields: readonly RequestTypeField[];
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly jql: string;
  readonly fieldIds: readonly string[];
}

/** A JSM project and its service desk. */
export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly leadAccountId: string;
  readonly serviceDeskId: string;
  readonly portalId: number;
  readonly agents: ReadonlySet<string>;
  /** People who may browse without being agents. */
  readonly viewers: ReadonlySet<string>;
  readonly issueTypes: readonly IssueType[];
  readonly requestTypes: readonly RequestType[];
  readonly queues: readonly Queue[];
  readonly slas: readonly SlaMetric[];
}

export interface Dashboard {
  readonly id: string;
  readonly name: string;
  readonly gadgets: {
    readonly id: string;
    readonly moduleKey: string;
    configuration: Record<string, unknown> | undefined;
  }[];
}

/** Everything that an administrator sets up on a site, as one document. */
export interface SiteConfiguration {
  readonly cloudId: string;
  readonly name: string;
  readonly url: string;
  readonly accounts: readonly Account[];
  readonly statuses: readonly Status[];
  readonly fields: readonly Field[];
  readonly projects: readonly Project[];
  readonly dashboards: readonly Dashboard[];
}

export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly fieldtype: 'jira' | 'custom';
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface Change {
  readonly id: string;
  readonly authorId: string;
  readonly at: number;
  readonly items: readonly ChangeItem[];
}

export interface Comment {
  readonly id: string;
  readonly authorId: string;
  /** Atlassian Document Format. */
  readonly body: unknown;
  readonly public: boolean;
  readonly at: number;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
}

export interface Approval {
  readonly id: string;
  readonly name: string;
  readonly step: ApprovalStep;
  readonly openedAt: number;
  readonly votes: Map<string, 'approved' | 'declined'>;
  /** Fixed once decided; while pending the approvers field rules. */
  decidedApprovers: readonly string[] | undefined;
  outcome: 'pending' | 'approved' | 'declined';
  completedAt: number | undefined;
  /** The issue left the status without a decision. */
  abandoned: boolean;
}

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly issueTypeId: string;
  readonly requestTypeId: string | undefined;
  readonly creatorId: string;
  readonly reporterId: string;
  readonly createdAt: number;
  updatedAt: number;
  statusId: string;
  assigneeId: string | undefined;
  resolvedAt: number | undefined;
  participants: string[];
  /** Values of editable fields in the model's own form: users as account ids, options as their text. */
  readonly values: Map<string, unknown>;
  readonly changes: Change[];
  readonly comments: Comment[];
  readonly approvals: Approval[];
  readonly properties: Map<string, unknown>;
}
