import type { ImportPlan } from '../contract/import-plan';
import { sha256 } from '../../common/rules/digest';
import type { SiteAccounts } from '../../jira/client/accounts';
import { readAccountsNamed } from '../../people/usecases/find-accounts';
import { canKeep, readRoleMappings, writeRoleMappings } from '../../catalog/store/role-mappings';
import { readCatalog, saveApplications } from '../../catalog/store/catalog';
import { readContracts, removeContracts, saveContracts } from '../../catalog/store/contracts';
import { inactiveAccounts } from '../../people/store/people';
import { resizePools } from '../../pools/store/pool-size';
import { poolUsage } from '../../pools/store/seats';
import { catalogPlanSchema, type CatalogDocument, type CatalogPlan } from '../contract/catalog-document';
import type { ContractDocument } from '../../catalog/contract/contract-document';
import type { RoleMappingDocument } from '../../catalog/contract/role-mapping';
import { changePrices, decidedOtherwise, decidesAboutGrants } from '../../catalog/rules/grant-changes';
import { poolIdOf, type Catalog } from '../../catalog/rules/catalog';
import { diffCatalog, type CatalogDiff, type CatalogProblem } from '../../catalog/rules/catalog-diff';
import { contractProblems, mergeContracts, seatProblems } from '../../catalog/rules/check-contracts';
import { nameClashes } from '../../catalog/rules/same-names';
import { roleMappingProblems } from '../../catalog/rules/check-role-mappings';
import { diffContracts, diffRoleMappings } from '../../catalog/rules/contract-diff';
import { applyContracts, withOwnTerms, type Contract } from '../../catalog/rules/contracts';
import type { RoleMapping } from '../../catalog/rules/role-mapping';
import { decidingFirst } from '../../common/rules/changed-item';
import { countDecidedOn } from '../../requests/store/recheck-requests';
import { hasRequests } from '../../requests/store/requests';
import { unknownApplications } from '../../policy/rules/unknown-applications';
import { utcDay } from '../../common/rules/time-text';
import { policyReadsPrices, rulesReadPrices } from '../../policy/usecases/reads-prices';
import { saveImportedDraft } from '../../policy/usecases/draft-policy';
import { fillPools } from '../../pools/usecases/fill-pools';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import { readCatalogBase } from '../store/catalog-base';
import { readCatalogDocument } from './read-catalog-document';
import { addressesInRules, resolveRules } from '../../policy/usecases/resolve-rules';
import { replacePlan, stagedText } from '../../staging/usecases/import-staging';
import { importMessages } from '../rules/messages';
import { policyMessages } from '../../policy/rules/messages';

/** What an import is compared with. */
interface StoredCatalog {
  readonly catalog: Catalog;
  readonly contracts: readonly Contract[];
  readonly roleMappings: readonly RoleMapping[];
}

const readStored = async (): Promise<StoredCatalog> => ({
  catalog: await readCatalog(),
  contracts: await readContracts(),
  roleMappings: await readRoleMappings(),
});

/**
 * Checks a catalog, as JSON or CSV, and shows what importing it would change. Nothing is written but the plan.
 * @throws {SeatkeeperError} `invalid` naming the place and the fault, for a document of another shape
 */
export async function planCatalog(importId: string, userId: string, now: number): Promise<ImportPlan> {
  const document = readCatalogDocument(await stagedText(importId, userId));
  const accounts = await readAccountsNamed(addressesIn(document), ownerIdsIn(document));
  // before what it counts, so that an import in between shows
  const { revision } = await readCatalogBase();
  const stored = await readStored();
  const { catalog, problems: ownerProblems } = resolveOwners(document, accounts, stored.catalog);
  const ownershipProblems = await problemsOfOwners(catalog);
  const { rules, problems: peopleProblems } = await resolveDocument(document, accounts);
  const readsPrices = (await policyReadsPrices(now)) || rulesReadPrices(rules ?? []);
  const { plan, diff } = await compare(document, catalog, stored, utcDay(now), readsPrices);
  const problems = [
    ...ownerProblems,
    ...ownershipProblems,
    ...peopleProblems,
    ...diff.problems,
    ...unknownInPolicy(document, stored.catalog),
  ];
  const applicable = problems.length === 0;
  const { touched = [] } = plan;
  const changes = changedItems(diff.changes);
  const whole = { ...plan, rules, after: revision, changes } satisfies CatalogPlan;
  await replacePlan(importId, 'catalog', applicable ? [JSON.stringify(whole)] : []);
  return {
    kind: 'catalog',
    diff: { ...diff, problems },
    policyRules: rules?.length ?? null,
    applicable,
    needsSecondAdmin: applicable && plan.decidesAboutGrants && (await hasRequests()),
    rechecked:
      applicable && touched.length > 0 ? await countDecidedOn(new Set(touched)) : { approved: 0, waiting: 0 },
  };
}

