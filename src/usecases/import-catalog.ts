import { readAccountsByEmail } from '../adapters/jira/site';
import { readCatalog, saveApplications } from '../adapters/sql/catalog';
import { savePart } from '../adapters/sql/imports';
import { poolUsage, resizePool } from '../adapters/sql/seats';
import type { ImportPlan } from '../contracts/admin';
import { catalogPlanSchema, type CatalogDocument, type CatalogPlan } from '../contracts/catalog-document';
import { poolIdOf, type Catalog } from '../domain/catalog/catalog';
import { diffCatalog, type CatalogProblem } from '../domain/catalog/catalog-diff';
import { SeatkeeperError } from '../domain/errors';
import { unknownApplications } from '../domain/policy/unknown-applications';
import { sha256 } from '../domain/request/request-digest';
import { parseCatalogDocument, saveImportedDraft } from './draft-policy';
import { resolveRules, type Accounts } from './resolve-rules';
import { markPlanned, stagedText } from './import-staging';

/**
 * Checks a catalog document and shows what importing it would change. Nothing is written but the plan.
 * @throws {SeatkeeperError} `invalid` naming the place and the fault, for a document of another shape
 */
export async function planCatalog(importId: string, userId: string): Promise<ImportPlan> {
  const document = parseCatalogDocument(await stagedText(importId, userId));
  const accounts = await readAccountsByEmail();
  const { catalog, problems: ownerProblems } = resolveOwners(document, accounts);
  const { rules, problems: peopleProblems } = await resolveDocument(document, accounts);
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
    tiers: application.tiers.map(({ lowerTier, ...tier }) => ({ ...tier, lowerTierKey: lowerTier })),
    ownerId: resolve(owner, `${application.name}, owner`),
    backupOwnerId: resolve(backupOwner, `${application.name}, backup owner`),
  }));
  return { catalog, problems };
}

/** The rules with people and groups by id, as they are stored. */
async function resolveDocument(
  { policy }: CatalogDocument,
  accounts: Accounts,
): Promise<{ rules: CatalogPlan['rules']; problems: CatalogProblem[] }> {
  if (!policy) return { rules: null, problems: [] };
  const { rules, problems } = await resolveRules(policy.rules, accounts);
  return {
    rules,
    problems: problems.map(({ ruleId, message }) => ({ where: `policy rule ${ruleId}`, message })),
  };
}

/** Rules that name an application nobody knows would silently never apply. */
function unknownInPolicy(document: CatalogDocument, current: Catalog): CatalogProblem[] {
  const known = new Set([...document.applications, ...current].map(({ key }) => key));
  return unknownApplications(document.policy?.rules ?? [], known).map(({ ruleId, applicationKey }) => ({
    where: `policy rule ${ruleId}`,
    message: `there is no application “${applicationKey}”`,
  }));
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

/**
 * Writes a planned catalog, and its policy as the draft; running it again changes nothing.
 * @param since when the import was begun
 */
export async function applyCatalog(
  planText: string,
  importedBy: string,
  since: number,
  now: number,
): Promise<void> {
  const { catalog, rules } = catalogPlanSchema.parse(JSON.parse(planText));
  await saveApplications(catalog);
  for (const { key, tiers } of catalog) {
    for (const tier of tiers) await resizePool(poolIdOf(key, tier.key), tier.seats);
  }
  if (rules) await saveImportedDraft(rules, importedBy, since, now);
}
