import { requireAccount, requireBrowsable, requireEditable } from '../access';
import { JiraError } from '../errors';
import { deleteIssueProperty, setIssueProperty } from '../issue-properties';
import { anything, noContent, ok, type Operation } from './operation';

const READ = [['read:jira-work']] as const;
const WRITE = [['write:jira-work']] as const;
const PROPERTIES = '/rest/api/3/issue/:issueIdOrKey/properties';

/** Issue properties: documents of apps on an issue, which everybody who may edit the issue can write. */
export const propertyOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: PROPERTIES,
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const self = `${call.site.url}/rest/api/3/issue/${issue.id}/properties`;
      const keys = [...issue.properties.keys()].map((key) => ({ self: `${self}/${key}`, key }));
      return ok({ keys }, keys.length);
    },
  },
  {
    method: 'GET',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const key = call.param('propertyKey');
      if (!issue.properties.has(key)) throw new JiraError(404, [`The property ${key} does not exist.`]);
      return ok({ key, value: issue.properties.get(key) });
    },
  },
  {
    method: 'PUT',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    body: anything,
    run: (call) => {
      const issue = requireEditable(call.site, call.actor, call.param('issueIdOrKey'));
      const { accountId } = requireAccount(call.actor);
      const key = call.param('propertyKey');
      const isNew = setIssueProperty(call.site, issue, key, call.body(anything), accountId);
      return { status: isNew ? 201 : 200, body: {} };
    },
  },
  {
    method: 'DELETE',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    run: (call) => {
      const issue = requireEditable(call.site, call.actor, call.param('issueIdOrKey'));
      deleteIssueProperty(call.site, issue, call.param('propertyKey'), requireAccount(call.actor).accountId);
      return noContent;
    },
  },
];
