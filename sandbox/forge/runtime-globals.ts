import type { InvocationRecord } from './invocation';
import type { Manifest } from './manifest';
import type { Call } from './call';

const noop = (): void => undefined;

/** The global `__forge_runtime__` of one invocation, in the shape that the @forge packages read. */
export function runtimeGlobals(
  manifest: Manifest,
  { installation, uiPlace }: Pick<Call, 'installation' | 'uiPlace'>,
  record: InvocationRecord,
  remainingMs: () => number,
): Record<string, unknown> {
  return {
    proxy: { token: 'sandbox', url: installation.site.url },
    contextAri: installation.context,
    container: { region: 'sandbox', runtime: 'nodejs22.x', handler: record.functionKey },
    appContext: {
      appId: manifest.appId,
      appVersion: installation.version,
      environmentId: installation.environmentId,
      environmentType: 'DEVELOPMENT',
      invocationId: record.id,
      installationId: installation.id,
      functionKey: record.functionKey,
      moduleType: record.moduleType,
      moduleKey: record.moduleKey,
      permissions: { scopes: manifest.scopes, external: { fetch: { backend: manifest.egress } } },
    },
    ...(record.accountId === undefined ? {} : { aaid: record.accountId }),
    lambdaContext: {
      awsRequestId: record.id,
      getRemainingTimeInMillis: remainingMs,
    },
    tracing: { traceId: record.id, spanId: record.id.slice(0, 16) },
    // says to which place of the product an invocation by a surface belongs
    realtime: uiPlace === undefined ? {} : { contextToken: record.id },
    metrics: {
      timing: () => ({ measure: () => ({ stop: noop }) }),
      counter: () => ({ incr: noop, incrBy: noop, decr: noop, decrBy: noop }),
      gauge: () => ({ set: noop }),
    },
    featureFlags: () => false,
  };
}
