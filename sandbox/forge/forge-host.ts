import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, type VirtualClock } from '../clock';
import { bundleFunctions, type AppBundle } from './app-bundle';
import { AppContainer } from './container';
import type { Interferer } from './faults/call-faults';
import type { FaultKind } from './faults/fault-plan';
import { ON_TIME, type Faults } from './faults/faults';
import { createInstallation, type Installation } from './installation';
import { InvocationLog, type InvocationRecord } from './invocation';
import { Manifest, type ManifestModule } from './manifest';
import type { LicenseState, ProductEvent, ProductSite } from './product';
import { retryRequestIn, type QueueEvent } from './queue';
import { member } from '../untyped';
import { runtimeGlobals } from './runtime-globals';
import { Seam } from './seam/dispatch';

export interface ForgeHostOptions {
  readonly clock: VirtualClock;
  /** The app's directory, the one with manifest.yml. */
  readonly directory: string;
  /** What the app's own account is called on a site. */
  readonly appName: string;
  /** A bundle made earlier from the same sources, to save making it again. */
  readonly bundle?: AppBundle | undefined;
  /** A MySQL-dialect server for Forge SQL; SQLite in memory when absent. */
  readonly sqlUrl?: string | undefined;
  /** Virtual milliseconds between a product event and its delivery. Forge itself allows up to three minutes. */
  readonly eventDelayMs?: number;
}

/** A call that the platform turns down before the app's code runs. */
export class HostRefusal extends Error {
  constructor(
    readonly status: 403 | 404 | 413,
    message: string,
  ) {
    super(message);
    this.name = 'HostRefusal';
  }
}

interface Call {
  readonly installation: Installation;
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly cause: string;
  readonly accountId?: string | undefined;
  readonly subject?: string | undefined;
  readonly input: readonly unknown[];
  /** What befell its delivery. */
  readonly faults?: readonly FaultKind[];
}

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

const INTERVALS: Readonly<Record<string, number>> = {
  fiveMinute: 5 * MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};
const MAX_RETRIES = 4;
const MAX_FRONT_END_REQUEST_BYTES = 500 * 1024;
const DEFAULT_TIMEOUT_MS = 25 * SECOND;

/**
 * Runs one Forge app for any number of sites: its functions on events, queues, schedules, resolver calls and
 * workflow rules, with the real @forge packages above the seam and this sandbox below it.
 */
export class ForgeHost {
  readonly invocations = new InvocationLog();
  /** Set to let calls below the SDK go wrong. */
  interferer: Interferer | undefined;
  /** Set to let calls and deliveries go wrong by a plan; `interferer` goes before it. */
  faults: Faults | undefined;
  private readonly installations = new Map<string, Installation>();

  private constructor(
    readonly manifest: Manifest,
    private readonly container: AppContainer,
    private readonly options: ForgeHostOptions,
  ) {}

  static async start(options: ForgeHostOptions): Promise<ForgeHost> {
    const manifest = Manifest.read(options.directory);
    refuseUnmodelledFilters(manifest);
    const bundle = options.bundle ?? (await bundleFunctions(manifest));
    return new ForgeHost(manifest, new AppContainer(bundle, options.clock.now), options);
  }

  async install(site: ProductSite, installerAccountId: string): Promise<Installation> {
    const { clock, appName, sqlUrl } = this.options;
    const installation = await createInstallation(site, appName, clock.now, sqlUrl);
    this.installations.set(site.cloudId, installation);
    site.onEvent((event) => {
      this.deliver(installation, event);
    });
    for (const module of this.manifest.modulesOf('scheduledTrigger')) this.schedule(installation, module);
    this.deliver(installation, {
      eventType: 'avi:forge:installed:app',
      body: { id: installation.id, installerAccountId, app: { id: this.manifest.appId, version: '1.0.0' } },
    });
    return installation;
  }

  /**
   * Calls a resolver function for a UI module, after the checks that the platform makes itself: the module
   * exists, the person's kind of account may use it, the product would show it to them.
   * @throws {HostRefusal}
   */
  async invokeResolver(call: ResolverCall): Promise<unknown> {
    const { type, module } = this.manifest.module(call.moduleKey);
    const license = call.site.licenseOf(call.accountId);
    if (license !== 'licensed' && !module.unlicensedAccess?.includes(license)) {
      throw new HostRefusal(403, `${type} is not open to ${license} accounts`);
    }
    const refusal = call.site.refusalToShow(type, call.accountId, call.extension);
    if (refusal !== undefined) throw new HostRefusal(403, refusal);
    return this.invokeResolverUnchecked(call);
  }

