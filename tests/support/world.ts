import { DAY } from '../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import {
  adminCall,
  approveDraft,
  consoleCall,
  importDocument,
  setUpApp,
  type PageCall,
} from '../../sandbox/company/set-up-app';
import type { FaultPlanInput } from '../../sandbox/forge/faults/fault-plan';
import { Faults } from '../../sandbox/forge/faults/faults';
import { costOf, type InvocationRecord } from '../../sandbox/forge/invocation';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { Actor, issueExtension, listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { otherCompany } from './companies';
import { keptBundle, keptSites } from './kept-app';
import { Neighbour } from './neighbour';
import { ROOT } from './root';
import { SharedPace, type Pace } from './shared-pace';
import { sqlUrl } from './sql-engine';
import { leaksInto } from './traces';

/** Monday, 23 November 2026, 08:00 UTC. */
export const START = Date.UTC(2026, 10, 23, 8);

export interface WorldOptions {
  readonly company?: Company;
  readonly isSetUp?: boolean;
  /** What goes wrong, once the app is set up. */
  readonly faults?: FaultPlanInput;
  /** Whether no second company lives on the same host; by default only where `SANDBOX_ALONE=1` says so. */
  readonly isAlone?: boolean;
}

const TOO_MANY = 'The rate limit of Forge SQL is exceeded: ';

/** A company with the app installed and set up, and its people as actors. */
export class World {
  /** Whether so much goes on at once that statements are refused and sent again; then no invocation may fail by that. */
  mayBePaced = false;

  private constructor(
    readonly sandbox: Sandbox,
    readonly company: Company,
    readonly site: SandboxSite,
    private readonly pace: Pace = sandbox.clock,
    private readonly neighbour?: Neighbour,
  ) {}

  static async start({
    company: given,
    isSetUp = true,
    faults,
    isAlone = process.env['SANDBOX_ALONE'] === '1',
  }: WorldOptions = {}): Promise<World> {
    const company = given ?? madeUpCompany();
    const app = { directory: ROOT, appName: 'Seatkeeper', startAt: START, bundle: await keptBundle() };
    // sites are kept in files, as only SQLite can be
    const canBeKept = sqlUrl === undefined;
    const isKept = canBeKept && isSetUp && given === undefined;
    const hasNeighbour = canBeKept && !isAlone;
    const kept = canBeKept
      ? await keptSites(app, [
          ...(isKept ? (['acme'] as const) : []),
          ...(hasNeighbour ? (['globex'] as const) : []),
        ])
      : undefined;
    const sandbox = await Sandbox.start({
      ...app,
      startAt: isKept && kept ? kept.saved.now : START,
      sites: isKept ? [] : [company.site],
      sqlUrl,
      kept,
    });
    const neighbour = hasNeighbour
      ? new Neighbour(sandbox, sandbox.site('globex'), otherCompany())
      : undefined;
    const site = sandbox.site(company.site.name);
    // what a test changes about the company's site is to change there
    const there = { ...company, site: site.jsm.configuration };
    const world = new World(sandbox, there, site, sandbox.clock, neighbour);
    if (isSetUp && !isKept) await setUpApp(sandbox, world.site, company);
    if (faults) sandbox.host.faults = new Faults(faults);
    return world;
  }

  /**
   * The worlds of two companies on one host, each with the app set up, at a pace that they share.
   * @param directory of another copy of the app
   * @param areSetUp on which of the two sites an administrator has set the app up
   */
  static async startTwo(
    companies: readonly [Company, Company],
    directory = ROOT,
    areSetUp: readonly [boolean, boolean] = [true, true],
  ): Promise<{ readonly worlds: readonly World[]; readonly pace: SharedPace }> {
    const sites = companies.map(({ site }) => site);
    const options = { directory, appName: 'Seatkeeper', sites, startAt: START, sqlUrl };
    const sandbox = await Sandbox.start(options);
    const shared = new SharedPace(sandbox.clock, companies.length);
    const worlds = companies.map(
      (company) => new World(sandbox, company, sandbox.site(company.site.name), shared.pace),
    );
    for (const [index, { site, company }] of worlds.entries())
      if (areSetUp[index]) await setUpApp(sandbox, site, company);
    return { worlds, pace: shared };
  }

  /** Nothing goes wrong from here on. */
  stopFaults(): void {
    this.sandbox.host.faults = undefined;
  }

  /**
   * Stops, and fails the test for anything that Forge would have refused or that the sandbox does not model, and
   * for anything that went from one company to the other.
   */
  async stop({ expectProblems = false } = {}): Promise<void> {
    const problems = this.sandbox.host.invocations
      .problems()
      .filter(({ kind, message }) => !(this.mayBePaced && kind === 'limit' && message.startsWith(TOO_MANY)));
    const failed = this.mayBePaced ? this.invocations().filter(({ outcome }) => outcome?.ok !== true) : [];
    const complaints = this.neighbour
      ? [...(await this.neighbour.complaints()), ...(await leaksInto(this))]
      : [];
    await this.sandbox.stop();
    expect(complaints).toEqual([]);
    expect(failed).toEqual([]);
    if (!expectProblems) expect(problems).toEqual([]);
  }

  as(role: keyof Company['roles']): Actor {
    return this.person(this.company.roles[role]);
  }

  person(accountId: string): Actor {
    return new Actor(this.sandbox, this.site, accountId);
  }

  /** The account of somebody by their full name. */
  accountOf(fullName: string): string {
    const found = [...this.site.jsm.accounts.values()].find(({ displayName }) => displayName === fullName);
    if (!found) throw new Error(`nobody is called ${fullName}`);
    return found.accountId;
  }

  /** Accounts of the active customers, always in the same order. */
  customers(): string[] {
    return [...this.site.jsm.accounts.values()]
      .filter(({ kind, active }) => kind === 'customer' && active)
      .map(({ accountId }) => accountId);
  }

  /** The administrator on the admin page, with the lead as the second one, who approves at once what needs one. */
  get admin(): PageCall {
    return async (functionKey, payload) => {
      const answer = await this.adminAlone(functionKey, payload);
      const waits = member(answer, 'applied') === false || member(answer, 'saved') === false;
      if (waits) await this.approveChanges('lead');
      return answer;
    };
  }

  /** The administrator on the admin page; what needs a second one waits for one. */
  get adminAlone(): PageCall {
    return adminCall(this.sandbox, this.site, this.company.roles.administrator);
  }

  /** Approves every change that waits for a second administrator. */
  async approveChanges(role: keyof Company['roles']): Promise<void> {
    const call = this.console(role);
    for (const change of listOf(member(await call('changes/list', {}), 'waiting')))
      await call('changes/approve', { changeId: member(change, 'changeId') });
  }

  /** Calls of the console in somebody's name. */
  console(role: keyof Company['roles']): PageCall {
    return consoleCall(this.sandbox, this.site, this.company.roles[role]);
  }

  /** Imports a catalog document, and has the policy in it proposed and approved by two people. */
  async importCatalog(document: unknown): Promise<void> {
    await importDocument(this.admin, JSON.stringify(document), 'import/plan-catalog', {});
    await approveDraft(this.sandbox, this.site, this.company);
  }

  async settle(): Promise<void> {
    await this.neighbour?.step();
    return this.pace.settle();
  }

  async advance(ms: number): Promise<void> {
    await this.neighbour?.step(ms);
    return this.pace.advanceBy(ms);
  }

  now(): number {
    return this.sandbox.clock.now();
  }

  statusOf(key: string): string {
    const issue = this.site.jsm.issue(key);
    if (!issue) throw new Error(`there is no ${key}`);
    return this.site.jsm.status(issue.statusId).name;
  }

  /** Plain text of a ticket's comments, oldest first. */
  async comments(key: string, visibility: 'internal' | 'public'): Promise<string[]> {
    const page = await this.as('agent').ask('GET', `/rest/servicedeskapi/request/${key}/comment?limit=100`);
    return listOf(member(page, 'values'))
      .filter((comment) => (member(comment, 'public') === true) === (visibility === 'public'))
      .map((comment) => textOf(member(comment, 'body')));
  }

  /** Rows of the app's own database on this site. */
  async rows(statement: string, ...params: unknown[]): Promise<readonly Record<string, unknown>[]> {
    const { sql } = this.sandbox.host.installationOf(this.site);
    const rows = await sql.execute(statement, params, 'select');
    if (!Array.isArray(rows)) throw new Error('only a select gives rows');
    return rows as readonly Record<string, unknown>[];
  }

  /** The copy of the request in the issue property. */
  async property(key: string): Promise<unknown> {
    return member(
      await this.as('agent').ask('GET', `/rest/api/3/issue/${key}/properties/seatkeeper.request`),
      'value',
    );
  }

  panel(key: string, role: keyof Company['roles'] = 'agent'): Promise<unknown> {
    return this.callPanel(key, 'issue-panel/show', role);
  }

  fulfillFromPanel(key: string, role: keyof Company['roles'] = 'agent'): Promise<unknown> {
    return this.callPanel(key, 'issue-panel/fulfill', role);
  }

  repairGuard(key: string, role: keyof Company['roles']): Promise<unknown> {
    return this.callPanel(key, 'issue-panel/repair-guard', role);
  }

  /** A call of the issue panel in somebody's name. */
  callPanel(key: string, call: string, role: keyof Company['roles'] = 'agent'): Promise<unknown> {
    return this.as(role).invoke('issue-panel', call, issueExtension(this.site, key));
  }

  portalPanel(key: string, role: keyof Company['roles'] = 'newHire'): Promise<unknown> {
    return this.callPortalPanel(key, 'portal/show-request', this.company.roles[role]);
  }

  /** A call of the portal's request panel in somebody's name. */
  callPortalPanel(key: string, call: string, accountId: string): Promise<unknown> {
    const extension = {
      type: 'jiraServiceManagement:portalRequestDetailPanel',
      portal: { id: 1 },
      request: { key, typeId: 11 },
    };
    return this.person(accountId).invoke('portal-request', call, extension);
  }

  /** Changes the app's own database behind its back. */
  async execute(statement: string, ...params: unknown[]): Promise<void> {
    await this.sandbox.host.installationOf(this.site).sql.execute(statement, params, 'write');
  }

  /** Days pass, and the reconcile runs once at their end; for a site whose own schedules rest. */
  async passDays(days: number): Promise<void> {
    await this.advance(days * DAY);
    await this.sandbox.host.runSchedule(this.site, 'reconcile');
    await this.settle();
  }

  /** Runs the nightly work now. */
  nightly(): Promise<InvocationRecord> {
    return this.sandbox.host.runSchedule(this.site, 'nightly');
  }

  /** Rows of the app's own database on the site. */
  async query(statement: string): Promise<readonly Record<string, unknown>[]> {
    const { sql } = this.sandbox.host.installationOf(this.site);
    const rows = await sql.execute(statement, [], 'select');
    return Array.isArray(rows) ? rows.map((row: Record<string, unknown>) => ({ ...row })) : [];
  }

  /** The app's invocations on this site. */
  invocations(): readonly InvocationRecord[] {
    return this.sandbox.host.invocations.all().filter(({ site }) => site === this.site.name);
  }

  /** Runs something and returns the invocations it caused, with their costs. */
  async invocationsDuring(
    work: () => Promise<unknown>,
  ): Promise<(InvocationRecord & { readonly rest: number; readonly sql: number })[]> {
    const before = this.invocations().length;
    await work();
    return this.invocations()
      .slice(before)
      .map((record) => ({ ...record, rest: costOf(record, 512).rest, sql: costOf(record, 512).sql }));
  }
}
