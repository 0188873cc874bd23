import { isAgent } from '../access';
import { changeBean, fieldBean, transitionBean } from '../beans';
import { JiraError, Unmodelled } from '../errors';
import { htmlOf } from '../fields';
import type { Account, Field, Issue, Transition } from '../model';
import type { JsmSite } from '../site';
import { availableTransitions } from '../workflow';
import { fieldMetadata, fieldSchema } from './field-metadata';

type Json = Record<string, unknown>;

export interface IssueView {
  readonly fields: readonly string[];
  readonly properties: readonly string[];
  readonly expand: readonly string[];
  readonly viewer: Account | undefined;
}

const MAX_HISTORIES = 100;
/** Of Jira's own fields, the ones that clients ask for and the sandbox does not keep. */
const UNMODELLED_FIELDS = [
  'attachment',
  'comment',
  'issuelinks',
  'labels',
  'priority',
  'subtasks',
  'worklog',
];
const EXPANDS =
  'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations,transitions';

/** @throws {Unmodelled} for a field or an expansion that Jira has and the sandbox does not */
export function checkView(site: JsmSite, { fields, expand }: Pick<IssueView, 'fields' | 'expand'>): void {
  const field = fields.find((id) => UNMODELLED_FIELDS.includes(id) && !site.field(id));
  if (field !== undefined) throw new Unmodelled(`the field ${field}`);
  const expansion = expand.find((name) => name === 'operations' || name === 'versionedRepresentations');
  if (expansion !== undefined) throw new Unmodelled(`the expansion ${expansion}`);
}

function shownFields(site: JsmSite, wanted: readonly string[]): Field[] {
  const named = wanted.filter((id) => !id.startsWith('-'));
  const all = named.length === 0 || named.includes('*all') || named.includes('*navigable');
  return site.configuration.fields.filter(
    ({ id }) => !wanted.includes(`-${id}`) && (all || named.includes(id)),
  );
}

export const namesOf = (site: JsmSite, wanted: readonly string[]): Json =>
  Object.fromEntries(shownFields(site, wanted).map(({ id, name }) => [id, name]));

export const schemasOf = (site: JsmSite, wanted: readonly string[]): Json =>
  Object.fromEntries(shownFields(site, wanted).map((field) => [field.id, fieldSchema(field)]));

/** An issue with the fields, properties and expansions that were asked for. */
export function issueBean(site: JsmSite, issue: Issue, view: IssueView): Json {
  const shown = shownFields(site, view.fields);
  const expands = (name: string): boolean => view.expand.includes(name);
  return {
    expand: EXPANDS,
    id: issue.id,
    self: `${site.url}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
    fields: Object.fromEntries(shown.map((field) => [field.id, fieldBean(site, issue, field)])),
    ...(view.properties.length === 0 ? {} : { properties: propertiesOf(issue, view.properties) }),
    ...(expands('renderedFields') ? { renderedFields: renderedFields(site, issue, shown) } : {}),
    ...(expands('changelog') ? { changelog: changelogBean(site, issue) } : {}),
    ...(expands('editmeta') ? { editmeta: { fields: editableFields(site, issue, view.viewer) } } : {}),
    ...(expands('transitions')
      ? {
          transitions: availableTransitions(site, issue, view.viewer).map((one) =>
            transitionView(site, one, expands('transitions.fields')),
          ),
        }
      : {}),
  };
}

const propertiesOf = (issue: Issue, wanted: readonly string[]): Json =>
  Object.fromEntries(
    [...issue.properties].filter(([key]) => wanted.includes('*all') || wanted.includes(key)),
  );

/** Rich text as HTML; Jira renders dates too, which the sandbox leaves out. */
const renderedFields = (site: JsmSite, issue: Issue, shown: readonly Field[]): Json =>
  Object.fromEntries(
    shown.map(({ id, type }) => [
      id,
      type === 'adf' && issue.values.has(id) ? htmlOf(site, issue.values.get(id)) : null,
    ]),
  );

/** Newest first, at most 100, as Jira's expansion gives them. */
const changelogBean = (site: JsmSite, issue: Issue): Json => ({
  startAt: 0,
  maxResults: MAX_HISTORIES,
  total: issue.changes.length,
  histories: [...issue.changes]
    .reverse()
    .slice(0, MAX_HISTORIES)
    .map((change) => changeBean(site, change)),
});

const READ_ONLY = ['status', 'project', 'datetime', 'any', 'sla', 'approvals'];

function editableFields(site: JsmSite, issue: Issue, viewer: Account | undefined): Json {
  if (!isAgent(site.projectOf(issue), viewer)) return {};
  const editable = site.configuration.fields.filter(
    ({ id, type }) => !READ_ONLY.includes(type) && id !== 'creator',
  );
  return Object.fromEntries(
    editable.map((field) => [field.id, fieldMetadata(field, field.id === 'summary')]),
  );
}

/** A transition, with its screen's fields where they were asked for. */
export function transitionView(site: JsmSite, transition: Transition, withFields: boolean): Json {
  if (!withFields) return transitionBean(site, transition);
  const fields = (transition.screen ?? []).flatMap(({ fieldId, required }) => {
    const field = site.field(fieldId);
    return field ? [[fieldId, fieldMetadata(field, required)]] : [];
  });
  return { ...transitionBean(site, transition), fields: Object.fromEntries(fields) as Json };
}

/** One page of an issue's changes, oldest first. */
export const changelogPage = (
  site: JsmSite,
  issue: Issue,
  startAt: number,
  maxResults: number,
): Json & { readonly values: readonly unknown[] } => {
  const values = issue.changes.slice(startAt, startAt + maxResults).map((change) => changeBean(site, change));
  return {
    self: `${site.url}/rest/api/3/issue/${issue.id}/changelog?maxResults=${maxResults}&startAt=${startAt}`,
    maxResults,
    startAt,
    total: issue.changes.length,
    isLast: startAt + values.length >= issue.changes.length,
    values,
  };
};

/** @throws {JiraError} 404 as Jira gives it for a project that is absent or not theirs to see */
export const projectNotFound = (idOrKey: string): JiraError =>
  new JiraError(404, [`No project could be found with key '${idOrKey}'.`]);
