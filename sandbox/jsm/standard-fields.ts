import type { Field, FieldType } from './model';

/** How a field that every Jira has is listed and described. */
export interface StandardField extends Field {
  readonly orderable: boolean;
  readonly navigable: boolean;
  readonly searchable: boolean;
  /** Names by which JQL knows it. */
  readonly clauseNames: readonly string[];
  /** Jira's description of its values; none for columns of a list that are no fields of an issue. */
  readonly schema: Readonly<Record<string, string>> | undefined;
}

/** `o`rderable, `n`avigable, `s`earchable: as `GET field` lists it. */
const standard = (
  id: string,
  name: string,
  type: Field['type'],
  flags: string,
  clauseNames: readonly string[],
  schema: Readonly<Record<string, string>> | undefined,
): StandardField => ({
  id,
  name,
  type,
  orderable: flags.includes('o'),
  navigable: flags.includes('n'),
  searchable: flags.includes('s'),
  clauseNames,
  schema: schema && { ...schema, system: id },
});

const NUMBER = { type: 'number' };
const DATETIME = { type: 'datetime' };
const PROGRESS = { type: 'progress' };
const arrayOf = (items: string): Readonly<Record<string, string>> => ({ type: 'array', items });

/**
 * The fields that Jira has by itself. A site lists the ones that it names or fills in its own way; the others are
 * there all the same, and are empty where nothing of the sandbox fills them.
 */
export const STANDARD_FIELDS: readonly StandardField[] = [
  standard(
    'statuscategorychangedate',
    'Status Category Changed',
    'datetime',
    'ns',
    ['statusCategoryChangedDate'],
    DATETIME,
  ),
  standard('issuetype', 'Issue Type', 'issuetype', 'ons', ['issuetype', 'type'], { type: 'issuetype' }),
  standard('timespent', 'Time Spent', 'shown', 'n', ['timespent'], NUMBER),
  standard('project', 'Project', 'project', 'ns', ['project'], { type: 'project' }),
  standard('fixVersions', 'Fix versions', 'shown', 'ons', ['fixVersion'], arrayOf('version')),
  standard('aggregatetimespent', 'Σ Time Spent', 'shown', 'n', [], NUMBER),
  standard('statusCategory', 'Status Category', 'shown', 'ns', ['statusCategory'], {
    type: 'statusCategory',
  }),
  standard('resolution', 'Resolution', 'shown', 'ons', ['resolution'], { type: 'resolution' }),
  standard('resolutiondate', 'Resolved', 'datetime', 'ns', ['resolutiondate', 'resolved'], DATETIME),
  standard('workratio', 'Work Ratio', 'shown', 'ns', ['workratio'], NUMBER),
  standard('watches', 'Watchers', 'shown', 'ns', ['watchers'], { type: 'watches' }),
  standard('issuerestriction', 'Restrict to', 'shown', 'ons', [], { type: 'issuerestriction' }),
  standard('lastViewed', 'Last Viewed', 'shown', 'n', ['lastViewed'], DATETIME),
  standard('created', 'Created', 'datetime', 'ns', ['created', 'createdDate'], DATETIME),
  standard('priority', 'Priority', 'priority', 'ons', ['priority'], { type: 'priority' }),
  standard('labels', 'Labels', 'label-list', 'ons', ['labels'], arrayOf('string')),
  standard('timeestimate', 'Remaining Estimate', 'shown', 'n', ['remainingEstimate', 'timeestimate'], NUMBER),
  standard('aggregatetimeoriginalestimate', 'Σ Original Estimate', 'shown', 'n', [], NUMBER),
  standard('versions', 'Affects versions', 'shown', 'ons', ['affectedVersion'], arrayOf('version')),
  standard('issuelinks', 'Linked Issues', 'shown', 'ons', [], arrayOf('issuelinks')),
  standard('assignee', 'Assignee', 'user', 'ons', ['assignee'], { type: 'user' }),
  standard('updated', 'Updated', 'datetime', 'ns', ['updated', 'updatedDate'], DATETIME),
  standard('status', 'Status', 'status', 'ns', ['status'], { type: 'status' }),
  standard('components', 'Components', 'shown', 'ons', ['component'], arrayOf('component')),
  standard('issuekey', 'Key', 'column', 'n', ['id', 'issue', 'issuekey', 'key'], undefined),
  standard(
    'timeoriginalestimate',
    'Original estimate',
    'shown',
    'n',
    ['originalEstimate', 'timeoriginalestimate'],
    NUMBER,
  ),
  standard('description', 'Description', 'adf', 'ons', ['description'], { type: 'string' }),
  standard('timetracking', 'Time tracking', 'shown', 'os', [], { type: 'timetracking' }),
  standard('security', 'Security Level', 'shown', 'ons', ['level'], { type: 'securitylevel' }),
  standard('attachment', 'Attachment', 'shown', 'os', ['attachments'], arrayOf('attachment')),
  standard('aggregatetimeestimate', 'Σ Remaining Estimate', 'shown', 'n', [], NUMBER),
  standard('summary', 'Summary', 'string', 'ons', ['summary'], { type: 'string' }),
  standard('creator', 'Creator', 'user', 'ns', ['creator'], { type: 'user' }),
  standard('subtasks', 'Sub-tasks', 'shown', 'n', ['subtasks'], arrayOf('issuelinks')),
  standard('reporter', 'Reporter', 'user', 'ons', ['reporter'], { type: 'user' }),
  standard('thumbnail', 'Images', 'column', 'n', [], undefined),
  standard('aggregateprogress', 'Σ Progress', 'shown', 'n', [], PROGRESS),
  standard('environment', 'Environment', 'adf', 'ons', ['environment'], { type: 'string' }),
  standard('duedate', 'Due date', 'date', 'ons', ['due', 'duedate'], { type: 'date' }),
  standard('progress', 'Progress', 'shown', 'n', ['progress'], PROGRESS),
  standard('votes', 'Votes', 'shown', 'ns', ['votes'], { type: 'votes' }),
  standard('comment', 'Comment', 'shown', 'os', ['comment'], { type: 'comments-page' }),
  standard('worklog', 'Log Work', 'shown', 'os', [], arrayOf('worklog')),
];

