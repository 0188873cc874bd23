import type { Field as JqlField, Operand } from '@atlaskit/jql-ast';
import { JiraError, Unmodelled } from './errors';
import { asText, optionText, textOf } from './fields';
import type { Account, Field, Issue } from './model';
import { mayBrowse } from './access';
import { isOfThePast, type PastField } from './jql-history';
import { isFieldOfJira } from './jql-names';
import { member } from '../untyped';
import type { IndexedProperty, JsmSite } from './site';
import { shownEmail } from './shown-email';
import { cyclesInField, slaCondition } from './sla-jql';
import { isWithin } from './visibility';

/** A value as JQL compares it; dates in milliseconds since the epoch. */
export type JqlValue = string | number;

/** A field as JQL sees it. */
export interface SearchableField {
  /** `text` is found with `~`, `date`, `number` and `key` have an order, `choice` is one of known values. */
  readonly kind: 'text' | 'choice' | 'number' | 'date' | 'key';
  /** None when the field is empty, several where it holds a list. */
  readonly values: (issue: Issue) => readonly JqlValue[];
  /** Other names by which a value goes besides the one in `values`. */
  readonly aliases?: (issue: Issue) => readonly string[];
  /** The values that a name means, where they go by other names too. @throws {JiraError} 400 for a name of nothing */
  readonly named?: (text: string) => readonly string[];
  /** The operators that it takes, where these are not those of its kind. */
  readonly operators?: readonly string[];
  /** A field that is asked for what it was. */
  readonly past?: PastField;
  /** @throws {JiraError} 400 for a value that there is not */
  readonly check?: (text: string) => void;
  /** Reads operators and operands in its own way, unless it is asked whether it is empty. */
  readonly condition?: (operator: string, operand: Operand) => (issue: Issue) => boolean;
}

