import type { AssetsWorkspace } from './assets';

/** A person or app account of a site. */
export interface Account {
  readonly accountId: string;
  email: string;
  displayName: string;
  /** `licensed` people may work in Jira; `customer` accounts, and people without a license, see the portal only. */
  readonly kind: 'licensed' | 'unlicensed' | 'customer' | 'app';
  active: boolean;
  /** Whether their profile shows their e-mail address to nobody but themselves and administrators. */
  hidesEmail?: boolean;
  /** Whether its owner had Atlassian delete it. What names the account still does; nothing else is known of them. */
  isClosed?: boolean;
  /** When its owner last changed name, address or what their profile shows; milliseconds since the epoch. */
  profileChangedAt?: number;
  readonly timeZone: string;
  groups: ReadonlySet<string>;
}

/** How a field's values look in REST: Jira's own type names. */
export type FieldType =
  | 'string'
  | 'number'
  | 'user'
  | 'user-list'
  | 'group-list'
  | 'option'
  | 'status'
  | 'issuetype'
  | 'project'
  | 'datetime'
  | 'any'
  | 'request-type'
  | 'sla'
  | 'approvals'
  | 'adf'
  | 'label-list'
  | 'priority'
  | 'date'
  /** Follows from other things, or is kept empty; nobody sets it. */
  | 'shown'
  /** Stands in lists of issues and is no field of an issue. */
  | 'column';

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
  /** Ids of the roles whose members alone may take it: Jira's own condition on who can move. Everybody's without. */
  readonly onlyRoleIds?: readonly string[] | undefined;
  /** Whether customers may use it in the portal. */
  readonly customers?: boolean;
  /** Fields that its screen shows; without a screen a transition takes no fields and no comment. */
  readonly screen?: readonly ScreenField[];
}

/** What the app keeps with one of its rules: a JSON text of its own, and whether the rule is asked at all. */
export interface RuleConfiguration {
  readonly value: string;
  readonly disabled: boolean;
  readonly tag: string;
}

export interface ScreenField {
  readonly fieldId: string;
  readonly required: boolean;
}

/**
 * JSM's approval step on a status: who is asked, and how many have to say yes. One no is a decline.
 * @see https://support.atlassian.com/jira-service-management-cloud/docs/set-up-approvals/
 */
export interface ApprovalStep {
  readonly statusId: string;
  /** A field of people who are asked. */
  readonly approversFieldId?: string;
  /** A field of groups whose active members are asked. */
  readonly approverGroupsFieldId?: string;
  /** How many have to approve: everybody, so many, so many percent, or so many of each group. */
  readonly required: 'all' | number | { readonly percent: number } | { readonly perGroup: number };
  /** Roles that are not asked, even where a field names them. */
  readonly exclude?: readonly ('reporter' | 'assignee')[];
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

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Working hours that an SLA counts. Times and dates are those of the calendar's own time zone. */
export interface WorkCalendar {
  readonly id: string;
  readonly name: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Spans of a weekday, `HH:MM` from 00:00 to 24:00; the end is no longer in. A day left out is free. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly WorkSpan[]>>>;
  readonly holidays: readonly Holiday[];
}

export interface WorkSpan {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  readonly name: string;
  /** `YYYY-MM-DD`; of a yearly one, month and day count. */
  readonly date: string;
  readonly yearly: boolean;
}

/** Which issues have to be done within which time. */
export interface SlaGoal {
  /** Left out for "all remaining issues". */
  readonly jql?: string;
  /** Milliseconds of working time. */
  readonly duration: number;
  /** Left out for the default calendar, 24/7. */
  readonly calendarId?: string;
}

export interface SlaMetric {
  readonly id: string;
  readonly name: string;
  readonly fieldId: string;
  /** In order: the first one whose JQL finds the issue holds. An issue that none finds has no target. */
  readonly goals: readonly SlaGoal[];
  readonly startOn: readonly SlaCondition[];
  readonly pauseInStatusIds: readonly string[];
  readonly stopOn: readonly SlaCondition[];
}

/**
 * Moments at which an SLA may start or stop.
 * @see https://support.atlassian.com/jira/kb/understand-sla-condition-options-in-jira-service-management-cloud/
 */
export type SlaCondition =
  | { readonly on: 'entered-status' | 'left-status'; readonly statusId: string }
  | {
      readonly on:
        | 'created'
        | 'resolution-set'
        | 'resolution-cleared'
        | 'assignee-from-unassigned'
        | 'assignee-to-unassigned'
        | 'assignee-changed'
        | 'comment-by-customer'
        | 'comment-for-customers';
    };

/** What is kept of one SLA on one issue. Finished cycles keep the goal and calendar that they ended under. */
export interface SlaRecord {
  readonly completed: readonly CompletedSlaCycle[];
  readonly ongoing: OngoingSlaCycle | undefined;
}

/** A run that has not stopped: times in milliseconds since the epoch. */
export interface OngoingSlaCycle {
  readonly startedAt: number;
  /** Stretches in which it counts, oldest first; the last one is open while it runs. */
  readonly counting: readonly { readonly from: number; readonly to: number | undefined }[];
  readonly goal: SlaGoal;
}

/** A run from start to stop: times in milliseconds since the epoch, durations in milliseconds of working time. */
export interface CompletedSlaCycle {
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly goal: number;
  readonly elapsed: number;
  /** When the goal was passed, or would have been; undefined when the calendar has no such time. */
  readonly breachAt: number | undefined;
}

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
  /** People who administer this project without administering Jira. */
  readonly administrators?: ReadonlySet<string>;
  /** Whether Browse Projects is granted to the public, hence to customers too. */
  isPublic?: boolean;
  /** Accounts, of apps too, from which Browse Projects was taken away. */
  readonly hiddenFrom?: ReadonlySet<string>;
  readonly issueTypes: readonly IssueType[];
  readonly requestTypes: readonly RequestType[];
  readonly queues: readonly Queue[];
  calendars: readonly WorkCalendar[];
  slas: readonly SlaMetric[];
  /** Whom a closed service desk takes requests from; left out for a desk that is open to every account. */
  readonly customers?: ReadonlySet<string>;
}

