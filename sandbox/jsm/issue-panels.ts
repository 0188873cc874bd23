import type { Issue } from './model';
import type { JsmSite } from './site';

/**
 * Whether an issue shows a panel of an app: nobody sees it before it was added to the issue, or pinned for the project.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-issue-panel/
 */
export function isPanelShown(site: JsmSite, { id, projectId }: Issue, moduleKey: string): boolean {
  const pin = site.panelPins.findLast(
    (one) => one.moduleKey === moduleKey && one.projectId === projectId && one.at <= site.now(),
  );
  return pin?.action === 'PIN' || (site.panelsOfIssues.get(id)?.has(moduleKey) ?? false);
}

/** What somebody who works on an issue does in its "Apps" menu. */
export function addPanel(site: JsmSite, { id }: Issue, moduleKey: string): void {
  site.panelsOfIssues.set(id, new Set([...(site.panelsOfIssues.get(id) ?? []), moduleKey]));
}
