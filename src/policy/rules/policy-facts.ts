import type { Application, Tier } from '../../catalog/rules/catalog';
import type { Person } from '../../people/rules/person';
import { NO_ROLE, type PolicyFacts } from './policy';

/** What catalog and roster say, and what is known of the asking. */
export interface FactSources extends Pick<
  PolicyFacts,
  'onBehalf' | 'people' | 'peopleInAll' | 'durationDays'
> {
  readonly application: Application;
  readonly tier: Tier;
  readonly beneficiary: Person | null;
  /** Null when nobody knows it; a tier without roles has none to know. */
  readonly role: string | null;
}

/** What a policy looks at, but for what the beneficiary holds. The roster leaves out what it does not know. */
export function policyFactsOf({
  application,
  tier,
  beneficiary,
  role,
  ...asking
}: FactSources): Omit<PolicyFacts, 'holds'> {
  const known = (text = ''): string | null => (text === '' ? null : text);
  return {
    applicationKey: application.key,
    tierKey: tier.key,
    premium: tier.premium,
    role: tier.roles.length === 0 ? NO_ROLE : role,
    risk: application.risk,
    department: known(beneficiary?.department),
    location: known(beneficiary?.location),
    workerType: known(beneficiary?.workerType),
    prices: tier.priceLines.map(({ price }) => price),
    ...asking,
  };
}
