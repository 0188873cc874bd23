import { APPS_ROLE_ID } from '../jsm/access';
import type { Dashboard, Field, Project, Status, WorkCalendar, Workflow } from '../jsm/model';

const HOUR = 3_600_000;
const PICKER = 'com.atlassian.jira.plugin.system.customfieldtypes';

export const FIELD = {
  requestType: 'customfield_10010',
  approvers: 'customfield_10030',
  approvals: 'customfield_10031',
  application: 'customfield_10040',
  tier: 'customfield_10041',
  beneficiary: 'customfield_10042',
  duration: 'customfield_10043',
  justification: 'customfield_10044',
  timeToFulfill: 'customfield_10050',
} as const;

export const STATUS = {
  open: '10001',
  awaitingApproval: '10002',
  ready: '10003',
  fulfilled: '10004',
  declined: '10005',
  canceled: '10006',
} as const;

export const TRANSITION = {
  sendForApproval: '11',
  askAgain: '12',
  noApprovalNeeded: '13',
  enoughApproved: '15',
  backToApproval: '14',
  approve: '21',
  decline: '22',
  fulfill: '31',
  reopen: '41',
  cancel: '51',
  declineByPolicy: '52',
} as const;

/** Request types of the demo's portal: one with the app's create panel, one with plain fields instead. */
export const REQUEST_TYPE = { panel: '10', fields: '11', hardware: '12', licenseCheck: '13' } as const;

export const statuses: readonly Status[] = [
  { id: STATUS.open, name: 'Open', category: 'new' },
  { id: STATUS.awaitingApproval, name: 'Waiting for approval', category: 'indeterminate' },
  { id: STATUS.ready, name: 'Ready to fulfill', category: 'indeterminate' },
  { id: STATUS.fulfilled, name: 'Fulfilled', category: 'done' },
  { id: STATUS.declined, name: 'Declined', category: 'done' },
  { id: STATUS.canceled, name: 'Canceled', category: 'done' },
];

export const fields: readonly Field[] = [
  { id: 'summary', name: 'Summary', type: 'string' },
  { id: 'description', name: 'Description', type: 'adf' },
  { id: 'status', name: 'Status', type: 'status' },
  { id: 'issuetype', name: 'Work type', type: 'issuetype' },
  { id: 'project', name: 'Project', type: 'project' },
  { id: 'reporter', name: 'Reporter', type: 'user' },
  { id: 'creator', name: 'Creator', type: 'user' },
  { id: 'assignee', name: 'Assignee', type: 'user' },
  { id: 'created', name: 'Created', type: 'datetime' },
  { id: 'updated', name: 'Updated', type: 'datetime' },
  { id: 'resolutiondate', name: 'Resolved', type: 'datetime' },
  { id: 'statuscategorychangedate', name: 'Status Category Changed', type: 'datetime' },
  {
    id: FIELD.requestType,
    name: 'Request Type',
    type: 'request-type',
    custom: 'com.atlassian.servicedesk:vp-origin',
  },
  { id: FIELD.approvers, name: 'Approvers', type: 'user-list', custom: `${PICKER}:multiuserpicker` },
  {
    id: FIELD.approvals,
    name: 'Approvals',
    type: 'approvals',
    custom: 'com.atlassian.servicedesk.approvals-plugin:sd-approvals',
  },
  { id: FIELD.application, name: 'Application', type: 'string', custom: `${PICKER}:textfield` },
  { id: FIELD.tier, name: 'Tier', type: 'string', custom: `${PICKER}:textfield` },
  { id: FIELD.beneficiary, name: 'Access for', type: 'user', custom: `${PICKER}:userpicker` },
  { id: FIELD.duration, name: 'Duration in days', type: 'number', custom: `${PICKER}:float` },
  { id: FIELD.justification, name: 'Justification', type: 'adf', custom: `${PICKER}:textarea` },
  {
    id: FIELD.timeToFulfill,
    name: 'Time to fulfill',
    type: 'sla',
    custom: 'com.atlassian.servicedesk:sd-sla-field',
  },
];

const notDone = [STATUS.open, STATUS.awaitingApproval, STATUS.ready];
const guard = [{ moduleKey: 'guard-fulfillment' }];
/** What only Seatkeeper takes: by hand it would start the clock of a request that nobody has approved. */
const appsOnly = { validators: [], onlyRoleIds: [APPS_ROLE_ID] };

