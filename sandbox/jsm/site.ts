import { JiraError } from './errors';
import { IssueStore } from './issue-store';
import type {
  Account,
  Dashboard,
  Field,
  Issue,
  IssueType,
  PanelPin,
  Project,
  RequestType,
  RuleConfiguration,
  SiteConfiguration,
  Status,
  Task,
} from './model';
import { SearchIndex } from './search-index';
import { standardField, withStandardFields } from './standard-fields';

/**
 * A value of an issue property that an app has indexed.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-entity-property/
 */
export interface IndexedProperty {
  readonly propertyKey: string;
  /** Steps into the value, joined with dots. */
  readonly path: string;
  readonly type: 'number' | 'text' | 'string' | 'user' | 'date';
  /** Name of its own in JQL. */
  readonly searchAlias?: string | undefined;
}

/** An event that Jira raises, before the platform wraps it for an app. */
export interface JiraEvent {
  readonly eventType: string;
  readonly atlassianId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks an app's function validator about a transition; the composer of the sandbox connects it to a host. */
export type AskValidator = (
  moduleKey: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<{ result: boolean; errorMessage?: string }>;

export interface SavedSite {
  readonly configuration: SiteConfiguration;
  readonly issues: readonly Issue[];
  /** The other fields of a site, whichever there are. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** What belongs to the process that runs a site, not to the site. */
const NOT_KEPT = [
  'now',
  'askValidator',
  'findPanel',
  'listeners',
  'issues',
  'indexedProperties',
  'searchIndex',
];

/** One site's configuration and state, and the lookups everything else builds on. */
export class JsmSite {
  readonly accounts = new Map<string, Account>();
  readonly issues = new IssueStore();
  readonly dashboards: Map<string, Dashboard>;
  readonly searchIndex: SearchIndex;
  /** Of the app's workflow rules, by rule id; the ones that were never written are left out. */
  readonly ruleConfigurations = new Map<string, RuleConfiguration>();
  /** By dashboard and item id, then by key. */
  readonly dashboardItemProperties = new Map<string, Map<string, unknown>>();
  /** What apps have indexed of issue properties, for JQL. */
  readonly indexedProperties: IndexedProperty[] = [];
  askValidator: AskValidator | undefined;
  /** The key of the issue panel that an id of an app's module stands for; the composer of the sandbox says it. */
  findPanel: ((moduleId: string) => string | undefined) | undefined;
  /** The oldest first. */
  readonly panelPins: PanelPin[] = [];
  /** Keys of the panels that were added to single issues, by issue id. */
  readonly panelsOfIssues = new Map<string, ReadonlySet<string>>();
  readonly tasks = new Map<string, Task>();
  /** Ids of the issues that a bulk fetch leaves out with an error, which Jira does for reasons that pass and for large ones. */
  readonly notFetched = new Set<string>();
  private readonly customersOfDesk = new Map<string, Set<string>>();
  private readonly listeners = new Set<(event: JiraEvent) => void>();
  private readonly issueNumbers = new Map<string, number>();
  private nextId = 10_000;

  constructor(
    readonly configuration: SiteConfiguration,
    readonly now: () => number,
  ) {
    this.searchIndex = new SearchIndex(this.issues, now, configuration.searchDelay ?? 0);
    for (const account of configuration.accounts) this.accounts.set(account.accountId, account);
    this.dashboards = new Map(configuration.dashboards.map((dashboard) => [dashboard.id, dashboard]));
  }

  /** Whom a closed service desk takes requests from; undefined for an open one. */
  deskCustomers({ id, customers }: Project): Set<string> | undefined {
    if (customers && !this.customersOfDesk.has(id)) this.customersOfDesk.set(id, new Set(customers));
    return this.customersOfDesk.get(id);
  }

  /** Everything that the site holds, as data for a structured clone. */
  save(): SavedSite {
    const kept = Object.entries(this).filter(([name]) => !NOT_KEPT.includes(name));
    return {
      configuration: this.configuration,
      issues: [...this.issues.values()],
      rest: Object.fromEntries(kept),
    };
  }

  /** A site as `save` found it, at another address. */
  static restore({ configuration, issues, rest }: SavedSite, url: string, now: () => number): JsmSite {
    const site = new JsmSite(configuration, now);
    Object.assign(site, rest, { configuration: { ...configuration, url } });
    for (const issue of issues) site.issues.set(issue.id, issue);
    return site;
  }

  get url(): string {
    return this.configuration.url;
  }

  newId(): string {
    return String(this.nextId++);
  }

  newIssueKey(project: Project): string {
    const number = (this.issueNumbers.get(project.id) ?? 0) + 1;
    this.issueNumbers.set(project.id, number);
    return `${project.key}-${number}`;
  }

  /** @returns stops listening */
  onEvent(listener: (event: JiraEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  raise(event: JiraEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  account(accountId: string): Account {
    const account = this.accounts.get(accountId);
    if (!account) throw noSuchUser(accountId);
    return account;
  }

  /** Whether the REST API shows the account where it is asked for people. */
  showsAccount(accountId: string): boolean {
    const account = this.accounts.get(accountId);
    return account !== undefined && !(account.isClosed && this.configuration.closedAccounts === 'missing');
  }

  accountByEmail(email: string): Account | undefined {
    return [...this.accounts.values()].find((account) => account.email.toLowerCase() === email.toLowerCase());
  }

  issue(idOrKey: string): Issue | undefined {
    return this.issues.get(idOrKey) ?? this.issues.byKey(idOrKey.toUpperCase());
  }

  project(idOrKey: string): Project | undefined {
    return this.configuration.projects.find((project) => project.id === idOrKey || project.key === idOrKey);
  }

  projectOf(issue: Issue): Project {
    return must(this.project(issue.projectId), 'project', issue.projectId);
  }

  issueTypeOf(issue: Issue): IssueType {
    const types = this.projectOf(issue).issueTypes;
    return must(
      types.find((type) => type.id === issue.issueTypeId),
      'issue type',
      issue.issueTypeId,
    );
  }

  requestTypeOf(issue: Issue): RequestType | undefined {
    return this.projectOf(issue).requestTypes.find((type) => type.id === issue.requestTypeId);
  }

  status(id: string): Status {
    return must(
      this.configuration.statuses.find((status) => status.id === id),
      'status',
      id,
    );
  }

  /** One that the site set up, or else one that every Jira has. */
  field(id: string): Field | undefined {
    return this.configuration.fields.find((field) => field.id === id) ?? standardField(id);
  }

  get fields(): readonly Field[] {
    return withStandardFields(this.configuration.fields);
  }
}

export const noSuchUser = (accountId: string): JiraError =>
  new JiraError(404, [`The user with the account ID ${accountId} does not exist`]);

function must<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw new Error(`the site's configuration has no ${what} ${id}`);
  return value;
}
