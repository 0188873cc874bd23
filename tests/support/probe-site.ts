import { HOUR } from '../../src/common/rules/time';
import type { Account, SiteConfiguration, Workflow } from '../../sandbox/jsm/model';

/** A small company for tests of the sandbox itself: an agent, an administrator, a viewer and two customers. */
export const person = (
  name: string,
  kind: Account['kind'] = 'licensed',
  groups: readonly string[] = [],
): Account => ({
  accountId: name.toLowerCase(),
  email: `${name.toLowerCase()}@probe.example`,
  displayName: name,
  kind,
  active: true,
  timeZone: 'Etc/UTC',
  groups: new Set(groups),
});

export const probeWorkflow: Workflow = {
  name: 'Probe',
  initialStatusId: '1',
  statusIds: ['1', '2', '3', '4', '5'],
  transitions: [
    { id: '11', name: 'Ask', from: ['1'], to: '2', validators: [] },
    { id: '12', name: 'Ask again', from: ['2'], to: '2', validators: [] },
    { id: '21', name: 'Approve', from: ['2'], to: '3', validators: [] },
    { id: '22', name: 'Decline', from: ['2'], to: '5', validators: [] },
    { id: '31', name: 'Finish', from: ['1', '2', '3'], to: '4', validators: [{ moduleKey: 'guard' }] },
    { id: '41', name: 'Reopen', from: ['4', '5'], to: '3', validators: [] },
    { id: '51', name: 'Withdraw', from: ['1', '2', '3'], to: '5', validators: [], customers: true },
  ],
  approvalSteps: [
    {
      statusId: '2',
      approversFieldId: 'customfield_10001',
      required: 'all',
      approveTransitionId: '21',
      declineTransitionId: '22',
    },
  ],
};

export function probeSite(name = 'probe', changes: Partial<SiteConfiguration> = {}): SiteConfiguration {
  return {
    cloudId: `cloud-${name}`,
    name,
    url: `http://${name}.localhost`,
    accounts: [
      person('Agent', 'licensed', ['agents']),
      person('Admin', 'licensed', ['site-admins']),
      person('Viewer'),
      person('Outsider'),
      person('Sam', 'customer'),
      person('Alex', 'customer'),
    ],
    statuses: [
      { id: '1', name: 'Open', category: 'new' },
      { id: '2', name: 'Waiting', category: 'indeterminate' },
      { id: '3', name: 'Ready', category: 'indeterminate' },
      { id: '4', name: 'Done', category: 'done' },
      { id: '5', name: 'Declined', category: 'done' },
    ],
    fields: [
      { id: 'summary', name: 'Summary', type: 'string' },
      { id: 'description', name: 'Description', type: 'adf' },
      { id: 'status', name: 'Status', type: 'status' },
      { id: 'reporter', name: 'Reporter', type: 'user' },
      { id: 'assignee', name: 'Assignee', type: 'user' },
      { id: 'created', name: 'Created', type: 'datetime' },
      {
        id: 'customfield_10001',
        name: 'Approvers',
        type: 'user-list',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:multiuserpicker',
      },
      {
        id: 'customfield_10002',
        name: 'Level',
        type: 'option',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
        options: [
          { id: '1', value: 'low' },
          { id: '2', value: 'high' },
        ],
      },
      {
        id: 'customfield_10003',
        name: 'Time to done',
        type: 'sla',
        custom: 'com.atlassian.servicedesk:sd-sla-field',
      },
    ],
    projects: [
      {
        id: '10000',
        key: 'PRB',
        name: 'Probe',
        leadAccountId: 'agent',
        serviceDeskId: '1',
        portalId: 1,
        agents: new Set(['agent']),
        viewers: new Set(['viewer']),
        issueTypes: [{ id: '100', name: 'Service Request', workflow: probeWorkflow }],
        requestTypes: [
          {
            id: '10',
            name: 'Ask for something',
            description: '',
            issueTypeId: '100',
            fields: [
              { fieldId: 'summary', required: true },
              { fieldId: 'customfield_10002', required: false },
            ],
          },
        ],
        queues: [
          {
            id: '1',
            name: 'Open',
            jql: 'project = PRB AND statusCategory != Done ORDER BY created ASC',
            fieldIds: ['summary'],
          },
        ],
        calendars: [],
        slas: [
          {
            id: '1',
            name: 'Time to done',
            fieldId: 'customfield_10003',
            goals: [{ duration: 4 * HOUR }],
            startOn: [{ on: 'created' }, { on: 'entered-status', statusId: '3' }],
            pauseInStatusIds: ['2'],
            stopOn: [{ on: 'entered-status', statusId: '4' }],
          },
        ],
      },
    ],
    dashboards: [],
    ...changes,
  };
}

/** The same with what only some tests need: a transition with a screen, a dashboard, a desk for Sam and Alex. */
export function deskSite(changes: Partial<SiteConfiguration> = {}): SiteConfiguration {
  const site = probeSite();
  const screen = [
    { fieldId: 'customfield_10002', required: true },
    { fieldId: 'assignee', required: false },
  ];
  const handOver = { id: '61', name: 'Hand over', from: ['1'], to: '3', validators: [], screen };
  const workflow = { ...probeWorkflow, transitions: [...probeWorkflow.transitions, handOver] };
  const gadgets = [{ id: '11', moduleKey: 'gadget', configuration: undefined }];
  return {
    ...site,
    projects: site.projects.map((project) => ({
      ...project,
      customers: new Set(['sam', 'alex']),
      issueTypes: project.issueTypes.map((type) => ({ ...type, workflow })),
    })),
    dashboards: [{ id: '1', name: 'Desk', ownerId: 'agent', gadgets }],
    ...changes,
  };
}
