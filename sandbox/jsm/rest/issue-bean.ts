import { isAgent } from '../access';
import { changeBean, transitionBean } from '../beans';
import { JiraError, Unmodelled } from '../errors';
import { htmlOf } from '../fields';
import type { Account, Field, Issue, Transition } from '../model';
import type { JsmSite } from '../site';
import { isSettable, standardField } from '../standard-fields';
import { availableTransitions } from '../workflow';
import { fieldMetadata, fieldSchema } from './field-metadata';
import { shownValue } from './standard-values';

type Json = Record<string, unknown>;

export interface IssueView {
  readonly fields: readonly string[];
  readonly properties: readonly string[];
  readonly expand: readonly string[];
  readonly viewer: Account | undefined;
  /** How many entries of a history it shows; 100 when left out. */
  readonly mostHistories?: number;
}

const MAX_HISTORIES = 100;
const EXPANDS =
  'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations,transitions';

/** @throws {Unmodelled} for an expansion that Jira has and the sandbox does not */
export function checkView({ expand }: Pick<IssueView, 'expand'>): void {
  const expansion = expand.find((name) => name === 'operations' || name === 'versionedRepresentations');
  if (expansion !== undefined) throw new Unmodelled(`the expansion ${expansion}`);
}

function shownFields(site: JsmSite, wanted: readonly string[]): Field[] {
  const named = new Set(wanted.filter((id) => !id.startsWith('-')));
  const all = named.size === 0 || named.has('*all');
  const isNavigable = (id: string): boolean =>
    named.has('*navigable') && standardField(id)?.navigable !== false;
  return site.fields.filter(
    ({ id, type }) =>
      type !== 'column' && !wanted.includes(`-${id}`) && (all || named.has(id) || isNavigable(id)),
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
    fields: Object.fromEntries(shown.map((field) => [field.id, shownValue(site, issue, field, view.viewer)])),
    ...(view.properties.length === 0 ? {} : { properties: propertiesOf(issue, view.properties) }),
    ...(expands('renderedFields') ? { renderedFields: renderedFields(site, issue, shown) } : {}),
    ...(expands('changelog') ? { changelog: changelogBean(site, issue, view.mostHistories) } : {}),
    ...(expands('editmeta') ? { editmeta: { fields: editableFields(site, issue, view.viewer) } } : {}),
    ...(expands('transitions')
      ? {
          transitions: availableTransitions(site, issue, view.viewer).map((one) =>
            transitionView(site, issue, one, expands('transitions.fields')),
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

/** Newest first, as Jira's expansion gives them. */
const changelogBean = (site: JsmSite, issue: Issue, most = MAX_HISTORIES): Json => ({
  startAt: 0,
  maxResults: most,
  total: issue.changes.length,
  histories: [...issue.changes]
    .reverse()
    .slice(0, most)
    .map((change) => changeBean(site, change)),
});

/** What the edit screen shows: every field that takes a value, but for the project, which a move changes. */
export function editableFields(site: JsmSite, issue: Issue, viewer: Account | undefined): Json {
  const project = site.projectOf(issue);
  if (!isAgent(project, viewer)) return {};
  const editable = site.fields.filter((field) => isSettable(field) && field.type !== 'project');
  return Object.fromEntries(
    editable.map((field) => [
      field.id,
      fieldMetadata(site, project, field, ['summary', 'issuetype'].includes(field.id)),
    ]),
  );
}

/** A transition, with its screen's fields where they were asked for. */
export function transitionView(
  site: JsmSite,
  issue: Issue,
  transition: Transition,
  withFields: boolean,
): Json {
  if (!withFields) return transitionBean(site, transition);
  const fields = (transition.screen ?? []).flatMap(({ fieldId, required }) => {
    const field = site.field(fieldId);
    return field ? [[fieldId, fieldMetadata(site, site.projectOf(issue), field, required)]] : [];
  });
  return { ...transitionBean(site, transition), fields: Object.fromEntries(fields) as Json };
}

/** @throws {JiraError} 404 as Jira gives it for a project that is absent or not theirs to see */
export const projectNotFound = (idOrKey: string): JiraError =>
  new JiraError(404, [`No project could be found with key '${idOrKey}'.`]);
