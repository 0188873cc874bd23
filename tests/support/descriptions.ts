import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { where } from './needs';

/** The folder that has Atlassian's descriptions; `npm run conformance -- --descriptions` sets it. */
export const FOLDER_VARIABLE = 'SEATKEEPER_DESCRIPTIONS';

const named = process.env[FOLDER_VARIABLE];

/** Relative to where npm was started. */
const FOLDER =
  named === undefined || named === ''
    ? join(__dirname, '../../../shared/specs')
    : resolve(process.env['INIT_CWD'] ?? '.', named);

/** Under the name that Atlassian publishes it with, or under one that says what it is. */
const inFolder = (published: string, plain: string): string =>
  [published, plain].map((name) => join(FOLDER, name)).find(existsSync) ?? join(FOLDER, published);

/**
 * Atlassian's published API descriptions. They are no part of the project: what needs them is skipped, and CI says so
 * at its end, where they are neither beside the project nor in the folder that the environment names.
 */
export const JIRA = inFolder('swagger-v3.v3.json', 'jira-platform-v3.openapi.json');
export const SERVICE_MANAGEMENT = inFolder('swagger.v3.json', 'jira-service-management.openapi.json');

/** What of Assets is modelled: Atlassian's own description of it is not among these, so its documentation was written down. */
export const ASSETS = join(__dirname, '../conformance/assets.openapi.json');

export const missingDescriptions = [JIRA, SERVICE_MANAGEMENT].filter((file) => !existsSync(file));
export const haveDescriptions = missingDescriptions.length === 0;

/** For what is held against the descriptions. */
export function whereDescribed(): ReturnType<typeof where> {
  // a folder that somebody named and that lacks them is a mistake, and no reason to skip
  if (named !== undefined && named !== '' && !haveDescriptions)
    throw new Error(`${FOLDER_VARIABLE} is ${named}; absent: ${missingDescriptions.join(', ')}`);
  return where(haveDescriptions, 'Atlassian’s API descriptions are not there');
}

export function readDescription(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
