import { LIMITS } from './limits';
import type { Manifest } from './manifest';

const LONG = ['webtrigger', 'action', 'rovo:agentConnector', 'preUninstall'];
const BACKGROUND = ['consumer', 'scheduledTrigger'];

/**
 * How long a function may run for a kind of module, in milliseconds. `timeoutSeconds` counts only for a function
 * that consumers and scheduled triggers alone refer to.
 * @see https://developer.atlassian.com/platform/forge/limits-invocation/
 */
export function timeoutOf(manifest: Manifest, moduleType: string, functionKey: string): number {
  const { timeoutMs, longTimeoutMs, maxTimeoutMs } = LIMITS.invocation;
  if (LONG.includes(moduleType)) return longTimeoutMs;
  if (!BACKGROUND.includes(moduleType)) return timeoutMs;
  const seconds = manifest.modulesOf('function').find(({ key }) => key === functionKey)?.['timeoutSeconds'];
  const isBackgroundOnly = manifest.typesUsing(functionKey).every((type) => BACKGROUND.includes(type));
  return typeof seconds === 'number' && isBackgroundOnly
    ? Math.min(seconds * 1_000, maxTimeoutMs)
    : longTimeoutMs;
}
