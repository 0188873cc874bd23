import type { Manifest, ManifestModule } from './manifest';

/** The types of module that the sandbox models; an app with any other is refused by the type's name. */
export const MODELLED_TYPES: ReadonlySet<string> = new Set([
  'action',
  'automation:actionProvider',
  'consumer',
  'dashboards:widget',
  'function',
  'jira:adminPage',
  'jira:dashboardGadget',
  'jira:entityProperty',
  'jira:issuePanel',
  'jira:projectPage',
  'jira:workflowValidator',
  'jiraServiceManagement:portalProfilePanel',
  'jiraServiceManagement:portalRequestCreatePropertyPanel',
  'jiraServiceManagement:portalRequestDetailPanel',
  'objectStore',
  'preUninstall',
  'rovo:agent',
  'scheduledTrigger',
  'sql',
  'trigger',
  'webtrigger',
]);

/** The parts of a manifest that the sandbox acts on, or that change nothing for what runs. */
export const MODELLED_PARTS: ReadonlySet<string> = new Set([
  'app',
  'app.description',
  'app.id',
  'app.licensing',
  'app.runtime',
  'app.storage',
  'modules',
  'permissions',
  'permissions.external',
  'permissions.scopes',
  'resources',
  'translations',
]);

/** Parts besides its modules that the sandbox would otherwise pass over without a word, such as `remotes`. */
export const faultsOfParts = (manifest: Manifest): string[] =>
  manifest.parts
    .filter((part) => !MODELLED_PARTS.has(part))
    .map((part) => `The sandbox does not model '${part}' of the manifest`);

/** What an app asks for that the sandbox would otherwise pass over without a word. */
export function faultsOfModules(manifest: Manifest): string[] {
  return [
    ...manifest.moduleTypes
      .filter((type) => !MODELLED_TYPES.has(type) && manifest.modulesOf(type).length > 0)
      .map((type) => `The sandbox does not model modules of type ${type}`),
    ...manifest.moduleTypes.flatMap((type) =>
      manifest.modulesOf(type).flatMap((module) => partsNotModelled(type, module)),
    ),
  ];
}

function partsNotModelled(type: string, module: ManifestModule): string[] {
  const fault = (what: string): string => `The sandbox does not model ${what} (${module.key})`;
  return [
    ...(module.resource !== undefined && module['render'] !== 'native' ? [fault('Custom UI')] : []),
    ...(module.config?.resource !== undefined && module.config.render !== 'native'
      ? [fault('Custom UI')]
      : []),
    ...(module['endpoint'] === undefined ? [] : [fault('remote endpoints')]),
    ...(type === 'jira:workflowValidator' && module['expression'] !== undefined
      ? [fault('validators that are expressions')]
      : []),
  ];
}
