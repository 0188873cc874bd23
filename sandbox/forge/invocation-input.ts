import { member } from '../untyped';
import type { Installation } from './installation';
import type { LicenseState, ProductSite } from './product';

export interface ResolverCall {
  readonly site: ProductSite;
  readonly moduleKey: string;
  /** Undefined for an anonymous visitor of the portal. */
  readonly accountId: string | undefined;
  readonly functionKey: string;
  readonly payload: unknown;
  /** What the product puts into `context.extension` for this module on this page. */
  readonly extension: Readonly<Record<string, unknown>>;
}

/** The second argument of a function: where it runs. */
export const platformContext = (installation: Installation): Record<string, unknown> => ({
  installContext: installation.context,
  workspaceId: installation.site.cloudId,
  installation: { id: installation.id, contexts: [{ id: installation.context }] },
});

/** The key of the issue or request that an event, an extension or a validator's input is about. */
export function subjectOf(value: unknown): string | undefined {
  return [member(value, 'issue'), member(value, 'request')]
    .map((subject) => member(subject, 'key'))
    .find((key) => typeof key === 'string');
}

/** What a resolver gets as its `context`, from the platform and never from the payload. */
export function resolverContext(call: ResolverCall, installation: Installation): Record<string, unknown> {
  const accountType: LicenseState = call.site.licenseOf(call.accountId);
  return {
    localId: `${installation.context}/${call.moduleKey}`,
    cloudId: call.site.cloudId,
    siteUrl: call.site.url,
    moduleKey: call.moduleKey,
    environmentId: installation.environmentId,
    environmentType: 'DEVELOPMENT',
    accountId: call.accountId ?? 'unidentified',
    accountType,
    extension: call.extension,
  };
}