  /** The same without the platform's own checks: what the app's code does if they were absent. */
  async invokeResolverUnchecked(call: ResolverCall): Promise<unknown> {
    const { type, module } = this.manifest.module(call.moduleKey);
    if (!module.resolver) throw new HostRefusal(404, `${call.moduleKey} has no resolver`);
    const payload = JSON.stringify(call.payload ?? null);
    if (payload.length > MAX_FRONT_END_REQUEST_BYTES)
      throw new HostRefusal(413, 'The request is larger than 500 KB');
    const installation = this.installationOf(call.site);
    const request = { functionKey: call.functionKey, payload: JSON.parse(payload) as unknown };
    const record = await this.run({
      installation,
      functionKey: module.resolver.function,
      moduleType: type,
      moduleKey: call.moduleKey,
      cause: `${call.moduleKey}: ${call.functionKey}`,
      accountId: call.accountId,
      subject: keyIn(call.extension['issue']) ?? keyIn(call.extension['request']),
      input: [
        { call: request, context: this.resolverContext(call, installation) },
        { ...platformContext(installation), principal: { accountId: call.accountId ?? 'unidentified' } },
      ],
    });
    if (!record.outcome?.ok) throw new Error(record.outcome?.error ?? 'the invocation was lost');
    return record.outcome.result;
  }

