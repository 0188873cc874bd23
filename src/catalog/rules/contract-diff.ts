import { priceText } from '../../common/rules/money';
import type { CatalogChange } from './catalog-diff';
import type { Application } from './catalog';
import type { Contract } from './contracts';
import type { RoleMapping } from './role-mapping';
import { catalogMessages } from './messages';

const { change } = catalogMessages;
const { fields } = change;

type Names = ReadonlyMap<string, Application>;

/** Contracts that are added, replaced or removed, in words. */
export function diffContracts(
  stored: readonly Contract[],
  given: readonly Contract[],
  removed: readonly Contract[],
  names: Names,
): CatalogChange[] {
  const before = new Map(stored.map((contract) => [contract.key, contract]));
  const words = (contract: Contract): Record<string, string> => contractWords(contract, names);
  return [
    ...given.map((contract) =>
      changeOf(subjectOf(contract, names), before.get(contract.key), contract, words),
    ),
    ...removed.map((contract): CatalogChange => ({
      kind: 'removed',
      subject: subjectOf(contract, names),
      details: said(words(contract)),
    })),
  ];
}

/** Role mappings that are added, replaced or removed, in words. */
export function diffRoleMappings(
  stored: readonly RoleMapping[],
  given: readonly RoleMapping[],
  names: Names,
): CatalogChange[] {
  const before = new Map(stored.map((mapping) => [mapping.key, mapping]));
  const kept = new Set(given.map(({ key }) => key));
  const words = (mapping: RoleMapping): Record<string, string> => mappingWords(mapping, names);
  return [
    ...given.map((mapping) =>
      changeOf(catalogMessages.problem.roleMapping(mapping.key), before.get(mapping.key), mapping, words),
    ),
    ...stored
      .filter(({ key }) => !kept.has(key))
      .map((mapping): CatalogChange => ({
        kind: 'removed',
        subject: catalogMessages.problem.roleMapping(mapping.key),
        details: said(words(mapping)),
      })),
  ];
}

function changeOf<T>(
  subject: string,
  before: T | undefined,
  after: T,
  words: (item: T) => Record<string, string>,
): CatalogChange {
  const next = words(after);
  if (before === undefined) return { kind: 'added', subject, details: said(next) };
  const last = words(before);
  const details = [...new Set([...Object.keys(last), ...Object.keys(next)])]
    .filter((part) => last[part] !== next[part])
    .map((part) => change.field(part, change.fromTo(last[part] ?? change.none, next[part] ?? change.none)));
  return { kind: details.length > 0 ? 'changed' : 'kept', subject, details };
}

const said = (words: Record<string, string>): string[] =>
  Object.entries(words).map(([part, text]) => change.field(part, text));

const subjectOf = ({ key, applicationKey }: Contract, names: Names): string =>
  change.contract(names.get(applicationKey)?.name ?? applicationKey, key);

function contractWords(contract: Contract, names: Names): Record<string, string> {
  const application = names.get(contract.applicationKey);
  const tierName = (key: string): string => application?.tiers.find((tier) => tier.key === key)?.name ?? key;
  return {
    [fields.supplier]: contract.supplier,
    [fields.from]: contract.start,
    [fields.to]: contract.end ?? change.noEnd,
    [fields.noticeBy]: contract.noticeBy ?? change.none,
    [fields.renews]: contract.autoRenew ? change.renews : change.doesNotRenew,
    ...Object.fromEntries(
      contract.tiers.map(({ tierKey, seats, price }) => [
        tierName(tierKey),
        change.bought(seats, price && priceText(price)),
      ]),
    ),
  };
}

function mappingWords(mapping: RoleMapping, names: Names): Record<string, string> {
  const application = names.get(mapping.applicationKey);
  const tier = application?.tiers.find(({ key }) => key === mapping.tierKey);
  const what = `${application?.name ?? mapping.applicationKey} ${tier?.name ?? mapping.tierKey}`;
  return {
    [fields.department]: mapping.department ?? change.any,
    [fields.job]: mapping.job ?? change.any,
    [fields.gets]: mapping.role === null ? what : change.asRole(what, mapping.role),
  };
}
