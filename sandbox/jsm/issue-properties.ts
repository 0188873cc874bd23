import { JiraError } from './errors';
import { raisePropertyEvent } from './issue-events';
import type { Issue } from './model';
import type { JsmSite } from './site';

/** Jira's limit for the value of an entity property, in characters of JSON. */
export const MAX_PROPERTY_CHARACTERS = 32_768;
const MAX_KEY_CHARACTERS = 255;

/** @throws {JiraError} 400 for a key or value that is longer than Jira takes */
export function checkProperty(key: string, value: unknown): void {
  if (key.length > MAX_KEY_CHARACTERS)
    throw new JiraError(400, ['The property key must be less than 255 characters.']);
  if (value === undefined) throw new JiraError(400, ['The property value must be JSON.']);
  if (JSON.stringify(value).length > MAX_PROPERTY_CHARACTERS)
    throw new JiraError(400, ['The property value is too long.']);
}

/** @returns whether the issue had no property of that key yet */
export function setIssueProperty(
  site: JsmSite,
  issue: Issue,
  key: string,
  value: unknown,
  authorId: string,
): boolean {
  checkProperty(key, value);
  const isNew = !issue.properties.has(key);
  issue.properties.set(key, value);
  site.searchIndex.note(issue);
  raisePropertyEvent(site, 'avi:jira:set:issue-property', issue, key, authorId);
  return isNew;
}

/** @throws {JiraError} 404 when there is no such property */
export function deleteIssueProperty(site: JsmSite, issue: Issue, key: string, authorId: string): void {
  if (!issue.properties.delete(key)) throw new JiraError(404, [`The property ${key} does not exist.`]);
  site.searchIndex.note(issue);
  raisePropertyEvent(site, 'avi:jira:deleted:issue-property', issue, key, authorId);
}