/** What a plan changes, for the record; what decides about grants first. */
const changedItems = (changes: CatalogDiff['changes']): CatalogPlan['changes'] =>
  decidingFirst(changes.filter(({ kind }) => kind !== 'kept')).map(
    ({ subject, details, decides = false, people = [] }) => ({ subject, details, decides, people }),
  );

/** What the document would change, with all that speaks against it. */
async function compare(
  document: CatalogDocument,
  open: CatalogPlan['catalog'],
  stored: StoredCatalog,
  day: string,
  readsPrices: boolean,
): Promise<{ readonly plan: Omit<CatalogPlan, 'rules' | 'after' | 'changes'>; readonly diff: CatalogDiff }> {
  const given = (document.contracts ?? []).map(storedContract);
  const named = new Set(open.map(({ key }) => key));
  const complete = document.contracts === undefined ? new Set<string>() : named;
  const contracts = mergeContracts(stored.contracts, given, complete);
  const touched = new Set(given.map(({ applicationKey }) => applicationKey));
  const others = stored.catalog.filter(({ key }) => !named.has(key));
  const owned = open.map(withOwnTerms);
  const next = [...owned, ...others.filter(({ key }) => touched.has(key))].map((application) =>
    applyContracts(application, contracts.after, day),
  );
  const applications = new Map([...others, ...owned].map((application) => [application.key, application]));
  const mappings = document.roleMappings?.map(storedMapping) ?? null;
  const changesPrices = changePrices(stored.contracts, contracts.after);
  const diff = diffCatalog(stored.catalog, next, await occupiedSeats(stored.catalog), readsPrices);
  return {
    plan: {
      against: fingerprint(stored),
      decidesAboutGrants:
        decidesAboutGrants(stored.catalog, next, readsPrices) || (readsPrices && changesPrices),
      decidesByPrices: decidesAboutGrants(stored.catalog, next, true) || changesPrices,
      touched: decidedOtherwise(stored.catalog, next),
      catalog: open,
      contracts: given,
      removedContracts: contracts.removed.map(({ key }) => key),
      roleMappings: mappings,
    },
    diff: {
      ...diff,
      changes: [
        ...diff.changes,
        ...diffContracts(stored.contracts, given, contracts.removed, applications).map((change) => ({
          ...change,
          decides: readsPrices && changesPrices,
        })),
        ...(mappings ? diffRoleMappings(stored.roleMappings, mappings, applications) : []),
      ],
      problems: [
        ...diff.problems,
        ...sameNames(open, others),
        ...seatProblems(open, contracts.after),
        ...contractProblems(given, stored.contracts, contracts.after, applications),
        ...roleMappingProblems(mappings ?? [], applications),
        ...(canKeep(mappings ?? []) ? [] : [TOO_MANY_MAPPINGS]),
      ],
    },
  };
}

/** Applications of a document that are called like one that it does not name, and that is stored. */
const sameNames = (given: CatalogPlan['catalog'], others: Catalog): CatalogProblem[] =>
  nameClashes([...others, ...given]).flatMap(({ index, message }) => {
    const application = given[index - others.length];
    return application ? [{ where: application.name, message }] : [];
  });

const TOO_MANY_MAPPINGS: CatalogProblem = {
  where: importMessages.catalog.roleMappings,
  message: importMessages.catalog.tooManyMappings,
};

async function occupiedSeats(catalog: Catalog): Promise<ReadonlyMap<string, number>> {
  const usage = await poolUsage(
    catalog.flatMap(({ key, tiers }) => tiers.map((tier) => poolIdOf(key, tier.key))),
  );
  return new Map([...usage].map(([poolId, pool]) => [poolId, pool.allocated + pool.held + pool.blocked]));
}

const storedContract = ({ application, tiers, ...contract }: ContractDocument): Contract => ({
  ...contract,
  applicationKey: application,
  tiers: tiers.map(({ tier, ...bought }) => ({ tierKey: tier, ...bought })),
});

const storedMapping = ({ application, tier, ...mapping }: RoleMappingDocument): RoleMapping => ({
  ...mapping,
  applicationKey: application,
  tierKey: tier,
});

/** Whom the document names by e-mail address, in lower case. */
const addressesIn = ({ applications, policy }: CatalogDocument): string[] =>
  [
    ...applications.flatMap(({ owner, backupOwner }) => [owner, backupOwner]),
    ...addressesInRules(policy?.rules ?? []),
  ].flatMap((person) => (person?.includes('@') ? [person.toLowerCase()] : []));

/** Whom it names as owners by account ID. */
const ownerIdsIn = ({ applications }: CatalogDocument): string[] =>
  applications
    .flatMap(({ owner, backupOwner }) => [owner, backupOwner])
    .flatMap((person) => (person === null || person.includes('@') ? [] : [person]));