  /**
   * Asks a function validator of a workflow about one transition. A validator that throws blocks, with a
   * message that says nothing: what Forge does then is not documented, so the app must never throw.
   */
  async askValidator(
    site: ProductSite,
    moduleKey: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<{ result: boolean; errorMessage?: string }> {
    const module = this.manifest
      .modulesOf('jira:workflowValidator')
      .find((candidate) => candidate.key === moduleKey);
    if (!module?.function) throw new Error(`manifest.yml has no function validator '${moduleKey}'`);
    const record = await this.run({
      installation: this.installationOf(site),
      functionKey: module.function,
      moduleType: 'jira:workflowValidator',
      moduleKey,
      cause: `${moduleKey} on a transition`,
      subject: keyIn(input['issue']),
      input: [input, platformContext(this.installationOf(site))],
    });
    const result = record.outcome?.ok ? record.outcome.result : undefined;
    if (typeof result !== 'object' || result === null || !('result' in result)) {
      return { result: false, errorMessage: 'The app could not validate this transition.' };
    }
    const message = 'errorMessage' in result ? result.errorMessage : undefined;
    return {
      result: result.result === true,
      ...(typeof message === 'string' ? { errorMessage: message } : {}),
    };
  }

  async stop(): Promise<void> {
    for (const installation of this.installations.values()) await installation.sql.close();
    this.installations.clear();
  }

  installationOf(site: ProductSite): Installation {
    const installation = this.installations.get(site.cloudId);
    if (!installation) throw new Error(`the app is not installed on ${site.name}`);
    return installation;
  }

  private resolverContext(call: ResolverCall, installation: Installation): Record<string, unknown> {
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

  private deliver(installation: Installation, event: ProductEvent): void {
    const selfGenerated = event.atlassianId === installation.appAccountId;
    for (const module of this.manifest.modulesOf('trigger')) {
      if (!asStrings(module['events']).includes(event.eventType)) continue;
      if (selfGenerated && ignoresSelf(module)) continue;
      const at = this.options.clock.now() + (this.options.eventDelayMs ?? SECOND);
      const body = {
        ...event.body,
        eventType: event.eventType,
        selfGenerated,
        timestamp: String(this.options.clock.now()),
        ...(event.atlassianId === undefined ? {} : { atlassianId: event.atlassianId }),
      };
      this.later(
        at,
        'trigger',
        module,
        `${event.eventType} ${keyIn(event.body['issue']) ?? ''}`.trim(),
        installation,
        body,
        0,
      );
    }
  }

  private enqueue(installation: Installation, queue: string, events: readonly QueueEvent[]): void {
    const consumer = this.manifest.modulesOf('consumer').find((module) => module['queue'] === queue);
    if (!consumer) throw new Error(`manifest.yml declares no consumer of '${queue}'`);
    const jobId = randomUUID();
    for (const event of events) {
      const at = this.options.clock.now() + (event.delayInSeconds ?? 0) * SECOND + 1;
      const body = { ...event, queueName: queue, jobId, eventId: randomUUID() };
      this.later(at, 'consumer', consumer, `queue ${queue}`, installation, body, 0);
    }
  }

  private later(
    at: number,
    moduleType: 'trigger' | 'consumer',
    module: ManifestModule,
    cause: string,
    installation: Installation,
    body: Readonly<Record<string, unknown>>,
    retries: number,
  ): void {
    this.arrive(at, cause, installation, async (faults) => {
      const { outcome } = await this.run({
        faults,
        installation,
        functionKey: module.function ?? '',
        moduleType,
        moduleKey: module.key,
        cause: retries === 0 ? cause : `${cause} (retry ${retries})`,
        subject: keyIn(body['issue']),
        input: [body, platformContext(installation)],
      });
      const retry = outcome?.ok ? retryRequestIn(outcome.result) : undefined;
      if (!retry || retries >= MAX_RETRIES) return;
      const again = {
        ...body,
        retryContext: { retryCount: retries + 1, retryReason: retry.reason, retryData: retry.data },
      };
      const next = this.options.clock.now() + retry.retryAfterSeconds * SECOND;
      this.later(next, moduleType, module, cause, installation, again, retries + 1);
    });
  }

  private arrive(
    at: number,
    cause: string,
    { site }: Installation,
    run: (faults: readonly FaultKind[]) => Promise<void>,
  ): void {
    for (const { delayMs, faults } of this.faults?.arrivals(site.name) ?? ON_TIME)
      this.options.clock.schedule(at + delayMs, 'delivery', cause, () => run(faults));
  }

  private schedule(installation: Installation, module: ManifestModule): void {
    const interval = INTERVALS[String(module['interval'])] ?? HOUR;
    const next = (at: number): void => {
      this.options.clock.schedule(at, 'schedule', module.key, async () => {
        if (this.installations.get(installation.site.cloudId) !== installation) return;
        next(this.options.clock.now() + interval);
        await this.runSchedule(installation.site, module.key);
      });
    };
    next(this.options.clock.now() + 5 * MINUTE);
  }

  /** Runs a scheduled trigger now, besides its own rhythm. */
  async runSchedule(site: ProductSite, moduleKey: string): Promise<InvocationRecord> {
    const { module } = this.manifest.module(moduleKey);
    const installation = this.installationOf(site);
    return this.run({
      installation,
      functionKey: module.function ?? '',
      moduleType: 'scheduledTrigger',
      moduleKey,
      cause: `schedule ${moduleKey}`,
      input: [
        { context: { cloudId: site.cloudId, moduleKey }, contextToken: 'sandbox' },
        { ...platformContext(installation), principal: undefined },
      ],
    });
  }

  private async run(call: Call): Promise<InvocationRecord> {
    const record: InvocationRecord = {
      id: randomUUID(),
      site: call.installation.site.name,
      functionKey: call.functionKey,
      moduleType: call.moduleType,
      moduleKey: call.moduleKey,
      cause: call.cause,
      ...(call.accountId === undefined ? {} : { accountId: call.accountId }),
      ...(call.subject === undefined ? {} : { subject: call.subject }),
      startedAt: this.options.clock.now(),
      calls: [],
      logs: [],
      problems: [],
      faults: (call.faults ?? []).map((kind) => ({ kind, where: call.cause })),
      durationMs: 0,
      outcome: undefined,
    };
    this.invocations.add(record);
    const planned = this.faults?.duringInvocation(record.site);
    const seam = new Seam(
      {
        manifest: this.manifest,
        interferer: () => this.interferer ?? planned,
        enqueue: (...pushed) => {
          this.enqueue(...pushed);
        },
      },
      call.installation,
      record,
    );
    const started = performance.now();
    try {
      const handler = this.container.handler(...this.handlerOf(call.functionKey));
      const runtime = runtimeGlobals(this.manifest, call.installation, record, DEFAULT_TIMEOUT_MS);
      const log = (level: string, text: string): void => void record.logs.push({ level, text });
      const result = await this.container.run(
        { runtime, forgeFetch: seam.forgeFetch, fetch: seam.fetch, log },
        () => Promise.race([Promise.resolve(handler(...call.input)), seam.death]),
      );
      // the platform passes JSON, so what JSON cannot carry is lost here too
      record.outcome = {
        ok: true,
        result: result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown),
      };
    } catch (error) {
      record.outcome = { ok: false, error: messageOf(error) };
      record.logs.push({ level: 'error', text: stackOf(error) });
    }
    record.durationMs = performance.now() - started;
    this.invocations.finished(record);
    return record;
  }

  private handlerOf(functionKey: string): [string, string] {
    const handler = this.manifest.handlerOf(functionKey);
    return [handler.file, handler.export];
  }
}

const platformContext = (installation: Installation): Record<string, unknown> => ({
  installContext: installation.context,
  workspaceId: installation.site.cloudId,
  installation: { id: installation.id, contexts: [{ id: installation.context }] },
});

const asStrings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const ignoresSelf = (module: ManifestModule): boolean => member(module['filter'], 'ignoreSelf') === true;

const filterSchema = z.record(z.string(), z.unknown());

/** @throws {Error} for trigger filters that the sandbox would have to ignore */
function refuseUnmodelledFilters(manifest: Manifest): void {
  for (const module of manifest.modulesOf('trigger')) {
    const names = Object.keys(filterSchema.parse(module['filter'] ?? {})).filter(
      (name) => name !== 'ignoreSelf' && name !== 'onError',
    );
    if (names.length > 0)
      throw new Error(`The sandbox does not model the trigger filter '${names.join(', ')}'`);
  }
}

function keyIn(value: unknown): string | undefined {
  const key = member(value, 'key');
  return typeof key === 'string' ? key : undefined;
}

// errors of the app come from another realm, where `instanceof Error` does not hold
const textOf = (error: unknown, key: string): string => {
  const text = member(error, key);
  return typeof text === 'string' ? text : String(error);
};
const messageOf = (error: unknown): string => textOf(error, 'message');
const stackOf = (error: unknown): string => textOf(error, 'stack');
