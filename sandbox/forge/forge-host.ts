import type { PendingTask, VirtualClock } from '../clock';
import { SECOND } from '../clock';
import { answers, type Answer } from './answers';
import { AutomationRules } from './automation-rules';
import { bundleFunctions, type AppBundle } from './app-bundle';
import { AppSources } from './app-sources';
import { faultOfInputs } from './action-inputs';
import { AppContainer } from './container';
import { Deliveries, type DeliveryPlan } from './delivery';
import { isDisplayed } from './display-conditions';
import type { Interferer } from './faults/call-faults';
import { ON_TIME, type Faults } from './faults/faults';
import { HostRefusal } from './host-refusal';
import { admitFrontEnd } from './front-end-rates';
import { createInstallation, type Installation, type InstallationChanges } from './installation';
import { platformContext, resolverContext, subjectOf, type ResolverCall } from './invocation-input';
import { InvocationLog, type InvocationRecord } from './invocation';
import { LIMITS } from './limits';
import { Manifest } from './manifest';
import { checkManifest } from './manifest-rules';
import { PlatformTime } from './platform-time';
import { ObjectAddresses } from './objects/object-addresses';
import type { ProductSite } from './product';
import { RealtimeChannels } from './realtime/realtime-channels';
import { appMeters } from './app-meters';
import { Runner } from './runner';
import { Schedules } from './schedules';
import { taskMemo } from './task-memo';
import { verdictOf, type FailingValidators, type Verdict } from './validator-verdict';
import {
  WebTriggerAddresses,
  webTriggerEvent,
  webTriggerResponse,
  type WebTriggerRequest,
  type WebTriggerResponse,
} from './web-triggers';

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
  /** Real milliseconds without a sign of life after which a function counts as hanging. */
  readonly hangMs?: number | undefined;
  readonly changes?: InstallationChanges | undefined;
}

type Place = Pick<ResolverCall, 'site' | 'moduleKey' | 'accountId' | 'extension'>;

const HANG_MS = 10 * SECOND;

/**
 * Runs one Forge app for any number of sites: its functions on events, queues, schedules, resolver calls, web
 * triggers and workflow rules, with the real @forge packages above the seam and this sandbox below it.
 */
export class ForgeHost {
  readonly invocations = new InvocationLog();
  readonly webTriggers = new WebTriggerAddresses();
  readonly meters = appMeters();
  readonly objects: ObjectAddresses;
  readonly realtime: RealtimeChannels;
  /** Set to let calls below the SDK go wrong. */
  interferer: Interferer | undefined;
  /** Set to let calls and deliveries go wrong by a plan; `interferer` and `deliveryPlan` go before it. */
  faults: Faults | undefined;
  /** Set to lose, repeat, delay or reorder what goes to triggers and consumers. */
  deliveryPlan: DeliveryPlan | undefined;
  /** What a validator that throws, takes too long or answers nothing does; Atlassian documents neither. */
  failingValidators: FailingValidators = 'block';
  /** Names of sites where nothing goes wrong. */
  readonly spared = new Set<string>();
  /** Rules with actions of the app. */
  readonly automation: AutomationRules;
  private readonly installations = new Map<string, Installation>();
  private readonly heard = new Set<ProductSite>();
  private readonly deliveries: Deliveries;
  private readonly schedules: Schedules;
  private readonly runner: Runner;
  private readonly time: PlatformTime;

