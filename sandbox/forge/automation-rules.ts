import { faultOfInputs } from './action-inputs';
import { HostRefusal } from './host-refusal';
import type { Manifest, ManifestModule } from './manifest';
import type { ProductSite } from './product';

type Inputs = Readonly<Record<string, unknown>>;

/** A rule with one action of the app, and the connection that it runs by. */
export class AutomationRule {
  private saved: Inputs = {};
  /** Why the last inputs were refused; a rule that nobody saved has no faults yet. */
  private fault: string | undefined;

  constructor(
    readonly site: ProductSite,
    readonly action: ManifestModule,
    /** The connection's user, for whom the action runs. */
    readonly accountId: string,
  ) {}

  get inputs(): Inputs {
    return this.saved;
  }

  /** What the form gets as `context.extension`; its type is not documented. */
  get extension(): Inputs {
    const missing = /^The action .* needs the input '(.+)'$/.exec(this.fault ?? '')?.[1];
    const invalidInputs = missing === undefined ? {} : { [missing]: { message: `${missing} is required` } };
    return { data: { inputs: this.saved }, errors: { invalidInputs } };
  }

  /**
   * Takes what the form gave to `view.submit`, as the rule's inputs, in place of all that were there.
   * @throws {HostRefusal} 404 for an action without a form; 400 for more than 100 KB and inputs that it does not declare
   */
  submit(payload: unknown): void {
    if (this.action.config?.resource === undefined)
      throw new HostRefusal(404, `The action ${this.action.key} has no configuration form`);
    const text = JSON.stringify(payload);
    if (Buffer.byteLength(text) > MOST_BYTES)
      throw new HostRefusal(400, 'The configuration is larger than 100 kilobytes');
    const inputs = Object.fromEntries(Object.entries(JSON.parse(text) as object)) as Inputs;
    this.fault = faultOfInputs(this.action, inputs);
    if (this.fault !== undefined) throw new HostRefusal(400, this.fault);
    this.saved = inputs;
  }
}

const MOST_BYTES = 100 * 1024;

/**
 * Rules of Automation, as far as an action of the app meets them: its inputs come from its form, and the connection's user
 * must have consented to the app. What a run without consent says is not documented; here it is refused.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
export class AutomationRules {
  private readonly consents = new Set<string>();

  constructor(
    private readonly manifest: Manifest,
    private readonly run: (rule: AutomationRule) => Promise<unknown>,
  ) {}

  /** @throws {HostRefusal} 404 for an action that no provider offers to Automation */
  create(site: ProductSite, actionKey: string, accountId: string): AutomationRule {
    const isOffered = this.manifest
      .modulesOf('automation:actionProvider')
      .some(({ actions }) => Array.isArray(actions) && actions.includes(actionKey));
    const action = this.manifest.modulesOf('action').find(({ key }) => key === actionKey);
    if (!isOffered || !action) throw new HostRefusal(404, `Automation offers no action '${actionKey}'`);
    return new AutomationRule(site, action, accountId);
  }

  /** The person allows the app, under Connected apps of their Atlassian account. */
  consent(accountId: string): void {
    this.consents.add(accountId);
  }

  /** @throws {HostRefusal} 403 without consent; 400 for inputs that are missing */
  async execute(rule: AutomationRule): Promise<unknown> {
    if (!this.consents.has(rule.accountId))
      throw new HostRefusal(403, 'The user of the connection has not consented to the app');
    return this.run(rule);
  }
}