function resolveOwners(
  document: CatalogDocument,
  accounts: SiteAccounts,
  stored: Catalog,
): { catalog: CatalogPlan['catalog']; problems: CatalogProblem[] } {
  const problems: CatalogProblem[] = [];
  // whoever is an owner already may be one who shows nobody their address
  const owners = new Set(stored.flatMap(({ ownerId, backupOwnerId }) => [ownerId, backupOwnerId]));
  const resolve = (person: string | null, where: string): string | null => {
    if (person === null) return null;
    const isEmail = person.includes('@');
    const account = isEmail ? accounts.byEmail.get(person.toLowerCase()) : accounts.byId.get(person);
    if (account?.active) return account.accountId;
    if (account && !isEmail) {
      problems.push({ where, message: importMessages.catalog.ownerClosed });
      return null;
    }
    if (!isEmail && owners.has(person)) return person;
    const message = isEmail
      ? importMessages.catalog.noAddress(person)
      : importMessages.catalog.noAccountId(person);
    problems.push({ where, message });
    return null;
  };
  const catalog = document.applications.map(({ owner, backupOwner, ...application }) => ({
    ...application,
    tiers: application.tiers.map(({ lowerTier, ...tier }) => ({ ...tier, lowerTierKey: lowerTier })),
    ownerId: resolve(owner, importMessages.catalog.owner(application.name)),
    backupOwnerId: resolve(backupOwner, importMessages.catalog.backupOwner(application.name)),
  }));
  return { catalog, problems };
}

/** Two people own an application, and both work here: whoever decides alone, or not at all, is no owner. */
async function problemsOfOwners(catalog: CatalogPlan['catalog']): Promise<CatalogProblem[]> {
  const owners = catalog.flatMap(({ ownerId, backupOwnerId }) => [ownerId, backupOwnerId]);
  const left = await inactiveAccounts([...new Set(owners.filter((one) => one !== null))]);
  const words = importMessages.catalog;
  return catalog.flatMap(({ name, ownerId, backupOwnerId }) => [
    ...(ownerId !== null && left.has(ownerId)
      ? [{ where: words.owner(name), message: words.ownerLeft }]
      : []),
    ...(backupOwnerId !== null && left.has(backupOwnerId)
      ? [{ where: words.backupOwner(name), message: words.ownerLeft }]
      : []),
    ...(ownerId !== null && ownerId === backupOwnerId
      ? [{ where: words.backupOwner(name), message: words.ownersSame }]
      : []),
  ]);
}

/** The rules with people and groups by id, as they are stored. */
async function resolveDocument(
  { policy }: CatalogDocument,
  accounts: SiteAccounts,
): Promise<{ rules: CatalogPlan['rules']; problems: CatalogProblem[] }> {
  if (!policy) return { rules: null, problems: [] };
  const { rules, problems } = await resolveRules(policy.rules, accounts.byEmail);
  return {
    rules,
    problems: problems.map(({ ruleId, message }) => ({
      where: importMessages.catalog.rule(ruleId),
      message,
    })),
  };
}

/** Rules that name an application nobody knows would silently never apply. */
function unknownInPolicy(document: CatalogDocument, current: Catalog): CatalogProblem[] {
  const known = new Set([...document.applications, ...current].map(({ key }) => key));
  return unknownApplications(document.policy?.rules ?? [], known).map(({ ruleId, applicationKey }) => ({
    where: importMessages.catalog.rule(ruleId),
    message: policyMessages.noApplication(applicationKey),
  }));
}

const fingerprint = (stored: StoredCatalog): string => sha256(JSON.stringify(stored));

export const readCatalogPlan = (planText: string): CatalogPlan =>
  catalogPlanSchema.parse(JSON.parse(planText));

/** Whether what is stored is what a plan was made on. */
export const isUnchanged = async ({ against }: CatalogPlan): Promise<boolean> =>
  against === fingerprint(await readStored());

/**
 * Writes a planned catalog, and its policy as the draft; running it again changes nothing.
 * @param since when the import was begun
 */
export async function applyCatalog(
  plan: CatalogPlan,
  importedBy: string,
  since: number,
  now: number,
): Promise<void> {
  await saveContracts(plan.contracts);
  await removeContracts(plan.removedContracts);
  const contracts = await readContracts();
  const catalog = plan.catalog.map((application) =>
    applyContracts(withOwnTerms(application), contracts, utcDay(now)),
  );
  await saveApplications(catalog);
  await resizePools(
    catalog.flatMap(({ key, tiers }) =>
      tiers.map((tier) => ({ poolId: poolIdOf(key, tier.key), seats: tier.seats })),
    ),
  );
  await fillPools(now);
  if (plan.roleMappings) await writeRoleMappings(plan.roleMappings);
  if (plan.rules) await saveImportedDraft(plan.rules, importedBy, since, now);
  const touched = plan.touched ?? plan.catalog.map(({ key }) => key);
  await leaveHints(
    [
      { kind: 'intake', subjectId: 'catalog' },
      ...touched.map((subjectId) => ({ kind: 'application' as const, subjectId })),
    ],
    now,
  );
}