  private constructor(
    readonly manifest: Manifest,
    private readonly container: AppContainer,
    sources: AppSources,
    private readonly options: ForgeHostOptions,
  ) {
    const { clock, eventDelayMs = SECOND, hangMs = HANG_MS } = options;
    const schedule = clock.schedule.bind(clock);
    this.time = new PlatformTime(clock.now);
    this.automation = new AutomationRules(manifest, ({ site, action, inputs, accountId }) =>
      this.runAction(site, action.key, inputs, accountId),
    );
    this.objects = new ObjectAddresses(this.time.now, (site) => this.webTriggers.baseUrlOf(site));
    this.realtime = new RealtimeChannels({ now: this.time.now, scopes: manifest.scopes });
    this.deliveries = new Deliveries({
      manifest,
      now: clock.now,
      schedule,
      run: (call) => this.runner.run(call),
      isInstalled: (installation) => this.installations.get(installation.site.cloudId) === installation,
      arrivals: (delivery) =>
        this.spared.has(delivery.site)
          ? ON_TIME
          : (this.deliveryPlan?.(delivery) ?? this.faults?.arrivals(delivery.site) ?? ON_TIME),
      eventDelayMs,
    });
    this.schedules = new Schedules({
      now: clock.now,
      schedule,
      run: ({ site }, moduleKey) => this.runSchedule(site, moduleKey),
    });
    this.runner = new Runner({
      manifest,
      container,
      sources,
      log: this.invocations,
      clock: clock.now,
      time: this.time,
      seam: {
        queues: this.deliveries,
        webTriggers: this.webTriggers,
        objects: this.objects,
        realtime: this.realtime,
        meters: this.meters,
      },
      interferer: (site) => {
        if (this.spared.has(site)) return () => undefined;
        const planned = this.faults?.duringInvocation(site);
        return () => this.interferer ?? planned;
      },
      hangMs,
    });
  }

  /** @throws {Error} for a manifest that Forge would refuse */
  static async start(options: ForgeHostOptions): Promise<ForgeHost> {
    const manifest = Manifest.read(options.directory);
    checkManifest(manifest);
    const bundle = options.bundle ?? (await bundleFunctions(manifest));
    return new ForgeHost(
      manifest,
      AppContainer.take(bundle, options.clock.now),
      new AppSources(bundle),
      options,
    );
  }

  /** Installs the app with empty storage, also where it was installed before. */
  async install(site: ProductSite, installerAccountId: string): Promise<Installation> {
    const { clock, appName, sqlUrl, changes } = this.options;
    const installation = await createInstallation(
      site,
      appName,
      clock.now,
      sqlUrl,
      this.manifest.entities,
      changes,
    );
    this.adopt(installation);
    this.schedules.start(installation, this.manifest.modulesOf('scheduledTrigger'));
    this.deliverLifeEvent(installation, 'avi:forge:installed:app', { installerAccountId });
    return installation;
  }

  /** Runs an app that was installed before, with what was still to come for it: no installation event. */
  resume(installation: Installation, tasks: readonly PendingTask[]): void {
    this.adopt(installation);
    for (const { at, memo } of tasks) {
      const task = taskMemo.parse(memo);
      if (task.cloudId !== installation.site.cloudId) continue;
      if (task.is === 'delivery') this.deliveries.resume(installation, at, task);
      else this.schedules.resume(installation, this.manifest.module(task.moduleKey).module, at);
    }
  }

  private adopt(installation: Installation): void {
    const { site } = installation;
    this.installations.set(site.cloudId, installation);
    if (this.heard.has(site)) return;
    this.heard.add(site);
    site.onEvent((event) => {
      const current = this.installations.get(site.cloudId);
      if (current) this.deliveries.productEvent(current, event);
    });
  }

  /**
   * Deploys a new version to a site. Only a new major version raises an event; every one starts the schedules
   * over.
   * @see https://developer.atlassian.com/platform/forge/events-reference/life-cycle/
   */
  upgrade(site: ProductSite, version: string, upgraderAccountId: string): void {
    const installation = this.installationOf(site);
    const isMajor = majorOf(version) > majorOf(installation.version);
    installation.version = version;
    this.schedules.start(installation, this.manifest.modulesOf('scheduledTrigger'));
    if (isMajor) this.deliverLifeEvent(installation, 'avi:forge:upgraded:app', { upgraderAccountId });
  }

  /**
   * Takes the app off a site: lets its `preUninstall` functions run, which can hold nothing up, then forgets its
   * storage, its addresses and what was still to be delivered.
   * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/pre-uninstall-trigger/
   */
  async uninstall(site: ProductSite): Promise<void> {
    const installation = this.installationOf(site);
    for (const module of this.manifest.modulesOf('preUninstall')) {
      await this.runner.run({
        installation,
        functionKey: module.function ?? '',
        moduleType: 'preUninstall',
        moduleKey: module.key,
        cause: 'before the app is uninstalled',
        input: [
          { context: { cloudId: site.cloudId, moduleKey: module.key }, contextToken: 'sandbox' },
          platformContext(installation),
        ],
      });
    }
    this.installations.delete(site.cloudId);
    this.schedules.stop(installation);
    this.webTriggers.forget(installation);
    this.objects.forget(installation);
    this.realtime.forget(installation);
    await installation.sql.close();
  }