const accessWorkflow: Workflow = {
  name: 'Access request workflow',
  initialStatusId: STATUS.open,
  statusIds: Object.values(STATUS),
  transitions: [
    {
      id: TRANSITION.sendForApproval,
      name: 'Send for approval',
      from: [STATUS.open],
      to: STATUS.awaitingApproval,
      validators: [],
    },
    {
      // leaving the status and coming back is what opens a new approval
      id: TRANSITION.askAgain,
      name: 'Ask again',
      from: [STATUS.awaitingApproval],
      to: STATUS.open,
      ...appsOnly,
    },
    {
      id: TRANSITION.noApprovalNeeded,
      name: 'No approval needed',
      from: [STATUS.open],
      to: STATUS.ready,
      ...appsOnly,
    },
    {
      id: TRANSITION.backToApproval,
      name: 'Back to approval',
      from: [STATUS.ready],
      to: STATUS.awaitingApproval,
      ...appsOnly,
    },
    {
      id: TRANSITION.approve,
      name: 'Approve',
      from: [STATUS.awaitingApproval],
      to: STATUS.ready,
      validators: [],
    },
    {
      id: TRANSITION.enoughApproved,
      name: 'Enough have approved',
      from: [STATUS.awaitingApproval],
      to: STATUS.ready,
      ...appsOnly,
    },
    {
      id: TRANSITION.decline,
      name: 'Decline',
      from: [STATUS.awaitingApproval],
      to: STATUS.declined,
      validators: [],
    },
    {
      id: TRANSITION.declineByPolicy,
      name: 'Decline by policy',
      from: notDone,
      to: STATUS.declined,
      ...appsOnly,
    },
    { id: TRANSITION.fulfill, name: 'Fulfill', from: notDone, to: STATUS.fulfilled, validators: guard },
    {
      id: TRANSITION.reopen,
      name: 'Reopen',
      from: [STATUS.fulfilled, STATUS.declined, STATUS.canceled],
      to: STATUS.ready,
      validators: [],
    },
    {
      id: TRANSITION.cancel,
      name: 'Withdraw',
      from: notDone,
      to: STATUS.canceled,
      validators: [],
      customers: true,
    },
  ],
  approvalSteps: [
    {
      statusId: STATUS.awaitingApproval,
      approversFieldId: FIELD.approvers,
      required: 'all',
      approveTransitionId: TRANSITION.approve,
      declineTransitionId: TRANSITION.decline,
    },
  ],
};

const plainWorkflow: Workflow = {
  name: 'Service request workflow',
  initialStatusId: STATUS.open,
  statusIds: [STATUS.open, STATUS.fulfilled],
  // a ticket of this kind may be given an application and a tier, too
  transitions: [{ id: '61', name: 'Resolve', from: [STATUS.open], to: STATUS.fulfilled, validators: guard }],
  approvalSteps: [],
};

/** When the desk works: the offices are in Berlin. */
export const deskHours: WorkCalendar = {
  id: '2',
  name: 'IT desk hours',
  timeZone: 'Europe/Berlin',
  hours: {
    monday: [{ from: '08:00', to: '18:00' }],
    tuesday: [{ from: '08:00', to: '18:00' }],
    wednesday: [
      { from: '08:00', to: '12:00' },
      // the desk's own meeting
      { from: '13:30', to: '18:00' },
    ],
    thursday: [{ from: '08:00', to: '18:00' }],
    friday: [{ from: '08:00', to: '16:00' }],
  },
  holidays: [
    { name: 'New Year', date: '2026-01-01', yearly: true },
    { name: 'Good Friday', date: '2026-04-03', yearly: false },
    { name: 'Easter Monday', date: '2026-04-06', yearly: false },
    { name: 'Labor Day', date: '2026-05-01', yearly: true },
    { name: 'Ascension Day', date: '2026-05-14', yearly: false },
    { name: 'Whit Monday', date: '2026-05-25', yearly: false },
    { name: 'German Unity Day', date: '2026-10-03', yearly: true },
    { name: 'Christmas Day', date: '2026-12-25', yearly: true },
    { name: 'Second day of Christmas', date: '2026-12-26', yearly: true },
    { name: 'Good Friday', date: '2027-03-26', yearly: false },
    { name: 'Easter Monday', date: '2027-03-29', yearly: false },
  ],
};

