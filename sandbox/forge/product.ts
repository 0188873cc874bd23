import type { ConditionFacts } from './display-conditions';

/** Who is behind a call that reaches the product's REST API. */
export type Caller =
  | { readonly kind: 'user'; readonly accountId: string }
  | { readonly kind: 'app'; readonly accountId: string }
  | { readonly kind: 'anonymous' };

/** What the product says of a REST call besides the response. */
export interface ProductAnswer {
  readonly response: Response;
  /**
   * OAuth scopes of the operation that answered, any one set of which suffices; undefined when no operation
   * is modelled for that method and path.
   */
  readonly scopes: readonly (readonly string[])[] | undefined;
  /** Rate-limit points that the call cost. */
  readonly points: number;
  /** The limit that the call passed, when it was turned down for one. */
  readonly limit?: string | undefined;
}

export type LicenseState = 'licensed' | 'unlicensed' | 'customer' | 'anonymous';

/** An event as the product hands it to the platform, before any trigger's filter. */
export interface ProductEvent {
  readonly eventType: string;
  /** Account that caused it; the app's own when `selfGenerated`. */
  readonly atlassianId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A module of an app that the product may show. */
export interface ShownModule {
  readonly moduleType: string;
  readonly moduleKey: string;
}

/** One site of the product (Jira Service Management here), as a Forge host sees it. */
export interface ProductSite {
  readonly cloudId: string;
  readonly name: string;
  readonly url: string;
  /**
   * Makes a REST call.
   * @param mayUse whether the app holds one of the operation's scope sets
   * @param limitedAt when the call is made, in virtual milliseconds since the epoch, for rate limits; absent
   * for calls that have none, as those of the app's front end
   */
  call(
    caller: Caller,
    request: Request,
    mayUse: (scopes: readonly (readonly string[])[]) => boolean,
    limitedAt?: number,
  ): Promise<ProductAnswer>;
  licenseOf(accountId: string | undefined): LicenseState;
  /**
   * Whether an app may act in the name of somebody who is there: not of people who have an Atlassian account and neither a
   * license nor the role of a customer. That it may not is documented, what it answers then is not: the sandbox decided on
   * what the SDK gets for anybody who has not consented.
   * @see https://developer.atlassian.com/platform/forge/access-to-forge-apps-for-unlicensed-jsm-users/
   */
  mayBeActedFor(accountId: string): boolean;
  /** Whether an app may act in the name of somebody who is not there: of people who can log in, not of apps. */
  mayBeImpersonated(accountId: string): boolean;
  /**
   * Whether the product would show this module to that person with that context.
   * @returns undefined when it would, else why not
   */
  refusalToShow(
    module: ShownModule,
    accountId: string | undefined,
    extension: Readonly<Record<string, unknown>>,
  ): string | undefined;
  /** What display conditions compare at a place of the product, for a person. */
  conditionFacts(accountId: string | undefined, extension: Readonly<Record<string, unknown>>): ConditionFacts;
  /**
   * What Atlassian asks of an app that keeps personal data of an account: to erase it, or to read it anew.
   * @param updatedAt when the app read it, milliseconds since the epoch
   */
  personalDataStatus(accountId: string, updatedAt: number): 'closed' | 'updated' | undefined;
  onEvent(listener: (event: ProductEvent) => void): void;
  /** Makes the account that acts for an installed app. @returns its account id */
  addAppUser(appName: string): string;
}