  private deliverLifeEvent(
    installation: Installation,
    eventType: string,
    who: Readonly<Record<string, string>>,
  ): void {
    this.deliveries.productEvent(installation, {
      eventType,
      body: {
        id: installation.id,
        ...who,
        app: { id: this.manifest.appId, version: installation.version, name: this.options.appName },
        environment: { id: installation.environmentId },
        context: installation.context,
      },
    });
  }

  /**
   * Why the platform or the product would not let this person use a module here: their kind of account, or what
   * they may see.
   */
  refusalToUse({ site, moduleKey, accountId, extension }: Place): string | undefined {
    const { type, module } = this.manifest.module(moduleKey);
    const license = site.licenseOf(accountId);
    if (license !== 'licensed' && !module.unlicensedAccess?.includes(license)) {
      return `${type} is not open to ${license} accounts`;
    }
    return site.refusalToShow({ moduleType: type, moduleKey }, accountId, extension);
  }

  /** The key of the issue panel that has this id on a site; undefined when there is none. */
  panelOf(site: ProductSite, moduleId: string): string | undefined {
    const { environmentId } = this.installationOf(site);
    const prefix = `ari:cloud:ecosystem::extension/${this.manifest.appId}/${environmentId}/static/`;
    return this.manifest.modulesOf('jira:issuePanel').find(({ key }) => prefix + key === moduleId)?.key;
  }

  /** Whether the product draws a module here. Only its pages ask this; a resolver answers all the same. */
  isDisplayed({ site, moduleKey, accountId, extension }: Place): boolean {
    const { module } = this.manifest.module(moduleKey);
    return isDisplayed(module, site.conditionFacts(accountId, extension));
  }

  /**
   * Calls a resolver function for a UI module, after the checks that the platform makes itself: the module
   * exists, the person's kind of account may use it, the product would show it to them.
   * @throws {HostRefusal}
   */
  async invokeResolver(call: ResolverCall): Promise<unknown> {
    const refusal = this.refusalToUse(call);
    if (refusal !== undefined) throw new HostRefusal(403, refusal);
    return this.invokeResolverUnchecked(call);
  }

  /**
   * The same without the platform's own checks of who may: what the app's code does if they were absent.
   * @throws {HostRefusal} for what is too large or too often
   */
  async invokeResolverUnchecked(call: ResolverCall): Promise<unknown> {
    const { type, module } = this.manifest.module(call.moduleKey);
    if (!module.resolver) throw new HostRefusal(404, `${call.moduleKey} has no resolver`);
    const { frontEndRequestBytes, frontEndResponseBytes } = LIMITS.invocation;
    const payload = JSON.stringify(call.payload ?? null);
    if (Buffer.byteLength(payload) > frontEndRequestBytes)
      throw new HostRefusal(413, 'The request is larger than 500 KB');
    const installation = this.installationOf(call.site);
    admitFrontEnd(installation.meters, call.accountId ?? 'unidentified', this.time.now());
    const request = { functionKey: call.functionKey, payload: JSON.parse(payload) as unknown };
    const record = await this.runner.run({
      installation,
      functionKey: module.resolver.function,
      moduleType: type,
      moduleKey: call.moduleKey,
      cause: `${call.moduleKey}: ${call.functionKey}`,
      accountId: call.accountId,
      subject: subjectOf(call.extension),
      uiPlace: { moduleKey: call.moduleKey, extension: call.extension },
      input: [
        { call: request, context: resolverContext(call, installation) },
        { ...platformContext(installation), principal: { accountId: call.accountId ?? 'unidentified' } },
      ],
    });
    if (!record.outcome?.ok) throw new Error(record.outcome?.error ?? 'the invocation was lost');
    const { result } = record.outcome;
    if (Buffer.byteLength(JSON.stringify(result ?? null)) > frontEndResponseBytes)
      throw new HostRefusal(413, 'The response is larger than 5 MB');
    if (answers.hasSubscribers) answers.publish({ functionKey: call.functionKey, result } satisfies Answer);
    return result;
  }