/** Operators that Jira takes for a kind of field. */
const OPERATORS: Readonly<Record<SearchableField['kind'], readonly string[]>> = {
  text: ['~', '!~', 'is', 'is not'],
  choice: ['=', '!=', 'in', 'not in', 'is', 'is not'],
  number: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
  date: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
  key: ['=', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
};

/** @throws {JiraError} 400 for an operator that the field does not take */
export function checkOperator(field: SearchableField, name: string, operator: string): void {
  if (isOfThePast(operator)) {
    if (!field.past) throw new JiraError(400, [`History searches do not support the field '${name}'.`]);
  } else if (!(field.operators ?? OPERATORS[field.kind]).includes(operator)) {
    throw new JiraError(400, [`The operator '${operator}' is not supported by the '${name}' field.`]);
  }
}

const CATEGORY_NAMES = { new: 'To Do', indeterminate: 'In Progress', done: 'Done' };
const present = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

const noSuchValue = (text: string, field: string): JiraError =>
  new JiraError(400, [`The value '${text}' does not exist for the field '${field}'.`]);

type Maker = (site: JsmSite, viewer: Account | undefined) => SearchableField;

const oneOf =
  (known: readonly string[], field: string) =>
  (text: string): void => {
    if (!known.some((value) => value.toLowerCase() === text.toLowerCase())) throw noSuchValue(text, field);
  };

/** Whom a name means: an account by its id, or everybody with that name, or an e-mail address that is shown. @throws {JiraError} 400 */
export function peopleNamed(site: JsmSite, text: string, field: string): string[] {
  if (site.accounts.has(text)) return [text];
  const wanted = text.toLowerCase();
  const found = [...site.accounts.values()].filter((account) =>
    [account.displayName, shownEmail(site, account).emailAddress].some(
      (name) => name?.toLowerCase() === wanted,
    ),
  );
  if (found.length === 0) throw noSuchValue(text, field);
  return found.map(({ accountId }) => accountId);
}

const person =
  (field: string, read: (issue: Issue) => string | undefined, hasPast = false): Maker =>
  (site) => ({
    kind: 'choice',
    values: (issue) => present(read(issue)),
    named: (text) => peopleNamed(site, text, field),
    ...(hasPast ? { past: { fieldId: field, now: read } } : {}),
  });

const date =
  (read: (issue: Issue) => number | undefined): Maker =>
  () => ({ kind: 'date', values: (issue) => present(read(issue)) });

const key: Maker = (site, viewer) => ({
  kind: 'key',
  values: (issue) => [sortable(issue)],
  named: (text) => {
    const issue = site.issue(text);
    if (!issue || !mayBrowse(site.projectOf(issue), viewer))
      throw new JiraError(400, [`An issue with key '${text}' does not exist for field 'key'.`]);
    return [sortable(issue)];
  },
});

/** A key that sorts by its project, then by its number. */
const sortable = (issue: Issue): string => issue.key.replace(/\d+$/, (number) => number.padStart(10, '0'));

/** Of keys that sort: they have an order among those of their project alone. */
export const areOfOneProject = (one: string, other: string): boolean =>
  one.slice(0, one.lastIndexOf('-')) === other.slice(0, other.lastIndexOf('-'));

/** Comments that the viewer may read; the product itself, which has no viewer, reads all. */
const commentTexts = (site: JsmSite, issue: Issue, viewer: Account | undefined): string[] =>
  issue.comments
    .filter(({ visibility }) => viewer === undefined || isWithin(site.projectOf(issue), viewer, visibility))
    .map(({ body }) => textOf(site, body));

/** The text fields of an issue, its own and custom ones. */
const textValues = (site: JsmSite, issue: Issue): string[] =>
  site.configuration.fields.flatMap(({ id, type }) => {
    const value = issue.values.get(id);
    if (value === undefined) return [];
    if (type === 'adf') return [textOf(site, value)];
    return type === 'string' ? [asText(value)] : [];
  });

const requestType: Maker = (site) => ({
  kind: 'choice',
  values: (issue) => present(site.requestTypeOf(issue)?.name),
});

const issuetype: Maker = (site) => ({
  kind: 'choice',
  values: (issue) => [site.issueTypeOf(issue).name],
  aliases: (issue) => [issue.issueTypeId],
  check: oneOf(
    site.configuration.projects.flatMap((one) => one.issueTypes.flatMap(({ id, name }) => [id, name])),
    'issuetype',
  ),
});

const created = date(({ createdAt }) => createdAt);
const updated = date(({ updatedAt }) => updatedAt);

const SYSTEM_FIELDS: Readonly<Record<string, Maker>> = {
  project: (site, viewer) => ({
    kind: 'choice',
    values: (issue) => [site.projectOf(issue).key],
    aliases: (issue) => [site.projectOf(issue).id, site.projectOf(issue).name],
    check: oneOf(
      site.configuration.projects
        .filter((project) => viewer === undefined || mayBrowse(project, viewer))
        .flatMap((project) => [project.id, project.key, project.name]),
      'project',
    ),
  }),
  text: (site, viewer) => ({
    kind: 'text',
    operators: ['~'],
    values: (issue) => [...textValues(site, issue), ...commentTexts(site, issue, viewer)],
  }),
  comment: (site, viewer) => ({
    kind: 'text',
    operators: ['~', '!~'],
    values: (issue) => commentTexts(site, issue, viewer),
  }),
  issue: key,
  key,
  issuekey: key,
  id: key,
  status: (site) => ({
    kind: 'choice',
    values: (issue) => [site.status(issue.statusId).name],
    aliases: (issue) => [issue.statusId],
    check: oneOf(
      site.configuration.statuses.flatMap(({ id, name }) => [id, name]),
      'status',
    ),
    past: { fieldId: 'status', now: ({ statusId }) => statusId },
  }),
  statuscategory: (site) => ({
    kind: 'choice',
    values: (issue) => [CATEGORY_NAMES[site.status(issue.statusId).category]],
    check: oneOf(Object.values(CATEGORY_NAMES), 'statusCategory'),
  }),
  issuetype,
  type: issuetype,
  // a label that no issue has is no mistake
  labels: () => ({
    kind: 'choice',
    values: ({ values }) => {
      const labels = values.get('labels');
      return Array.isArray(labels) ? labels.map(asText) : [];
    },
  }),
  created,
  createddate: created,
  updated,
  updateddate: updated,
  resolved: date(({ resolvedAt }) => resolvedAt),
  resolutiondate: date(({ resolvedAt }) => resolvedAt),
  reporter: person('reporter', ({ reporterId }) => reporterId, true),
  creator: person('creator', ({ creatorId }) => creatorId),
  assignee: person('assignee', ({ assigneeId }) => assigneeId, true),
  'request type': requestType,
  'request-type': requestType,
};

/**
 * The field that a name in JQL means: one of Jira's, a custom field by name or `cf[…]`, an alias that an app
 * gave to an indexed property, or `issue.property[…]`. Properties that no app has indexed are always empty.
 * @throws {JiraError} 400 for a name that is no field's
 * @throws {Unmodelled} for a field of Jira's that the sandbox lacks
 */
export function searchableField(
  site: JsmSite,
  viewer: Account | undefined,
  field: JqlField,
): SearchableField {
  const name = field.value.toLowerCase();
  const system = SYSTEM_FIELDS[name];
  if (system) return system(site, viewer);
  if (name === 'issue.property') return propertyField(indexedIn(site, field));
  const indexed = site.indexedProperties.find(({ searchAlias }) => searchAlias?.toLowerCase() === name);
  if (indexed) return propertyField(indexed);
  const custom = site.configuration.fields.find(
    (candidate) =>
      candidate.name.toLowerCase() === name ||
      candidate.id === name ||
      `cf[${candidate.id.replace('customfield_', '')}]` === name,
  );
  if (!custom && isFieldOfJira(name)) throw new Unmodelled(`the JQL field ${field.value}`);
  if (!custom)
    throw new JiraError(400, [
      `Field '${field.value}' does not exist or you do not have permission to view it.`,
    ]);
  return customField(site, custom);
}

function customField(site: JsmSite, field: Field): SearchableField {
  const read = (issue: Issue): readonly unknown[] => {
    const value = issue.values.get(field.id);
    return Array.isArray(value) ? value : present(value);
  };
  switch (field.type) {
    case 'string':
      return { kind: 'text', values: (issue) => read(issue).map(asText) };
    case 'adf':
      return { kind: 'text', values: (issue) => read(issue).map((value) => textOf(site, value)) };
    case 'number':
      return { kind: 'number', values: (issue) => read(issue).map(Number) };
    case 'user':
    case 'user-list':
      return {
        kind: 'choice',
        values: (issue) => read(issue).map(asText),
        named: (wanted) => peopleNamed(site, wanted, field.name),
      };
    case 'group-list':
      return { kind: 'choice', values: (issue) => read(issue).map(asText) };
    case 'option':
      return { kind: 'choice', values: (issue) => read(issue).map((id) => optionText(field, id)) };
    case 'request-type':
      return { kind: 'choice', values: (issue) => present(site.requestTypeOf(issue)?.name) };
    case 'sla':
      return {
        kind: 'number',
        values: (issue) => present(remainingTime(site, issue, field.id)),
        condition: (operator, operand) => slaCondition(site, field.id, operator, operand),
      };
    default:
      throw new Unmodelled(`JQL over fields of type ${field.type}`);
  }
}

/** What an SLA sorts by: what is left of its last cycle. */
function remainingTime(site: JsmSite, issue: Issue, fieldId: string): number | undefined {
  const last = cyclesInField(site, issue, fieldId).at(-1);
  return last && last.goal - last.elapsed;
}

function indexedIn(site: JsmSite, field: JqlField): IndexedProperty | undefined {
  const [property] = field.properties ?? [];
  const path = (property?.path ?? []).map((part) => part.value.replace(/^\./, '')).join('.');
  const propertyKey = property?.key ? property.key.value : '';
  return site.indexedProperties.find((one) => one.propertyKey === propertyKey && one.path === path);
}

const KINDS = { number: 'number', date: 'date', text: 'text', string: 'choice', user: 'choice' } as const;

function propertyField(indexed: IndexedProperty | undefined): SearchableField {
  if (!indexed) return { kind: 'choice', values: () => [] };
  const kind = KINDS[indexed.type];
  return {
    kind,
    values: (issue) => {
      let value: unknown = issue.properties.get(indexed.propertyKey);
      for (const step of indexed.path.split('.')) value = member(value, step);
      const all: unknown[] = Array.isArray(value) ? value : [value];
      return all.flatMap((one) => present(indexedValue(kind, one)));
    },
  };
}

/** A value of the wrong kind is not indexed. */
function indexedValue(kind: SearchableField['kind'], value: unknown): JqlValue | undefined {
  if (kind === 'number') return typeof value === 'number' ? value : undefined;
  if (kind === 'date') {
    const at = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? undefined : at;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
