import { z } from 'zod';
import { JiraError } from './errors';
import type { Field, Issue, Project } from './model';
import type { JsmSite } from './site';

const typeReference = z.looseObject({ id: z.string().optional(), name: z.string().optional() });

/** The work type and the request type of an issue, as the fields that show them keep them; undefined for any other field. */
export function kindOf(site: JsmSite, issue: Issue | undefined, fieldId: string): string | undefined {
  if (fieldId === 'issuetype') return issue?.issueTypeId;
  return site.field(fieldId)?.type === 'request-type' ? issue?.requestTypeId : undefined;
}

/**
 * Reads another work type or request type for an issue. A work type with another workflow takes a move of the issue,
 * which is not modelled, and so does a request type of another work type.
 * @param issue undefined for one that is only about to be created
 * @throws {JiraError} 400 with the message under the field's id
 */
export function readKind(site: JsmSite, issue: Issue | undefined, field: Field, sent: unknown): unknown {
  const project = issue && site.projectOf(issue);
  const read =
    field.type === 'issuetype' ? workTypeIn(project, issue, sent) : requestTypeIn(site, issue, sent);
  if (read === 'invalid') throw new JiraError(400, [], { [field.id]: INVALID[field.type] ?? '' });
  return read;
}

const INVALID: Readonly<Record<string, string>> = {
  issuetype: 'The issue type selected is invalid.',
  'request-type': 'The request type selected is invalid.',
};

function workTypeIn(project: Project | undefined, issue: Issue | undefined, sent: unknown): string {
  const types = project?.issueTypes ?? [];
  const given = typeReference.safeParse(sent).data;
  const type = types.find(({ id, name }) => id === given?.id || name === given?.name);
  const before = types.find(({ id }) => id === issue?.issueTypeId);
  return type !== undefined && type.workflow === before?.workflow ? type.id : 'invalid';
}

/** By its id; nothing for an issue that is to be no request any more. */
function requestTypeIn(site: JsmSite, issue: Issue | undefined, sent: unknown): string | undefined {
  if (sent === null) return undefined;
  const types = site.configuration.projects.flatMap(({ requestTypes }) => requestTypes);
  const type = types.find(({ id }) => id === sent);
  const fits = issue === undefined || type?.issueTypeId === issue.issueTypeId;
  return type !== undefined && fits ? type.id : 'invalid';
}
