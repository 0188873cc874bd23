import { foldedText } from '../../common/rules/folded-text';
import { visibleLength } from '../../common/rules/visible-text';
import type { RawRequest } from '../../jira/rules/raw-request';
import { findByKeyOrName, poolIdOf, type Catalog, type Tier } from '../../catalog/rules/catalog';
import { entitlementName } from '../../catalog/rules/entitlement';
import type { Person } from '../../people/rules/person';
import type { Decision } from '../../policy/rules/policy';
import { UNLIMITED, type IntakeProblem, type NamedKeys, type RequestDetails } from './access-request';
import { NOTHING_KNOWN, type KnownKeys } from './named-entitlement';

export type IntakeResult =
  | { readonly ok: true; readonly details: RequestDetails }
  | {
      readonly ok: false;
      readonly problems: readonly IntakeProblem[];
      /** What of the catalog it names, whatever else is wrong. */
      readonly named: NamedKeys | null;
    };

const MAX_DURATION_DAYS = 3_650;
const MAX_CHOICES = 12;

/**
 * Checks a request against the catalog and the roster and names everything that is wrong at once.
 * @param beneficiary the roster's entry of the person who is to get the access
 * @param heldPools pools in which that person has a seat through another request
 * @param known what its words are known to mean, whatever is called so now
 */
export function readIntake(
  raw: RawRequest,
  requesterId: string,
  catalog: Catalog,
  beneficiary: Person | null,
  heldPools: readonly string[],
  known: KnownKeys = NOTHING_KNOWN,
): IntakeResult {
  const problems: IntakeProblem[] = [];
  const problem = (code: IntakeProblem['code'], subject: string, choices: readonly string[] = []): void => {
    problems.push({ code, subject, choices: choices.slice(0, MAX_CHOICES) });
  };

  const application = itemMeant(catalog, raw.application, known.applicationKey);
  if (raw.application === null) problem('application-missing', '', namesOf(catalog));
  else if (!application) problem('application-unknown', raw.application, namesOf(catalog));

  const knownTier = known.tier?.applicationKey === application?.key ? known.tier?.key : null;
  const tier = application && itemMeant(application.tiers, raw.tier, knownTier ?? null);
  if (raw.tier === null) problem('tier-missing', application?.name ?? '', namesOf(application?.tiers ?? []));
  else if (application && !tier) problem('tier-unknown', raw.tier, namesOf(application.tiers));

  const role = tier ? readRole(raw.role, tier) : null;
  if (role === undefined && tier) {
    if (raw.role === null) problem('role-missing', tier.name, tier.roles);
    else problem('role-unknown', raw.role, tier.roles);
  }

  const beneficiaryId = raw.beneficiaryId ?? requesterId;
  if (!beneficiary) problem('beneficiary-unknown', beneficiaryId);
  else if (beneficiary.status === 'missing') problem('beneficiary-missing', beneficiaryId);
  else if (beneficiary.status !== 'active') problem('beneficiary-inactive', beneficiaryId);
  else if (application && tier && heldPools.includes(poolIdOf(application.key, tier.key))) {
    problem('already-held', beneficiaryId, [entitlementName(application, tier)]);
  }

  const durationDays = readDuration(raw.duration);
  if (durationDays === undefined) problem('duration-invalid', String(raw.duration));

  const justification = raw.justification?.trim() ?? '';
  if (visibleLength(justification) === 0) problem('justification-missing', '');

  if (problems.length > 0 || !application || !tier || role === undefined || durationDays === undefined) {
    const named = application ? { applicationKey: application.key, tierKey: tier?.key ?? null } : null;
    return { ok: false, problems, named };
  }
  const details = {
    applicationKey: application.key,
    tierKey: tier.key,
    role,
    beneficiaryId,
    durationDays,
    justification,
  };
  return { ok: true, details };
}

/** What a text means: what it is known to mean, or else what has it for key or name. */
export function itemMeant<T extends { readonly key: string; readonly name: string }>(
  items: readonly T[],
  text: string | null,
  knownKey: string | null,
): T | undefined {
  if (text === null) return undefined;
  return items.find(({ key }) => key === knownKey) ?? findByKeyOrName(items, text);
}

/** What is wrong with the duration in the eyes of the policy, which limits it for some requests. */
export function durationProblem(
  { durationDays }: RequestDetails,
  { maxDays }: Decision,
): IntakeProblem | undefined {
  if (maxDays === null || (durationDays !== null && durationDays <= maxDays)) return undefined;
  const subject = durationDays === null ? UNLIMITED : String(durationDays);
  return { code: 'duration-too-long', subject, choices: [String(maxDays)] };
}

/** What it depends on is the word of an administrator alone who has a part in it. */
export const unconfirmedProblem = (importedBy: string): IntakeProblem => ({
  code: 'facts-unconfirmed',
  subject: importedBy,
  choices: [],
});

/**
 * The role as the tier writes it. A tier with one role leaves no choice, and none in a tier without roles is
 * none; undefined for what is not among the tier's roles, or not said where there is a choice.
 */
function readRole(raw: string | null, { roles }: Pick<Tier, 'roles'>): string | null | undefined {
  const [only, ...others] = roles;
  if (only === undefined) return null;
  if (raw === null) return others.length === 0 ? only : undefined;
  const wanted = foldedText(raw);
  return roles.find((role) => foldedText(role) === wanted);
}

/** Whole days from 1 to 3650; null for no end; undefined for anything else. */
function readDuration(raw: number | string | null): number | null | undefined {
  if (raw === null || raw === '') return null;
  const days = typeof raw === 'number' ? raw : /^\s*\d+\s*$/.test(raw) ? Number(raw) : NaN;
  return Number.isInteger(days) && days >= 1 && days <= MAX_DURATION_DAYS ? days : undefined;
}

const namesOf = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