const BY_ID = new Map(STANDARD_FIELDS.map((field) => [field.id, field]));

export const standardField = (id: string): StandardField | undefined => BY_ID.get(id);

/** A site's own fields, and after them the standard ones that it does not list. */
export function withStandardFields(own: readonly Field[]): readonly Field[] {
  const listed = new Set(own.map(({ id }) => id));
  return [...own, ...STANDARD_FIELDS.filter(({ id }) => !listed.has(id))];
}

/** Types of fields that no screen takes a value for. */
const READ_ONLY: readonly FieldType[] = ['status', 'datetime', 'any', 'sla', 'approvals', 'shown', 'column'];

/** Whether a screen may show the field for somebody to fill in. */
export const isSettable = ({ id, type }: Field): boolean => !READ_ONLY.includes(type) && id !== 'creator';

/** A choice that a site has without anybody having set it up. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Priority extends Choice {
  readonly statusColor: string;
  readonly isDefault: boolean;
}

/** The priorities of a new site, most urgent first. */
export const PRIORITIES: readonly Priority[] = [
  {
    id: '1',
    name: 'Highest',
    description: 'This problem will block progress.',
    statusColor: '#d04437',
    isDefault: false,
  },
  {
    id: '2',
    name: 'High',
    description: 'Serious problem that could block progress.',
    statusColor: '#f15C75',
    isDefault: false,
  },
  {
    id: '3',
    name: 'Medium',
    description: 'Has the potential to affect progress.',
    statusColor: '#f79232',
    isDefault: true,
  },
  {
    id: '4',
    name: 'Low',
    description: 'Minor problem or easily worked around.',
    statusColor: '#707070',
    isDefault: false,
  },
  {
    id: '5',
    name: 'Lowest',
    description: 'Trivial problem with little or no impact on progress.',
    statusColor: '#999999',
    isDefault: false,
  },
];

export const DEFAULT_PRIORITY_ID = '3';

/** A finished issue is done; the others are there to be listed. */
export const RESOLUTIONS: readonly Choice[] = [
  { id: '10000', name: 'Done', description: 'Work has been completed on this issue.' },
  { id: '10001', name: "Won't Do", description: "This issue won't be actioned." },
  { id: '10002', name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
];

export const DONE_RESOLUTION_ID = '10000';