export interface Dashboard {
  readonly id: string;
  readonly name: string;
  readonly ownerId?: string;
  /** Gadgets and widgets of apps. */
  readonly gadgets: {
    readonly id: string;
    readonly moduleKey: string;
    /** Given to a gadget in place of its module's. */
    title?: string;
    configuration: Record<string, unknown> | undefined;
    /** Of a widget, of twelve; 6 when left out. Gadgets have columns of their dashboard. */
    readonly columnSpan?: 3 | 4 | 6 | 8 | 12;
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
  /** Whether profiles hide the e-mail address where the account doesn't say. */
  readonly hidesEmails?: boolean;
  /**
   * What becomes of closed accounts: Jira's descriptions speak of a user record without details, shown by default, and of
   * users that are not found. Not documented is which of the two, when.
   */
  readonly closedAccounts?: 'shown' | 'missing';
  /** Virtual milliseconds until JQL sees a change; 0 when left out. Jira promises nothing here. */
  readonly searchDelay?: number;
  /** Virtual milliseconds that Jira takes for work that it does after it has answered; 0 when left out. */
  readonly taskDelay?: number;
  /**
   * What a transition of a status into itself does about its approval: opens a new one when left out, or leaves the one that
   * there is. Atlassian documents neither.
   */
  readonly selfTransitions?: 'open an approval' | 'keep the approval';
  /** Left out for a site whose JSM has none. */
  readonly assets?: AssetsWorkspace;
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

/** The members of a group, or of a role in the project. */
export interface Visibility {
  readonly type: 'group' | 'role';
  /** The id of a group, the name of a role. */
  readonly identifier: string;
  readonly value: string;
}

export interface Comment {
  readonly id: string;
  readonly authorId: string;
  /** Atlassian Document Format. */
  body: unknown;
  public: boolean;
  readonly at: number;
  /** To whom alone it is shown; it is not public then. */
  visibility?: Visibility | undefined;
  edited: { readonly at: number; readonly byId: string } | undefined;
  readonly properties: Map<string, unknown>;
}

/** What the reporter said of the service: 1 to 5 stars, and words. */
export interface Feedback {
  readonly rating: number;
  readonly comment: string;
}

export interface Approval {
  readonly id: string;
  readonly name: string;
  readonly step: ApprovalStep;
  readonly openedAt: number;
  readonly votes: Map<string, 'approved' | 'declined'>;
  /** Who was asked, fixed once it is over; while it is open the step's fields rule. */
  closedApprovers: readonly string[] | undefined;
  outcome: 'pending' | 'approved' | 'declined';
  completedAt: number | undefined;
  /** The issue left the status without a decision. */
  abandoned: boolean;
}

/** A panel of an app that an administrator had shown on every issue of a project, or hidden there again. */
export interface PanelPin {
  readonly moduleKey: string;
  readonly projectId: string;
  readonly action: 'PIN' | 'UNPIN';
  /** From when on it holds; milliseconds since the epoch. */
  readonly at: number;
}

/** Work that Jira does after it has answered. */
export interface Task {
  readonly id: string;
  readonly description: string;
  readonly submitterId: string;
  readonly submittedAt: number;
  readonly finishedAt: number;
}

/** A mail that somebody had Jira send about an issue. */
export interface Mail {
  readonly at: number;
  readonly senderId: string;
  readonly recipientIds: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface Issue {
  readonly id: string;
  key: string;
  projectId: string;
  issueTypeId: string;
  requestTypeId: string | undefined;
  readonly creatorId: string;
  reporterId: string;
  readonly createdAt: number;
  updatedAt: number;
  statusId: string;
  assigneeId: string | undefined;
  resolvedAt: number | undefined;
  participants: string[];
  feedback?: Feedback | undefined;
  /** Oldest first; none is sent anywhere. */
  mails?: Mail[] | undefined;
  /** Values of editable fields in the model's own form: users as account ids, options as their ids. */
  readonly values: Map<string, unknown>;
  readonly changes: Change[];
  readonly comments: Comment[];
  readonly approvals: Approval[];
  /** By the metric's id; none for a metric that never started. */
  readonly slas: Map<string, SlaRecord>;
  readonly properties: Map<string, unknown>;
}
