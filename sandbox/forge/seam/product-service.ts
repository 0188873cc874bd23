import type { SeamInit, SeamTarget } from '../container';
import { USUAL_MS } from '../limits';
import type { Caller as ProductCaller } from '../product';
import { platformRefusal } from './answer';
import { report, since, type Caller, type SeamHost, type Served } from './service';

/**
 * Calls of the product's REST API, as the app, as the person who set the invocation off, or by `asUser(accountId)` as
 * somebody else, for which the scopes need `allowImpersonation`.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/permissions/
 */
export async function serveProduct(
  host: SeamHost,
  caller: Caller,
  target: SeamTarget,
  path: string,
  init: SeamInit,
  delayMs: number,
): Promise<Served> {
  const ms = USUAL_MS.rest + delayMs;
  const as = productCaller(host, caller, target);
  if (as === 'too many') return { response: platformRefusal(429, 'RATE_LIMIT_EXCEEDED'), ms };
  if (!as) return { response: platformRefusal(401, 'NEEDS_AUTHENTICATION_ERR'), ms };
  const { site } = caller.installation;
  const method = init.method ?? 'GET';
  const request = new Request(new URL(path, site.url), {
    method,
    ...(init.headers ? { headers: init.headers } : {}),
    ...(init.body == null ? {} : { body: init.body }),
  });
  const granted = target.accountId === undefined ? host.manifest.scopes : host.manifest.impersonationScopes;
  const started = performance.now();
  const { response, scopes, points, limit } = await site.call(
    as,
    request,
    (needed) => needed.some((set) => set.every((scope) => granted.includes(scope))),
    host.now(),
  );
  if (limit !== undefined) report(caller, 'limit', `${method} ${path} passes Jira's rate limit (${limit})`);
  if (!scopes) report(caller, 'unmodelled', `${method} ${path} is not modelled by the sandbox`);
  else if (!scopes.some((set) => set.every((scope) => granted.includes(scope)))) {
    report(caller, 'scope', `${method} ${path} needs ${scopes.map((set) => set.join(' + ')).join(' or ')}`);
  }
  caller.record.calls.push({
    kind: 'rest',
    ...(as.kind === 'user' ? { as: 'user', accountId: as.accountId } : { as: 'app' }),
    method,
    path,
    status: response.status,
    points,
    ms: since(started),
  });
  return { response, ms };
}

function productCaller(
  host: SeamHost,
  caller: Caller,
  target: SeamTarget,
): ProductCaller | 'too many' | undefined {
  if (target.provider === 'app') return { kind: 'app', accountId: caller.installation.appAccountId };
  if (target.provider !== 'user') return { kind: 'anonymous' };
  if (target.accountId !== undefined) {
    const { accountId } = target;
    if (!caller.installation.site.mayBeImpersonated(accountId)) {
      report(caller, 'seam', `asUser('${accountId}') is not possible for this account`);
      return undefined;
    }
    if (host.meters.impersonations.take(host.now())) return { kind: 'user', accountId };
    report(caller, 'limit', 'More than 1,000 calls by asUser(accountId) in a minute');
    return 'too many';
  }
  const { accountId } = caller.record;
  if (accountId === undefined) return undefined;
  if (!caller.installation.site.mayBeActedFor(accountId)) {
    report(
      caller,
      'seam',
      'asUser() is not possible for an account that has neither a license nor the portal',
    );
    return undefined;
  }
  return { kind: 'user', accountId };
}
