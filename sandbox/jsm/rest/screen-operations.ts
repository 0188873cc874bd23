import { isAgent, requireAccount, requireEditable } from '../access';
import { avatarUrls, issueTypeBean, projectBean } from '../beans';
import { JiraError } from '../errors';
import type { Field, IssueType, Project } from '../model';
import type { JsmSite } from '../site';
import { isSettable } from '../standard-fields';
import { fieldMetadata } from './field-metadata';
import { editableFields } from './issue-bean';
import { ok, PAGE, type Call, type Operation, type Result } from './operation';

type Json = Record<string, unknown>;

const READ = [['read:jira-work']] as const;
const CREATE = '/rest/api/3/issue/createmeta';
const REQUIRED = ['summary', 'issuetype', 'project'];
const MOST = 200;

/** Fields of the create screen: every one that takes a value. */
const createFields = (site: JsmSite): readonly Field[] => site.fields.filter(isSettable);

const described = (site: JsmSite, project: Project, field: Field): Json =>
  fieldMetadata(site, project, field, REQUIRED.includes(field.id));

/** Projects in which the caller may create issues. */
const openProjects = (call: Call): readonly Project[] =>
  call.site.configuration.projects.filter((project) => isAgent(project, call.actor.account));

const isAmong = (wanted: readonly string[], value: string): boolean =>
  wanted.length === 0 || wanted.includes(value);

function createMetadata(call: Call): Result {
  const { site } = call;
  requireAccount(call.actor);
  const [ids, keys] = [call.queryList('projectIds'), call.queryList('projectKeys')];
  const [typeIds, typeNames] = [call.queryList('issuetypeIds'), call.queryList('issuetypeNames')];
  const withFields = call.queryList('expand').includes('projects.issuetypes.fields');
  const typeIn = (project: Project, type: IssueType): Json => ({
    ...issueTypeBean(site, type),
    ...(withFields
      ? {
          expand: 'fields',
          fields: Object.fromEntries(
            createFields(site).map((field) => [field.id, described(site, project, field)]),
          ),
        }
      : {}),
  });
  const found = openProjects(call).filter(({ id, key }) => isAmong(ids, id) && isAmong(keys, key));
  const projects = found.map((project) => {
    const { self, id, key, name } = projectBean(site, project);
    const types = project.issueTypes.filter(
      (type) => isAmong(typeIds, type.id) && isAmong(typeNames, type.name),
    );
    return {
      self,
      id,
      key,
      name,
      avatarUrls: avatarUrls(site, project.id),
      issuetypes: types.map((type) => typeIn(project, type)),
    };
  });
  return ok({ expand: 'projects', projects }, projects.length);
}

/** @throws {JiraError} 400, the only refusal that is described; the words are the sandbox's own */
function requireOpenProject(call: Call): Project {
  requireAccount(call.actor);
  const idOrKey = call.param('projectIdOrKey');
  const project = openProjects(call).find(({ id, key }) => id === idOrKey || key === idOrKey);
  if (!project) throw new JiraError(400, [`No project could be found with key '${idOrKey}'.`]);
  return project;
}

function onPage<T>(call: Call, name: string, all: readonly T[], show: (one: T) => Json): Result {
  const startAt = call.queryNumber('startAt', 0);
  const maxResults = Math.min(call.queryNumber('maxResults', 50), MOST);
  const page = all.slice(startAt, startAt + maxResults).map(show);
  return ok({ startAt, maxResults, total: all.length, [name]: page }, page.length);
}

function createFieldsOf(call: Call): Result {
  const project = requireOpenProject(call);
  const typeId = call.param('issueTypeId');
  if (!project.issueTypes.some(({ id }) => id === typeId))
    throw new JiraError(400, [`No issue type could be found with id '${typeId}'.`]);
  return onPage(call, 'fields', createFields(call.site), (field) => ({
    ...described(call.site, project, field),
    fieldId: field.id,
  }));
}

/** What the create and the edit screen of an issue show. */
export const screenOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: CREATE,
    scopes: READ,
    query: ['projectIds', 'projectKeys', 'issuetypeIds', 'issuetypeNames'],
    values: { expand: ['projects', 'projects.issuetypes', 'projects.issuetypes.fields'] },
    run: createMetadata,
  },
  {
    method: 'GET',
    path: `${CREATE}/:projectIdOrKey/issuetypes`,
    scopes: READ,
    query: PAGE,
    run: (call) => {
      const { issueTypes } = requireOpenProject(call);
      return onPage(call, 'issueTypes', issueTypes, (type) => issueTypeBean(call.site, type));
    },
  },
  {
    method: 'GET',
    path: `${CREATE}/:projectIdOrKey/issuetypes/:issueTypeId`,
    scopes: READ,
    query: PAGE,
    run: createFieldsOf,
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/:issueIdOrKey/editmeta',
    scopes: READ,
    // every field is on the edit screen
    values: { overrideScreenSecurity: ['false'], overrideEditableFlag: ['false'] },
    run: (call) => {
      const issue = requireEditable(call.site, call.actor, call.param('issueIdOrKey'));
      return ok({ fields: editableFields(call.site, issue, call.actor.account) });
    },
  },
];
