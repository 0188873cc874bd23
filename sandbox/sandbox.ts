import { serialize } from 'node:v8';
import { conditionFacts } from './condition-facts';
import type { AppBundle } from './forge/app-bundle';
import type { ConditionFacts } from './forge/display-conditions';
import { ForgeHost } from './forge/forge-host';
import {
  restoreInstallation,
  saveInstallation,
  type InstallationChanges,
  type SavedInstallation,
} from './forge/installation';
import type {
  Caller,
  LicenseState,
  ProductAnswer,
  ProductEvent,
  ProductSite,
  ShownModule,
} from './forge/product';
import { ADMINISTRATORS, isAdministrator, mayBrowse, maySeeRequest } from './jsm/access';
import { personalDataStatus } from './jsm/close-account';
import type { Account, SiteConfiguration } from './jsm/model';
import { DEFAULT_QUOTA, PointsPool, RateLimits, tooManyRequests, type Quota } from './jsm/rest/rate-limits';
import { RestApi } from './jsm/rest/rest-api';
import { isPanelShown } from './jsm/issue-panels';
import { JsmSite, type SavedSite } from './jsm/site';
import { VirtualClock, type PendingTask } from './clock';
import { indexedProperties } from './indexed-properties';
import { member } from './untyped';

/** One Jira Service Management site, as both its REST clients and a Forge host meet it. */
export class SandboxSite implements ProductSite {
  readonly jsm: JsmSite;
  readonly rest: RestApi;

  /** @param jsm its state, when there is one already */
  constructor(
    configuration: SiteConfiguration,
    now: () => number,
    private readonly limits = new RateLimits(new PointsPool(DEFAULT_QUOTA)),
    jsm = new JsmSite(configuration, now),
  ) {
    this.jsm = jsm;
    this.rest = new RestApi(this.jsm);
  }

  get cloudId(): string {
    return this.jsm.configuration.cloudId;
  }

  get name(): string {
    return this.jsm.configuration.name;
  }

  get url(): string {
    return this.jsm.url;
  }

  async call(
    caller: Caller,
    request: Request,
    mayUse: (scopes: readonly (readonly string[])[]) => boolean,
    limitedAt?: number,
  ): Promise<ProductAnswer> {
    const account = caller.kind === 'anonymous' ? undefined : this.activeAccount(caller.accountId);
    const actor = { account, isApp: true };
    if (limitedAt === undefined) return this.rest.call(actor, request, mayUse);
    let limit: string | undefined;
    const answer = await this.rest.call(actor, request, mayUse, ({ method, path }, issueIdOrKey) => {
      const issueId = issueIdOrKey === undefined ? undefined : this.jsm.issue(issueIdOrKey)?.id;
      const refusal = this.limits.admit({ method, endpoint: path, issueId, at: limitedAt });
      limit = refusal?.reason;
      return refusal && tooManyRequests(refusal, limitedAt);
    });
    if (limit !== undefined) return { ...answer, limit };
    this.limits.charge(answer.points, limitedAt);
    const response = withHeaders(answer.response, this.limits.headers(limitedAt));
    return { ...answer, response };
  }

  /** A REST call in a person's own name, as over HTTP with their API token; a body is JSON unless it says not. */
  async fetchAs(accountId: string | undefined, path: string, init: RequestInit = {}): Promise<Response> {
    const account = accountId === undefined ? undefined : this.activeAccount(accountId);
    const headers = new Headers(init.headers);
    if (init.body != null && !headers.has('content-type')) headers.set('content-type', 'application/json');
    const request = new Request(new URL(path, this.url), { ...init, headers });
    const { response } = await this.rest.call({ account }, request, () => true);
    return response;
  }

  licenseOf(accountId: string | undefined): LicenseState {
    const account = accountId === undefined ? undefined : this.jsm.accounts.get(accountId);
    if (!account?.active) return 'anonymous';
    return account.kind === 'app' ? 'licensed' : account.kind;
  }

  mayBeActedFor(accountId: string): boolean {
    return this.licenseOf(accountId) !== 'unlicensed';
  }

  mayBeImpersonated(accountId: string): boolean {
    const account = this.activeAccount(accountId);
    return account?.kind === 'licensed' || account?.kind === 'customer';
  }

