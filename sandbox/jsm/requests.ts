import { z } from 'zod';
import { isAgent, isDeskCustomer } from './access';
import { JiraError } from './errors';
import { textDocument } from './fields';
import { createIssue } from './issues';
import type { Account, Issue, Project, RequestType } from './model';
import type { JsmSite } from './site';

export const newRequest = z.looseObject({
  serviceDeskId: z.string(),
  requestTypeId: z.string(),
  requestFieldValues: z.record(z.string(), z.unknown()),
  requestParticipants: z.array(z.string()).default([]),
  raiseOnBehalfOf: z.string().optional(),
  /** Whether rich text comes as documents, and not as plain text. */
  isAdfRequest: z.boolean().optional(),
});

/**
 * Creates a request as the portal does, with what apps' create panels submitted as issue properties.
 * @throws {JiraError} for forms that are incomplete or carry foreign fields; nothing is created then
 */
export function createRequest(
  site: JsmSite,
  creator: Account,
  given: z.infer<typeof newRequest>,
  properties: Readonly<Record<string, unknown>> = {},
): Issue {
  const project = site.configuration.projects.find(
    ({ serviceDeskId }) => serviceDeskId === given.serviceDeskId,
  );
  const requestType = project?.requestTypes.find(({ id }) => id === given.requestTypeId);
  if (!project || !requestType) throw new JiraError(404, ['The request type does not exist.']);
  if (!isDeskCustomer(site, project, creator)) {
    throw new JiraError(403, ['You do not have permission to create a request in this service desk.']);
  }
  checkFormValues(requestType, given.requestFieldValues);
  checkParticipants(site, given.requestParticipants);
  return createIssue(site, {
    project,
    issueTypeId: requestType.issueTypeId,
    requestType,
    creator,
    reporter: reporterOf(site, project, creator, given.raiseOnBehalfOf),
    values: formValues(site, given),
    participants: given.requestParticipants,
    properties,
  });
}

function checkFormValues(requestType: RequestType, values: Readonly<Record<string, unknown>>): void {
  const shown = ['summary', ...requestType.fields.map(({ fieldId }) => fieldId)];
  for (const fieldId of Object.keys(values)) {
    if (!shown.includes(fieldId))
      throw new JiraError(400, [`Field '${fieldId}' is not on the request type's form.`]);
  }
  for (const { fieldId, required } of requestType.fields) {
    if (required && (values[fieldId] === undefined || values[fieldId] === '')) {
      throw new JiraError(400, [`Field '${fieldId}' is required.`]);
    }
  }
}

/** Plain text of the form as the documents that Jira makes of it. */
function formValues(
  site: JsmSite,
  { isAdfRequest, requestFieldValues }: z.infer<typeof newRequest>,
): Readonly<Record<string, unknown>> {
  if (isAdfRequest === true) return requestFieldValues;
  return Object.fromEntries(
    Object.entries(requestFieldValues).map(([fieldId, value]) => {
      if (site.field(fieldId)?.type !== 'adf' || value === null) return [fieldId, value];
      if (typeof value !== 'string')
        throw new JiraError(400, [], { [fieldId]: 'Operation value must be a string' });
      return [fieldId, textDocument(value)];
    }),
  );
}

function reporterOf(
  site: JsmSite,
  project: Project,
  creator: Account,
  onBehalfOf: string | undefined,
): Account {
  if (onBehalfOf === undefined) return creator;
  if (!isAgent(project, creator))
    throw new JiraError(403, ['You may not raise requests on behalf of others.']);
  const reporter = site.accounts.get(onBehalfOf);
  if (!reporter?.active) throw new JiraError(400, [`The user '${onBehalfOf}' does not exist.`]);
  return reporter;
}

/** @throws {JiraError} 400 for people who are not there, before anybody is added */
export function checkParticipants(site: JsmSite, accountIds: readonly string[]): void {
  const unknown = accountIds.find((accountId) => !site.accounts.get(accountId)?.active);
  if (unknown !== undefined) throw new JiraError(400, [`The user '${unknown}' does not exist.`]);
}
