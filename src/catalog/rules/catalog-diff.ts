import type { ReplacedPerson } from '../../common/rules/changed-item';
import { priceText } from '../../common/rules/money';
import type { Application, Catalog, Tier } from './catalog';
import { poolIdOf } from './catalog';
import { entitlementName } from './entitlement';
import { applicationItselfDecides, tierDecides } from './grant-changes';
import { catalogMessages } from './messages';

const { fields, fromTo } = catalogMessages.change;

/** One difference between the stored catalog and a document, in words that an administrator reads. */
export interface CatalogChange {
  readonly kind: 'added' | 'changed' | 'removed' | 'kept';
  readonly subject: string;
  readonly details: readonly string[];
  /** Whether it decides about who gets access. */
  readonly decides?: boolean;
  readonly people?: readonly ReplacedPerson[];
}

/** A part of the document that cannot be carried out as things stand. */
export interface CatalogProblem {
  readonly where: string;
  readonly message: string;
}

export interface CatalogDiff {
  readonly changes: readonly CatalogChange[];
  readonly problems: readonly CatalogProblem[];
  /** Applications that are stored but not in the document; they stay as they are. */
  readonly untouched: readonly string[];
}

/**
 * What importing `next` would change.
 * @param readsPrices whether a rule of the policy compares with prices
 * @param occupied seats in use, held or blocked, by pool id: fewer can be bought than these, and the plan says so
 */
export function diffCatalog(
  current: Catalog,
  next: Catalog,
  occupied: ReadonlyMap<string, number>,
  readsPrices = false,
): CatalogDiff {
  const changes: CatalogChange[] = [];
  const problems: CatalogProblem[] = [];
  for (const application of next) {
    const before = current.find(({ key }) => key === application.key);
    changes.push({
      ...applicationChange(before, application),
      decides: before === undefined || applicationItselfDecides(before, application),
      people: peopleChange(before, application),
    });
    for (const tier of application.tiers) {
      const tierBefore = before?.tiers.find(({ key }) => key === tier.key);
      const change = {
        ...tierChange(application, tierBefore, tier),
        decides: tierBefore === undefined || tierDecides(tierBefore, tier, readsPrices),
      };
      const inUse = occupied.get(poolIdOf(application.key, tier.key)) ?? 0;
      changes.push(tier.seats < inUse ? withSurplus(change, inUse, tier) : change);
    }
    const missing = (before?.tiers ?? []).filter(
      (tier) => !application.tiers.some(({ key }) => key === tier.key),
    );
    for (const tier of missing) {
      problems.push({
        where: entitlementName(application, tier),
        message: catalogMessages.problem.tierMissing,
      });
    }
  }
  const untouched = current.filter(({ key }) => !next.some((application) => application.key === key));
  return { changes, problems, untouched: untouched.map(({ name }) => name) };
}

function withSurplus(change: CatalogChange, inUse: number, { seats }: Tier): CatalogChange {
  if (change.kind === 'kept') return change;
  const surplus = catalogMessages.change.surplus(inUse, seats);
  return { ...change, details: [...change.details, surplus] };
}

function applicationChange(before: Application | undefined, after: Application): CatalogChange {
  if (!before) return { kind: 'added', subject: after.name, details: [] };
  const details = differences(before, after, [
    ['name', fields.name],
    ['description', fields.description],
    ['risk', fields.risk],
    ['criticality', fields.criticality],
    ['region', fields.region],
    ['supportPath', fields.supportPath],
    ['idleDays', fields.idleDays],
  ]);
  details.push(...peopleChange(before, after).flatMap(({ detail = '' }) => detail));
  return { kind: details.length > 0 ? 'changed' : 'kept', subject: after.name, details };
}

/** Account ids say nothing to people, so the details say what happens, and who it happens to stands beside them. */
function ownerChange(before: string | null, after: string | null, role: string): ReplacedPerson[] {
  if (before === after) return [];
  const { set, removed, replaced } = catalogMessages.change;
  const says = before === null ? set : after === null ? removed : replaced;
  return [{ role, beforeId: before, afterId: after, detail: says(role) }];
}

const peopleChange = (before: Application | undefined, after: Application): ReplacedPerson[] => [
  ...ownerChange(before?.ownerId ?? null, after.ownerId, fields.owner),
  ...ownerChange(before?.backupOwnerId ?? null, after.backupOwnerId, fields.backupOwner),
];

function tierChange(application: Application, before: Tier | undefined, after: Tier): CatalogChange {
  const subject = entitlementName(application, after);
  if (!before) return { kind: 'added', subject, details: [catalogMessages.change.seats(after.seats)] };
  const details = [
    ...differences(before, after, [
      ['name', fields.name],
      ['summary', fields.summary],
      ['premium', fields.premium],
      ['addOn', fields.addOn],
      ['lowerTierKey', fields.lowerTier],
      ['seats', fields.seats],
      ['contractEnd', fields.contractEnd],
    ]),
    ...differences({ price: pricesOf(before) }, { price: pricesOf(after) }, [['price', fields.price]]),
    ...differences({ roles: before.roles.join(', ') }, { roles: after.roles.join(', ') }, [
      ['roles', fields.roles],
    ]),
  ];
  return { kind: details.length > 0 ? 'changed' : 'kept', subject, details };
}

function differences<T extends object>(
  before: T,
  after: T,
  fields: readonly (readonly [keyof T, string])[],
): string[] {
  const text = (value: T[keyof T]): string => {
    if (typeof value === 'boolean') return value ? catalogMessages.change.yes : catalogMessages.change.no;
    return value === null || value === '' ? catalogMessages.change.none : String(value);
  };
  return fields
    .filter(([field]) => before[field] !== after[field])
    .map(([field, label]) =>
      catalogMessages.change.field(label, fromTo(text(before[field]), text(after[field]))),
    );
}

/** `45.00 EUR/month`; of several prices how many seats have each. */
function pricesOf({ priceLines }: Tier): string {
  const [first, ...others] = priceLines;
  if (others.length > 0)
    return priceLines
      .map(({ seats, price }) => catalogMessages.change.bought(seats, price && priceText(price)))
      .join(', ');
  return first?.price ? priceText(first.price) : '';
}