  /**
   * Runs an action, as Automation or Rovo does for somebody.
   * @param inputs as the rule or the agent fills them in
   * @throws {HostRefusal} 400 for inputs that the manifest does not take
   */
  async runAction(
    site: ProductSite,
    actionKey: string,
    inputs: Readonly<Record<string, unknown>>,
    accountId: string | undefined,
  ): Promise<unknown> {
    const module = this.manifest.modulesOf('action').find(({ key }) => key === actionKey);
    if (!module?.function) throw new HostRefusal(404, `manifest.yml has no action '${actionKey}'`);
    const fault = faultOfInputs(module, inputs);
    if (fault !== undefined) throw new HostRefusal(400, fault);
    const installation = this.installationOf(site);
    const { outcome } = await this.runner.run({
      installation,
      functionKey: module.function,
      moduleType: 'action',
      moduleKey: actionKey,
      cause: `action ${actionKey}`,
      accountId,
      input: [
        { ...inputs, context: { cloudId: site.cloudId, moduleKey: actionKey } },
        {
          ...platformContext(installation),
          ...(accountId === undefined ? {} : { principal: { accountId } }),
        },
      ],
    });
    if (!outcome?.ok) throw new Error(outcome?.error ?? 'the invocation was lost');
    return outcome.result;
  }

  /** Asks a function validator of a workflow about one transition; one of an app that is not here blocks. */
  async askValidator(
    site: ProductSite,
    moduleKey: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Verdict> {
    const module = this.manifest
      .modulesOf('jira:workflowValidator')
      .find((candidate) => candidate.key === moduleKey);
    if (!module?.function || !this.installations.has(site.cloudId)) return { result: false };
    const record = await this.runner.run({
      installation: this.installationOf(site),
      functionKey: module.function,
      moduleType: 'jira:workflowValidator',
      moduleKey,
      cause: `${moduleKey} on a transition`,
      subject: subjectOf(input),
      input: [input, platformContext(this.installationOf(site))],
    });
    return verdictOf(record.outcome, this.failingValidators);
  }

  /** Calls the web trigger at an address, as anybody on the internet can. @throws {HostRefusal} 404, 413 */
  async callWebTrigger(id: string, request: WebTriggerRequest): Promise<WebTriggerResponse> {
    const address = this.webTriggers.find(id);
    if (!address) throw new HostRefusal(404, 'There is no web trigger at this address');
    const { module } = this.manifest.module(address.moduleKey);
    const { installation } = address;
    const { outcome } = await this.runner.run({
      installation,
      functionKey: module.function ?? '',
      moduleType: 'webtrigger',
      moduleKey: module.key,
      cause: `${request.method} to the web trigger ${module.key}`,
      input: [webTriggerEvent(request), platformContext(installation)],
    });
    if (outcome && !outcome.ok && outcome.reason === 'payload') throw new HostRefusal(413, outcome.error);
    return webTriggerResponse(module, outcome);
  }

  /** Runs a scheduled trigger now, besides its own rhythm. */
  async runSchedule(site: ProductSite, moduleKey: string): Promise<InvocationRecord> {
    const { module } = this.manifest.module(moduleKey);
    const installation = this.installationOf(site);
    return this.runner.run({
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

  /** Lets the scheduled triggers of a site rest, where over a long time only another site's matter. */
  restSchedules(site: ProductSite): void {
    this.schedules.stop(this.installationOf(site));
  }

  async stop(): Promise<void> {
    for (const installation of this.installations.values()) await installation.sql.close();
    this.installations.clear();
    this.container.stop();
  }

  installationOf(site: ProductSite): Installation {
    const installation = this.installations.get(site.cloudId);
    if (!installation) throw new Error(`the app is not installed on ${site.name}`);
    return installation;
  }
}

const majorOf = (version: string): number => Number(version.split('.')[0]);
