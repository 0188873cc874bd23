import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Atlassian's published API descriptions. They are no part of the project: what needs them is skipped, with a
 * line that says so, where the folder is absent.
 */
const FOLDER = join(__dirname, '../../../shared/specs');

export const JIRA = join(FOLDER, 'jira-platform-v3.openapi.json');
export const SERVICE_MANAGEMENT = join(FOLDER, 'jira-service-management.openapi.json');

/** What of Assets is modelled: Atlassian's own description of it is not among these, so its documentation was written down. */
export const ASSETS = join(__dirname, '../conformance/assets.openapi.json');

export const haveDescriptions = existsSync(JIRA) && existsSync(SERVICE_MANAGEMENT);

export function readDescription(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