  conditionFacts(
    accountId: string | undefined,
    extension: Readonly<Record<string, unknown>>,
  ): ConditionFacts {
    const account = accountId === undefined ? undefined : this.activeAccount(accountId);
    return conditionFacts(this.jsm, account, extension);
  }

  refusalToShow(
    { moduleType, moduleKey }: ShownModule,
    accountId: string | undefined,
    extension: Readonly<Record<string, unknown>>,
  ): string | undefined {
    const account = accountId === undefined ? undefined : this.activeAccount(accountId);
    switch (moduleType) {
      case 'jira:issuePanel': {
        const issue = this.jsm.issue(keyIn(extension['issue']));
        if (!issue || !mayBrowse(this.jsm.projectOf(issue), account)) return 'The issue is not theirs to see';
        return isPanelShown(this.jsm, issue, moduleKey)
          ? undefined
          : 'The panel is hidden on this issue until somebody adds it under Apps';
      }
      case 'jiraServiceManagement:portalRequestDetailPanel': {
        const issue = this.jsm.issue(keyIn(extension['request']));
        return issue && maySeeRequest(this.jsm, issue, account)
          ? undefined
          : 'The request is not theirs to see';
      }
      case 'jira:projectPage': {
        const projectKey = keyIn(extension['project']);
        const project = this.jsm.configuration.projects.find(({ key }) => key === projectKey);
        return project && mayBrowse(project, account) ? undefined : 'The project is not theirs to see';
      }
      case 'jira:adminPage':
        return isAdministrator(account) ? undefined : 'Only Jira administrators see this page';
      default:
        return undefined;
    }
  }

  personalDataStatus(accountId: string, updatedAt: number): 'closed' | 'updated' | undefined {
    return personalDataStatus(this.jsm, accountId, updatedAt);
  }

  onEvent(listener: (event: ProductEvent) => void): void {
    this.jsm.onEvent(listener);
  }

  addAppUser(appName: string): string {
    const accountId = `app-${this.cloudId.slice(0, 8)}`;
    const account: Account = {
      accountId,
      email: `${appName.toLowerCase()}@connect.example`,
      displayName: appName,
      kind: 'app',
      active: true,
      timeZone: 'Etc/UTC',
      groups: new Set(),
    };
    this.jsm.accounts.set(accountId, account);
    return accountId;
  }

  private activeAccount(accountId: string): Account | undefined {
    const account = this.jsm.accounts.get(accountId);
    return account?.active ? account : undefined;
  }
}

function withHeaders(response: Response, added: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(added)) response.headers.set(name, value);
  return response;
}

const keyIn = (value: unknown): string => {
  const key = member(value, 'key');
  return typeof key === 'string' ? key : '';
};

export interface SandboxOptions {
  /** The app's directory, the one with manifest.yml. */
  readonly directory: string;
  readonly appName: string;
  readonly sites: readonly SiteConfiguration[];
  /** Milliseconds since the epoch, UTC, where the virtual clock starts. */
  readonly startAt: number;
  readonly bundle?: AppBundle | undefined;
  /** A MySQL-dialect server for Forge SQL; SQLite in memory when absent. */
  readonly sqlUrl?: string | undefined;
  /** Real milliseconds without a sign of life after which a function of the app counts as hanging. */
  readonly hangMs?: number | undefined;
  /** Sites that were kept elsewhere and go on here, beside the new ones. */
  readonly kept?: KeptSites | undefined;
  /** Jira's points by the hour; what every app starts with when absent. */
  readonly quota?: Quota | undefined;
  /** What an experiment changes about the new installations. */
  readonly changes?: InstallationChanges | undefined;
}

/** Sites as `Sandbox.save` left them. */
export interface KeptSites {
  readonly saved: SavedSandbox;
  /** Where the sites are served now; where they were when absent. */
  readonly url?: string;
  /** The file that `save` wrote a site's database into. */
  readonly databaseOf: (cloudId: string) => string;
}

/** A world at rest: when it is, what is still to come, and what each site and the app on it hold. */
export interface SavedSandbox {
  readonly now: number;
  readonly tasks: readonly PendingTask[];
  readonly sites: readonly { readonly site: SavedSite; readonly installation: SavedInstallation }[];
}

function connect(site: SandboxSite, host: ForgeHost): void {
  site.jsm.indexedProperties.push(...indexedProperties(host.manifest));
  site.jsm.findPanel = (moduleId) => host.panelOf(site, moduleId);
  site.jsm.askValidator = (moduleKey, input) => host.askValidator(site, moduleKey, input);
}

