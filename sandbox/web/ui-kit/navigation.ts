import * as z from 'zod/mini';
import { internalPath } from '../env/router';

const target = z.looseObject({
  url: z.optional(z.string()),
  target: z.optional(z.string()),
  issueKey: z.optional(z.string()),
  dashboardId: z.optional(z.string()),
  moduleKey: z.optional(z.string()),
  projectKey: z.optional(z.string()),
});

/** Where the sandbox shows a project page. */
export const projectPagePath = (projectKey: string, moduleKey: string): string =>
  `/jira/servicedesk/projects/${projectKey}/apps/${moduleKey}`;

/** Paths of the targets of Forge's router that this product has pages for. */
const PATHS: Readonly<Record<string, (to: z.infer<typeof target>) => string | undefined>> = {
  issue: ({ issueKey }) => issueKey && `/browse/${issueKey}`,
  dashboard: ({ dashboardId }) => dashboardId && `/jira/dashboards/${dashboardId}`,
  module: ({ moduleKey, projectKey }) =>
    moduleKey && (projectKey ? projectPagePath(projectKey, moduleKey) : '/jira/settings/apps/admin-page'),
};

export interface Destination {
  readonly href: string;
  /** Undefined when it lies outside this site. */
  readonly path: string | undefined;
}

/** @throws {Error} for targets that the sandbox has no page for */
export function destinationOf(data: unknown): Destination {
  const to = z.parse(target, data);
  const url = to.url ?? PATHS[to.target ?? '']?.(to);
  if (url === undefined) throw new Error(`The sandbox has no page for the target '${to.target ?? ''}'.`);
  return { href: new URL(url, location.origin).href, path: internalPath(url) };
}
