import type { Sandbox, SandboxSite } from '../sandbox';
import { member } from '../untyped';
import { issueExtension, listOf, textOf, type Actor } from './actors';

/** What was tried too early and what the guard answered. `at` is ISO 8601 in UTC. */
export interface Blocked {
  readonly at: string;
  readonly by: string;
  readonly message: string;
}

/** One request at the end of the story, read back through REST and the app's own panel. Times: ISO 8601, UTC. */
export interface RequestReport {
  readonly key: string;
  readonly application: string;
  readonly tier: string;
  readonly beneficiary: string;
  readonly blocked: readonly Blocked[];
  readonly approvals: readonly {
    readonly stage: string;
    readonly approver: string;
    readonly decision: string;
    readonly at: string;
  }[];
  readonly seat: { readonly pool: string; readonly slot: number } | null;
  readonly notes: readonly { readonly visibility: 'internal' | 'public'; readonly commentId: string }[];
  readonly timestamps: {
    readonly requestedAt: string | null;
    readonly approvedAt: string | null;
    readonly fulfilledAt: string | null;
  };
  readonly calls: { readonly rest: number; readonly sql: number };
}

const FULFILLMENT_EFFECTS = /^fulfilled-(note|comment):/;
const STAGES = ['manager', 'application-owner'];

export async function reportRequest(
  sandbox: Sandbox,
  site: SandboxSite,
  agent: Actor,
  key: string,
  blocked: readonly Blocked[],
): Promise<RequestReport> {
  const property = member(
    await agent.ask('GET', `/rest/api/3/issue/${key}/properties/seatkeeper.request`),
    'value',
  );
  const panel = await agent.invoke('issue-panel', 'issue-panel/show', issueExtension(site, key));
  const comments = await agent.ask('GET', `/rest/api/3/issue/${key}/comment?expand=properties`);
  const nameOf = (accountId: unknown): string => site.jsm.accounts.get(textOf(accountId))?.displayName ?? '';
  const application = textOf(member(property, 'application'));
  const tier = textOf(member(property, 'tier'));
  const slot = member(member(member(panel, 'pool'), 'seat'), 'slot');
  const time = (name: string): string | null => textOf(member(property, name)) || null;
  return {
    key,
    application,
    tier,
    beneficiary: nameOf(member(panel, 'beneficiaryId')),
    blocked,
    approvals: listOf(member(panel, 'requirements'))
      .filter((requirement) => STAGES.includes(textOf(member(requirement, 'kind'))))
      .map((requirement) => ({
        stage: textOf(member(requirement, 'kind')),
        approver: nameOf(member(voterOf(requirement), 'personId')),
        decision: member(requirement, 'state') === 'met' ? 'approved' : textOf(member(requirement, 'state')),
        at: new Date(Number(member(requirement, 'at'))).toISOString(),
      })),
    seat: typeof slot === 'number' ? { pool: `${application}/${tier}`, slot } : null,
    notes: listOf(member(comments, 'comments')).flatMap(fulfillmentComment),
    timestamps: {
      requestedAt: time('requestedAt'),
      approvedAt: time('approvedAt'),
      fulfilledAt: time('fulfilledAt'),
    },
    calls: callsFor(sandbox, site, key),
  };
}

function fulfillmentComment(comment: unknown): RequestReport['notes'] {
  const effects = listOf(member(comment, 'properties')).map((property) =>
    textOf(member(member(property, 'value'), 'key')),
  );
  if (!effects.some((effect) => FULFILLMENT_EFFECTS.test(effect))) return [];
  const visibility = member(comment, 'jsdPublic') === true ? 'public' : 'internal';
  return [{ visibility, commentId: textOf(member(comment, 'id')) }];
}

/** What the app spent on one request until now, looking at its panel left out. */
function callsFor(sandbox: Sandbox, site: SandboxSite, key: string): RequestReport['calls'] {
  const id = site.jsm.issue(key)?.id ?? '';
  const records = sandbox.host.invocations.all().filter(({ moduleType }) => moduleType !== 'jira:issuePanel');
  const isAbout = (path: string): boolean => path.split(/[/?]/).some((part) => part === key || part === id);
  const calls = records.flatMap((record) => record.calls);
  return {
    rest: calls.filter((call) => call.kind === 'rest' && isAbout(call.path)).length,
    sql: records
      .filter(({ subject }) => subject === key)
      .flatMap((record) => record.calls.filter(({ kind }) => kind === 'sql')).length,
  };
}

/** Who voted first in a requirement of the panel. */
const voterOf = (requirement: unknown): unknown => listOf(member(member(requirement, 'stage'), 'people'))[0];