/** Limits for one site after another; their points come from one pool or from one each, as the quota says. */
function rateLimits(quota = DEFAULT_QUOTA): () => RateLimits {
  const shared = new PointsPool(quota);
  return () => new RateLimits(quota.pool === 'app' ? shared : new PointsPool(quota));
}

function takeUp(
  { saved, url, databaseOf }: KeptSites,
  host: ForgeHost,
  clock: VirtualClock,
  limitsOfSite: () => RateLimits,
): SandboxSite[] {
  return saved.sites.map(({ site, installation }) => {
    const jsm = JsmSite.restore(site, url ?? site.configuration.url, clock.now);
    const restored = new SandboxSite(jsm.configuration, clock.now, limitsOfSite(), jsm);
    connect(restored, host);
    const file = databaseOf(installation.cloudId);
    const { entities } = host.manifest;
    host.resume(restoreInstallation(installation, file, restored, clock.now, entities), saved.tasks);
    return restored;
  });
}

/** A whole local world: sites with Jira Service Management, and one Forge app that is installed on each. */
export class Sandbox {
  private constructor(
    readonly clock: VirtualClock,
    readonly host: ForgeHost,
    readonly sites: readonly SandboxSite[],
  ) {}

  /** Starts the clock, installs the app on every site and lets the installation events run. */
  static async start(options: SandboxOptions): Promise<Sandbox> {
    const clock = new VirtualClock(options.startAt);
    const { directory, bundle, sqlUrl, appName, hangMs, changes } = options;
    const host = await ForgeHost.start({ clock, directory, appName, bundle, sqlUrl, hangMs, changes });
    const limitsOfSite = rateLimits(options.quota);
    const sites = options.sites.map(
      (configuration) => new SandboxSite(configuration, clock.now, limitsOfSite()),
    );
    for (const site of sites) {
      connect(site, host);
      const installer = [...site.jsm.accounts.values()].find((account) => account.groups.has(ADMINISTRATORS));
      await host.install(site, installer?.accountId ?? '');
    }
    await clock.settle();
    const kept = options.kept ? takeUp(options.kept, host, clock, limitsOfSite) : [];
    return new Sandbox(clock, host, [...sites, ...kept]);
  }

  /** Takes a world up where `save` left it. @param options without its sites and its time, which it brings along */
  static async restore(
    saved: SavedSandbox,
    options: Omit<SandboxOptions, 'sites' | 'startAt' | 'sqlUrl' | 'kept'> & Omit<KeptSites, 'saved'>,
  ): Promise<Sandbox> {
    const clock = new VirtualClock(saved.now);
    const { directory, bundle, appName, url, databaseOf } = options;
    const host = await ForgeHost.start({ clock, directory, appName, bundle });
    const kept = { saved, databaseOf, ...(url === undefined ? {} : { url }) };
    return new Sandbox(clock, host, takeUp(kept, host, clock, rateLimits(options.quota)));
  }

  /**
   * Everything there is to the world at one moment, for `v8.deserialize`. What is being carried out right then
   * counts as cut off, as by a process that dies; deliveries are waited for.
   * @param databaseOf a new file to write a site's database into
   */
  async save(databaseOf: (cloudId: string) => string): Promise<Buffer> {
    let saved: Buffer | undefined;
    await this.clock.betweenTasks(() => {
      const world: SavedSandbox = {
        now: this.clock.now(),
        tasks: this.clock.pending().filter(({ memo }) => memo !== undefined),
        sites: this.sites.map((site) => ({
          site: site.jsm.save(),
          installation: saveInstallation(this.host.installationOf(site), databaseOf(site.cloudId)),
        })),
      };
      // now and not later: the world goes on
      saved = serialize(world);
    });
    if (!saved) throw new Error('the clock did not come to rest');
    return saved;
  }

  /** @throws {Error} when there is no site of that name */
  site(name?: string): SandboxSite {
    const site = name === undefined ? this.sites[0] : this.sites.find((candidate) => candidate.name === name);
    if (!site) throw new Error(`the sandbox has no site ${name ?? ''}`);
    return site;
  }

  async stop(): Promise<void> {
    this.clock.stop();
    await this.host.stop();
  }
}
