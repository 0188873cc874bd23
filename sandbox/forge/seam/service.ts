import type { AppSources } from '../app-sources';
import type { CausalChain } from '../call';
import type { SeamInit } from '../container';
import type { Interferer } from '../faults/call-faults';
import type { AppMeters } from '../app-meters';
import type { Installation } from '../installation';
import type { InvocationRecord, Problem } from '../invocation';
import type { InvocationTime } from '../invocation-time';
import type { Manifest } from '../manifest';
import type { ObjectAddresses } from '../objects/object-addresses';
import type { QueuePush } from '../queue';
import type { RealtimeChannels, UiPlace } from '../realtime/realtime-channels';
import { LIMITS } from '../limits';
import { answer } from './answer';

/** What the services below the SDK need of their host. */
export interface SeamHost {
  readonly manifest: Manifest;
  readonly interferer: () => Interferer | undefined;
  readonly queues: QueueHost;
  readonly webTriggers: WebTriggerUrls;
  readonly objects: ObjectAddresses;
  readonly realtime: RealtimeChannels;
  readonly meters: AppMeters;
  /** Milliseconds since the epoch, by which rates are measured. */
  readonly now: () => number;
}

/** What happens to pushed events; answers follow `@forge/events`. */
export interface QueueHost {
  push(installation: Installation, push: QueuePush, chain: CausalChain): void;
  /** @returns undefined for a job that nobody pushed to that queue */
  stats(installation: Installation, queue: string, jobId: string): JobStats | undefined;
  cancel(installation: Installation, queue: string, jobId: string): boolean;
}

export interface JobStats {
  success: number;
  inProgress: number;
  failed: number;
}

/** How the manifest has a web trigger's address made; the first form unless it says `v2`. */
export type UrlFormat = 'v1' | 'v2';

/** The public addresses of an installation's web triggers. */
export interface WebTriggerUrls {
  create(installation: Installation, moduleKey: string, format: UrlFormat, isNew: boolean): string;
  all(installation: Installation): readonly { readonly triggerKey: string; readonly url: string }[];
  /** @returns whether there was such an address */
  delete(installation: Installation, id: string): boolean;
}

/** The invocation on whose behalf a call is made. */
export interface Caller {
  readonly installation: Installation;
  readonly record: InvocationRecord;
  readonly time: InvocationTime;
  readonly sources: AppSources;
  /** Of the surface that called the function; undefined for one that no surface called. */
  readonly uiPlace: UiPlace | undefined;
  readonly chain: CausalChain;
  /** The stack of the app's call that is being answered. */
  readonly stack: () => string;
}

/** An answer from below the SDK, and how long it took in the invocation's own time. */
export interface Served {
  readonly response: Response;
  readonly ms: number;
}

/** One service below the SDK. `delayMs` is what an interference adds to its usual time. */
export type Service = (
  host: SeamHost,
  caller: Caller,
  path: string,
  init: SeamInit,
  delayMs: number,
) => Promise<Served>;

/** Notes a problem with the line of the app's own code that made the call. */
export function report({ record, sources, stack }: Caller, kind: Problem['kind'], message: string): void {
  const at = sources.locationIn(stack());
  record.problems.push({ kind, message, ...(at === undefined ? {} : { at }) });
}

/** Real milliseconds since `started`, to two decimals. */
export const since = (started: number): number => Math.round((performance.now() - started) * 100) / 100;

/**
 * The refusal of storage to an app whose manifest lacks `storage:app`; how Forge words it is not documented.
 * @returns undefined when the manifest has the scope
 */
export function storageRefusal(host: SeamHost, caller: Caller): Response | undefined {
  if (host.manifest.scopes.includes('storage:app')) return undefined;
  report(caller, 'scope', 'Storage needs storage:app');
  return answer(403, { code: 'FORBIDDEN', message: 'The app lacks the storage:app scope' });
}

/**
 * Counts a call against the quotas of all that leaves the app's invocations.
 * @returns whether it is refused; Atlassian does not say with which answer
 */
export function isOverNetworkQuota(host: SeamHost, caller: Caller): boolean {
  const at = host.now();
  const { app, installation } = LIMITS.invocation.networkPerMinute;
  const isTaken = caller.installation.meters.network.take(at) && host.meters.network.take(at);
  if (!isTaken) {
    const quotas = `${installation.toLocaleString('en')} calls on a site or ${app.toLocaleString('en')} over all`;
    report(caller, 'limit', `More than ${quotas} in a minute`);
  }
  return !isTaken;
}