/** The IT service project: request types, workflow with its approval step and the app's guard, queues, SLA. */
export function serviceProject(people: {
  leadId: string;
  agentIds: readonly string[];
  viewerIds: readonly string[];
  administratorIds: readonly string[];
}): Project {
  return {
    id: '10000',
    key: 'IT',
    name: 'IT Services',
    leadAccountId: people.leadId,
    serviceDeskId: '1',
    portalId: 1,
    agents: new Set(people.agentIds),
    viewers: new Set(people.viewerIds),
    administrators: new Set(people.administratorIds),
    issueTypes: [
      { id: '10100', name: 'Access request', workflow: accessWorkflow },
      { id: '10101', name: 'Service request', workflow: plainWorkflow },
    ],
    requestTypes: [
      {
        id: REQUEST_TYPE.panel,
        name: 'Request access to an application',
        description: 'Get a seat in Figma, Slack and other tools.',
        issueTypeId: '10100',
        fields: [{ fieldId: 'summary', required: true }],
      },
      {
        id: REQUEST_TYPE.fields,
        name: 'Request access (short form)',
        description: 'The same in plain fields, as e-mail and chat forms fill it.',
        issueTypeId: '10100',
        fields: [
          { fieldId: 'summary', required: true },
          { fieldId: FIELD.application, required: false },
          { fieldId: FIELD.tier, required: false },
          { fieldId: FIELD.beneficiary, required: false, description: 'Leave empty for yourself.' },
          { fieldId: FIELD.duration, required: false, description: 'Leave empty for no end date.' },
          { fieldId: FIELD.justification, required: false },
        ],
      },
      {
        id: REQUEST_TYPE.hardware,
        name: 'Get a laptop or screen',
        description: 'Anything you can touch.',
        issueTypeId: '10101',
        fields: [
          { fieldId: 'summary', required: true },
          { fieldId: 'description', required: false },
        ],
      },
      {
        id: REQUEST_TYPE.licenseCheck,
        name: 'License check',
        description: 'Raised by Seatkeeper, to ask whether a seat is still needed.',
        issueTypeId: '10101',
        fields: [{ fieldId: 'summary', required: true }],
      },
    ],
    queues: [
      {
        id: '1',
        name: 'All open',
        jql: 'project = IT AND statusCategory != Done ORDER BY created ASC',
        fieldIds: ['summary', 'status', 'created'],
      },
      {
        id: '2',
        name: 'Ready to fulfill',
        jql: 'project = IT AND status = "Ready to fulfill" ORDER BY created ASC',
        fieldIds: ['summary', 'status', 'created'],
      },
      {
        id: '3',
        name: 'Waiting for approval',
        jql: 'project = IT AND status = "Waiting for approval" ORDER BY created ASC',
        fieldIds: ['summary', 'status', 'created'],
      },
      {
        id: '4',
        name: 'Done',
        jql: 'project = IT AND statusCategory = Done ORDER BY updated DESC',
        fieldIds: ['summary', 'status', 'updated'],
      },
    ],
    calendars: [deskHours],
    slas: [
      {
        id: '1',
        name: 'Time to fulfill',
        fieldId: FIELD.timeToFulfill,
        goals: [{ duration: 8 * HOUR, calendarId: deskHours.id }],
        startOn: [{ on: 'entered-status', statusId: STATUS.ready }],
        pauseInStatusIds: [],
        stopOn: [
          { on: 'entered-status', statusId: STATUS.fulfilled },
          { on: 'entered-status', statusId: STATUS.awaitingApproval },
          { on: 'entered-status', statusId: STATUS.canceled },
        ],
      },
    ],
  };
}

export const leadDashboard = (ownerId: string): Dashboard => ({
  id: '10000',
  name: 'Access desk',
  ownerId,
  gadgets: [
    {
      id: '10001',
      moduleKey: 'lead-gadget',
      title: 'SLA adherence',
      configuration: { projectId: '10000', measure: 'sla-adherence', days: 30 },
    },
    {
      id: '10002',
      moduleKey: 'lead-gadget',
      title: 'Reopen rate',
      configuration: { projectId: '10000', measure: 'reopen-rate', days: 30 },
    },
  ],
});

/** The same figures, and one more, on a dashboard of widgets. */
export const leadWidgets = (ownerId: string): Dashboard => ({
  id: '10100',
  name: 'Access desk, widgets',
  ownerId,
  gadgets: [
    {
      id: '10101',
      moduleKey: 'lead-widget',
      columnSpan: 8,
      configuration: { projectId: '10000', measure: 'sla-adherence', days: 30 },
    },
    {
      id: '10102',
      moduleKey: 'lead-widget',
      columnSpan: 4,
      configuration: { projectId: '10000', measure: 'backlog-aging', days: 30 },
    },
  ],
});
