import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Installation } from './installation';
import type { Outcome } from './invocation';
import type { ManifestModule } from './manifest';
import type { ProductSite } from './product';
import type { UrlFormat, WebTriggerUrls } from './seam/service';

/** A request as it reaches a web trigger; the body is the text that was sent, byte for byte when it is UTF-8. */
export interface WebTriggerRequest {
  readonly method: string;
  /** Path below the address of the trigger, with its leading slash, or empty. */
  readonly userPath: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface WebTriggerResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

interface Address {
  readonly id: string;
  readonly installation: Installation;
  readonly moduleKey: string;
  readonly format: UrlFormat;
}

/** What stands before the id of an address; the SDK reads the id from what follows. */
const PREFIXES: Readonly<Record<UrlFormat, string>> = { v1: '/x1/', v2: '/public/' };

/** Paths below which web triggers are served. */
export const WEB_TRIGGER_PATHS = Object.values(PREFIXES);

/**
 * The public addresses of web triggers: one for each module and installation, the same until a new one is asked
 * for. They are known to nobody else and ask for no credentials, as on Forge.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/web-trigger-api/
 */
export class WebTriggerAddresses implements WebTriggerUrls {
  private addresses: Address[] = [];

  /** Where the server of a site can be reached; set once it listens. */
  readonly baseUrls = new Map<string, string>();

  create(installation: Installation, moduleKey: string, format: UrlFormat, isNew: boolean): string {
    const existing = this.addresses.find(
      (address) => address.installation === installation && address.moduleKey === moduleKey,
    );
    if (existing && !isNew) return this.urlOf(existing);
    const address = { id: randomUUID(), installation, moduleKey, format };
    // the newest comes first, so that it is the one to be found again
    this.addresses.unshift(address);
    return this.urlOf(address);
  }

  all(installation: Installation): readonly { triggerKey: string; url: string }[] {
    return this.addresses
      .filter((address) => address.installation === installation)
      .map((address) => ({ triggerKey: address.moduleKey, url: this.urlOf(address) }));
  }

  delete(installation: Installation, id: string): boolean {
    const before = this.addresses.length;
    this.addresses = this.addresses.filter(
      (address) => address.id !== id || address.installation !== installation,
    );
    return this.addresses.length < before;
  }

  forget(installation: Installation): void {
    this.addresses = this.addresses.filter((address) => address.installation !== installation);
  }

  find(id: string): Address | undefined {
    return this.addresses.find((address) => address.id === id);
  }

  /** Where a site is reached now. */
  baseUrlOf({ cloudId, url }: ProductSite): string {
    return this.baseUrls.get(cloudId) ?? url;
  }

  private urlOf({ id, installation, format }: Address): string {
    return `${this.baseUrlOf(installation.site)}${PREFIXES[format]}${id}`;
  }
}

/**
 * The argument of a web trigger's function, all values as lists. Names of headers come in mixed case: Atlassian's examples
 * have `Content-Type`, and which headers come how is not documented, so here all do.
 */
export function webTriggerEvent(request: WebTriggerRequest): Record<string, unknown> {
  return {
    method: request.method,
    path: request.path,
    userPath: request.userPath,
    headers: grouped(request.headers.map(([name, value]) => [mixedCase(name), value])),
    queryParameters: grouped(request.query),
    body: request.body,
  };
}

const headerLists = z.record(z.string(), z.array(z.string()));
const dynamicResponse = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: headerLists.default({}),
  body: z.string().default(''),
});
const staticResponse = z.object({ outputKey: z.string() });
const staticOutputs = z.array(
  z.looseObject({
    key: z.string(),
    statusCode: z.number().int(),
    contentType: z.string().default('text/plain'),
    body: z.string().default(''),
  }),
);

/**
 * What the caller gets of a function's result: a dynamic trigger answers with it, a static one names an output of
 * the manifest. Anything else is an error with status 500.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/web-trigger/
 */
export function webTriggerResponse(module: ManifestModule, outcome: Outcome | undefined): WebTriggerResponse {
  if (!outcome?.ok) return failed(outcome?.error ?? 'The function did not answer');
  const settings = z
    .looseObject({
      type: z.enum(['static', 'dynamic']).default('dynamic'),
      outputs: staticOutputs.default([]),
    })
    .parse(module['response'] ?? {});
  if (settings.type === 'dynamic') {
    const parsed = dynamicResponse.safeParse(outcome.result);
    if (!parsed.success) return failed('The function returned no valid response');
    const { statusCode, headers, body } = parsed.data;
    const flat = Object.entries(headers).flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    );
    return { status: statusCode, headers: flat, body };
  }
  const chosen = staticResponse.safeParse(outcome.result).data?.outputKey;
  const output = settings.outputs.find(({ key }) => key === chosen);
  if (!output) return failed('The function named no output of the manifest');
  return { status: output.statusCode, headers: [['content-type', output.contentType]], body: output.body };
}

const mixedCase = (name: string): string =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

const failed = (body: string): WebTriggerResponse => ({ status: 500, headers: [], body });

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) (lists[name] ??= []).push(value);
  return lists;
}
