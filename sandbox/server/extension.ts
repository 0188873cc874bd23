import { z } from 'zod';
import type { JsmSite } from '../jsm/site';

/** Where in the product a page shows a module; the server makes the module's context of it. */
export const placeSchema = z.discriminatedUnion('page', [
  z.object({ page: z.literal('issue'), issueKey: z.string() }),
  z.object({ page: z.literal('portal-create'), requestTypeId: z.string() }),
  z.object({ page: z.literal('portal-request'), issueKey: z.string() }),
  z.object({
    page: z.literal('dashboard'),
    dashboardId: z.string(),
    gadgetId: z.string(),
    editing: z.boolean().default(false),
    /** What a widget's settings say before they are saved, for its preview. */
    draft: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ page: z.literal('portal-profile') }),
  z.object({ page: z.literal('project'), projectKey: z.string() }),
  z.object({ page: z.literal('admin') }),
  /** A rule of Automation with one action. */
  z.object({ page: z.literal('rule'), actionKey: z.string() }),
]);

export type Place = z.infer<typeof placeSchema>;

/**
 * What the product puts into `context.extension` for a module at a place.
 * @throws {Error} for places that do not exist
 */
export function extensionAt(site: JsmSite, moduleType: string, place: Place): Record<string, unknown> {
  switch (place.page) {
    case 'issue': {
      const issue = must(site.issue(place.issueKey), 'issue');
      const project = site.projectOf(issue);
      const type = site.issueTypeOf(issue);
      return {
        type: moduleType,
        issue: { id: issue.id, key: issue.key, type: type.name, typeId: type.id },
        project: { id: project.id, key: project.key, type: 'service_desk' },
        location: `${site.url}/browse/${issue.key}`,
        isNewToIssue: false,
      };
    }
    case 'portal-create':
      return {
        type: moduleType,
        portal: { id: portalOf(site, place.requestTypeId) },
        request: { typeId: Number(place.requestTypeId) },
      };
    case 'portal-request': {
      const issue = must(site.issue(place.issueKey), 'request');
      const { portalId } = site.projectOf(issue);
      return {
        type: moduleType,
        portal: { id: portalId },
        request: { key: issue.key, typeId: Number(issue.requestTypeId) },
        location: `${site.url}/servicedesk/customer/portal/${portalId}/${issue.key}`,
      };
    }
    case 'dashboard': {
      const dashboard = must(site.dashboards.get(place.dashboardId), 'dashboard');
      const gadget = must(
        dashboard.gadgets.find(({ id }) => id === place.gadgetId),
        'gadget',
      );
      const entryPoint = place.editing ? { entryPoint: 'edit' } : {};
      if (moduleType === 'dashboards:widget')
        return {
          type: moduleType,
          context: { dashboardId: dashboard.id, widgetId: gadget.id },
          layout: layoutOf(gadget.columnSpan ?? 6),
          config: place.draft ?? gadget.configuration ?? {},
          ...entryPoint,
        };
      return {
        type: moduleType,
        dashboard: { id: dashboard.id },
        gadget: { id: gadget.id },
        gadgetConfiguration: gadget.configuration ?? {},
        location: `${site.url}/jira/dashboards/${dashboard.id}`,
        ...entryPoint,
      };
    }
    case 'portal-profile':
      // Atlassian documents nothing else for it
      return { type: moduleType };
    case 'project': {
      const project = must(
        site.configuration.projects.find(({ key }) => key === place.projectKey),
        'project',
      );
      return {
        type: moduleType,
        project: { id: project.id, key: project.key, type: 'service_desk' },
        location: `${site.url}/jira/servicedesk/projects/${project.key}/apps`,
      };
    }
    case 'rule':
      throw new Error('Automation gives the context of a rule.');
    case 'admin':
      return { type: moduleType, location: `${site.url}/jira/settings/apps/admin-page` };
  }
}

const COLUMN_PX = 92;

/** A widget's room by the columns that it spans, of twelve; what a page measures is not told. */
const layoutOf = (columnSpan: number): Record<string, unknown> => ({
  width: columnSpan * COLUMN_PX,
  height: 320,
  rowSpan: 'medium',
  columnSpan,
});

function portalOf(site: JsmSite, requestTypeId: string): number {
  const project = site.configuration.projects.find(({ requestTypes }) =>
    requestTypes.some(({ id }) => id === requestTypeId),
  );
  return must(project, 'request type').portalId;
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no such ${what}.`);
  return value;
}
