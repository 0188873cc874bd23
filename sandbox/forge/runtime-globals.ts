import type { Installation } from './installation';
import type { InvocationRecord } from './invocation';
import type { Manifest } from './manifest';

const noop = (): void => undefined;

/** The global `__forge_runtime__` of one invocation, in the shape that the @forge packages read. */
export function runtimeGlobals(
  manifest: Manifest,
  installation: Installation,
  record: InvocationRecord,
  timeoutMs: number,
): Record<string, unknown> {
  const started = performance.now();
  return {
    proxy: { token: 'sandbox', url: installation.site.url },
    contextAri: installation.context,
    container: { region: 'sandbox', runtime: 'nodejs22.x', handler: record.functionKey },
    appContext: {
      appId: manifest.appId,
      appVersion: '1.0.0',
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
      getRemainingTimeInMillis: () => Math.max(0, timeoutMs - (performance.now() - started)),
    },
    tracing: { traceId: record.id, spanId: record.id.slice(0, 16) },
    realtime: {},
    metrics: {
      timing: () => ({ measure: () => ({ stop: noop }) }),
      counter: () => ({ incr: noop, incrBy: noop, decr: noop, decrBy: noop }),
      gauge: () => ({ set: noop }),
    },
    featureFlags: () => false,
  };
}
