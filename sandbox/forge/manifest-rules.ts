import { z } from 'zod';
import { LIMITS } from './limits';
import type { Manifest, ManifestModule } from './manifest';
import { faultsOfConditions } from './display-conditions';
import { faultsOfModules, faultsOfParts } from './modelled-modules';

/** @throws {Error} for a manifest that Forge would refuse, or that asks for something the sandbox would ignore */
export function checkManifest(manifest: Manifest): void {
  const faults = [
    ...faultsOfParts(manifest),
    ...faultsOfModules(manifest),
    ...manifest.translations.faults(),
    ...scheduleFaults(manifest.modulesOf('scheduledTrigger')),
    ...manifest.modulesOf('trigger').flatMap(filterFaults),
    ...manifest.modulesOf('rovo:agent').flatMap((agent) => agentFaults(agent, manifest)),
    ...manifest.moduleTypes.flatMap((type) =>
      manifest
        .modulesOf(type)
        .flatMap((module) => [
          ...accessFaults(type, module),
          ...manifest.translations.faultsOf(type, module).map((fault) => `${module.key}: ${fault}`),
          ...faultsOfConditions(module).map((fault) => `${module.key}: ${fault}`),
        ]),
    ),
  ];
  if (faults.length > 0) throw new Error(`manifest.yml: ${faults.join('; ')}`);
}

function scheduleFaults(modules: readonly ManifestModule[]): string[] {
  const { perApp, fiveMinutePerApp } = LIMITS.schedules;
  const fiveMinute = modules.filter((module) => module['interval'] === 'fiveMinute');
  return [
    ...(modules.length > perApp ? [`at most ${perApp} scheduled triggers are allowed`] : []),
    ...(fiveMinute.length > fiveMinutePerApp
      ? ['only one scheduled trigger may run every five minutes']
      : []),
  ];
}

const filterSchema = z.record(z.string(), z.unknown());

function filterFaults(module: ManifestModule): string[] {
  const names = Object.keys(filterSchema.parse(module['filter'] ?? {})).filter(
    (name) => name !== 'ignoreSelf' && name !== 'onError',
  );
  const isPlain = z.array(z.string()).safeParse(module['events']).success;
  return [
    ...(names.length > 0 ? [`The sandbox does not model the trigger filter '${names.join(', ')}'`] : []),
    ...(isPlain ? [] : [`The sandbox models a trigger's events as a list of names only (${module.key})`]),
  ];
}

const agentSchema = z.looseObject({
  name: z.string().max(30),
  prompt: z.string().min(1),
  description: z.string().max(255).optional(),
  conversationStarters: z.array(z.string().max(85)).default([]),
  actions: z.array(z.string()).default([]),
});

/**
 * Nobody chats in the sandbox; what the manifest says of an agent is checked all the same.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/rovo-agent/
 */
function agentFaults(agent: ManifestModule, manifest: Manifest): string[] {
  const parsed = agentSchema.safeParse(agent);
  if (!parsed.success) return [`${agent.key}: ${z.prettifyError(parsed.error)}`];
  const known = manifest.modulesOf('action').map(({ key }) => key);
  const unknown = parsed.data.actions.filter((action) => !known.includes(action));
  return [
    ...unknown.map((action) => `the agent ${agent.key} names an action that there is not: ${action}`),
    ...(manifest.scopes.includes('read:chat:rovo')
      ? []
      : [`the agent ${agent.key} needs the scope read:chat:rovo`]),
  ];
}

const OPEN_TO_UNLICENSED = [
  'jira:issuePanel',
  'jira:customField',
  'jira:customFieldType',
  'jira:uiModifications',
  'jiraServiceManagement:portalHeader',
  'jiraServiceManagement:portalSubheader',
  'jiraServiceManagement:portalFooter',
  'jiraServiceManagement:portalRequestDetail',
  'jiraServiceManagement:portalRequestDetailPanel',
  'jiraServiceManagement:portalRequestCreatePropertyPanel',
  'jiraServiceManagement:portalProfilePanel',
  'jiraServiceManagement:portalUserMenuAction',
  'jiraServiceManagement:portalRequestViewAction',
];

/** @see https://developer.atlassian.com/platform/forge/access-to-forge-apps-for-unlicensed-jsm-users/ */
function accessFaults(type: string, module: ManifestModule): string[] {
  if (!module.unlicensedAccess || OPEN_TO_UNLICENSED.includes(type)) return [];
  return [`${type} cannot be opened to unlicensed people (${module.key})`];
}
