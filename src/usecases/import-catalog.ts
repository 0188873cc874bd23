import { readGroupsByName } from '../adapters/jira/groups';
import { readAccountsByEmail } from '../adapters/jira/site';
import { readCatalog, saveApplications } from '../adapters/sql/catalog';
import { savePart } from '../adapters/sql/imports';
import { savePolicy } from '../adapters/sql/policies';
import { poolUsage, resizePool } from '../adapters/sql/seats';
import type { ImportPlan } from '../contracts/admin';
import type { StageDocument } from '../contracts/approval-stage';
import {
  catalogDocumentSchema,
  catalogPlanSchema,
  type CatalogDocument,
  type CatalogPlan,
} from '../contracts/catalog-document';
import { issuesText } from '../contracts/issues-text';
import { poolIdOf, type Catalog } from '../domain/catalog/catalog';
import { diffCatalog, type CatalogProblem } from '../domain/catalog/catalog-diff';
import { SeatkeeperError } from '../domain/errors';
import { stageOf, type ApprovalGroup, type ApprovalStage } from '../domain/policy/approval-stage';
import { sha256 } from '../domain/request/request-digest';
import { markPlanned, stagedText } from './import-staging';

/**
 * Checks a catalog document and shows what importing it would change. Nothing is written but the plan.
 * @throws {SeatkeeperError} `invalid` naming the place and the fault, for a document of another shape
 */
export async function planCatalog(importId: string, userId: string): Promise<ImportPlan> {
  const document = parseDocument(await stagedText(importId, userId));
  const accounts = await readAccountsByEmail();
  const { catalog, problems: ownerProblems } = resolveOwners(document, accounts);
  const { rules, problems: peopleProblems } = await resolveStages(document, accounts);
  const current = await readCatalog();
  const usage = await poolUsage(
    current.flatMap(({ key, tiers }) => tiers.map((tier) => poolIdOf(key, tier.key))),
  );
  const occupied = new Map([...usage].map(([poolId, pool]) => [poolId, pool.allocated + pool.held]));
  const diff = diffCatalog(current, catalog, occupied);
  const problems = [
    ...ownerProblems,
    ...peopleProblems,
    ...diff.problems,
    ...unknownInPolicy(document, current),
  ];
  const applicable = problems.length === 0;
  const plan: CatalogPlan = { against: fingerprint(current), catalog, rules };
  if (applicable) {
    await savePart(importId, 'plan', 0, JSON.stringify(plan));
    await markPlanned(importId, 'catalog');
  }
  return {
    kind: 'catalog',
    diff: { ...diff, problems },
    policyRules: plan.rules?.length ?? null,
    applicable,
  };
}

function parseDocument(text: string): CatalogDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SeatkeeperError(
      'invalid',
      `The file is not JSON: ${error instanceof Error ? error.message : ''}`,
      { cause: error },
    );
  }
  const parsed = catalogDocumentSchema.safeParse(json);
  if (!parsed.success)
    throw new SeatkeeperError('invalid', issuesText(parsed.error), { cause: parsed.error });
  return parsed.data;
}

type Accounts = Awaited<ReturnType<typeof readAccountsByEmail>>;

function resolveOwners(
  document: CatalogDocument,
  accounts: Accounts,
): { catalog: CatalogPlan['catalog']; problems: CatalogProblem[] } {
  const problems: CatalogProblem[] = [];
  const resolve = (email: string | null, where: string): string | null => {
    if (email === null) return null;
    const account = accounts.get(email.toLowerCase());
    if (account?.active) return account.accountId;
    problems.push({ where, message: `no active account with the address ${email}` });
    return null;
  };
  const catalog = document.applications.map(({ owner, backupOwner, ...application }) => ({
    ...application,
    ownerId: resolve(owner, `${application.name}, owner`),
    backupOwnerId: resolve(backupOwner, `${application.name}, backup owner`),
  }));
  return { catalog, problems };
}

/** The rules with people and groups by id, as they are stored. */
async function resolveStages(
  { policy }: CatalogDocument,
  accounts: Accounts,
): Promise<{ rules: CatalogPlan['rules']; problems: CatalogProblem[] }> {
  if (!policy) return { rules: null, problems: [] };
  const named = policy.rules.flatMap(({ effect }) =>
    effect.kind === 'require'
      ? effect.stages.flatMap((stage) => (stage.kind === 'group' ? [stage.group] : []))
      : [],
  );
  const groups = await readGroupsByName(named);
  const problems: CatalogProblem[] = [];
  const rules = policy.rules.map((rule) => {
    if (rule.effect.kind !== 'require') return { ...rule, effect: rule.effect };
    const where = `policy rule ${rule.id}`;
    const stages = rule.effect.stages.map((stage) =>
      resolveStage(stage, accounts, groups, (message) => {
        problems.push({ where, message });
      }),
    );
    return { ...rule, effect: { ...rule.effect, stages } };
  });
  return { rules, problems };
}

function resolveStage(
  stage: StageDocument,
  accounts: Accounts,
  groups: ReadonlyMap<string, ApprovalGroup>,
  complain: (message: string) => void,
): ApprovalStage {
  const { quorum, order, timeout } = stage;
  if (stage.kind === 'group') {
    const group = groups.get(stage.group.toLowerCase());
    if (!group) complain(`there is no group “${stage.group}”`);
    return stageOf('group', { group: group ?? null, quorum, order, timeout });
  }
  if (stage.kind !== 'people') return stageOf(stage.kind, { quorum, order, timeout });
  const people = stage.people.flatMap((email) => {
    const account = accounts.get(email.toLowerCase());
    if (account?.active) return [account.accountId];
    complain(`no active account with the address ${email}`);
    return [];
  });
  return stageOf('people', { people: [...new Set(people)], quorum, order, timeout });
}

/** Rules that name an application nobody knows would silently never apply. */
function unknownInPolicy(document: CatalogDocument, current: Catalog): CatalogProblem[] {
  const known = new Set([...document.applications, ...current].map(({ key }) => key));
  return (document.policy?.rules ?? []).flatMap((rule) =>
    [
      ...(rule.when.applications ?? []),
      ...(rule.when.holdsAny ?? []).map((held) => held.replace(/\/.*$/, '')),
    ]
      .filter((key) => !known.has(key))
      .map((key) => ({ where: `policy rule ${rule.id}`, message: `there is no application “${key}”` })),
  );
}

const fingerprint = (catalog: Catalog): string => sha256(JSON.stringify(catalog));

/** @throws {SeatkeeperError} `invalid` when the catalog was changed since the dry run */
export async function requireUnchanged(planText: string): Promise<void> {
  const { against } = catalogPlanSchema.parse(JSON.parse(planText));
  if (against !== fingerprint(await readCatalog())) {
    throw new SeatkeeperError(
      'invalid',
      'The catalog was changed since this dry run. Choose the file again and look at the new one.',
    );
  }
}

/** Writes a planned catalog; running it again changes nothing. */
export async function applyCatalog(planText: string, importedBy: string, now: number): Promise<void> {
  const { catalog, rules } = catalogPlanSchema.parse(JSON.parse(planText));
  await saveApplications(catalog);
  for (const { key, tiers } of catalog) {
    for (const tier of tiers) await resizePool(poolIdOf(key, tier.key), tier.seats);
  }
  if (rules) await savePolicy(rules, importedBy, now);
}
