import type { AssetsObject, AssetsValue } from '../../src/jira/rules/assets-object';
import type { CatalogObjects } from '../../src/imports/files/catalog-objects';
import { USUAL_ASSETS_SOURCE, type CatalogAttribute } from '../../src/imports/contract/assets-source';
import type { CatalogDocument } from '../../src/imports/contract/catalog-document';

type Application = CatalogDocument['applications'][number];
type Contracts = NonNullable<CatalogDocument['contracts']>;
type Value = string | number | boolean | null | AssetsValue | readonly string[];

/**
 * A catalog as it may stand in Assets, attributes by their usual names.
 * @param pointing whether objects refer to each other, instead of holding keys as text
 */
export function catalogObjects(
  applications: readonly Application[],
  contracts: Contracts,
  pointing: boolean,
): CatalogObjects {
  const reference = (id: string, key: string | null): Value =>
    key !== null && pointing ? { text: `the object ${id}`, objectId: id } : key;
  return {
    applications: applications.map(({ key, tiers: _tiers, ...rest }) => object(key, key, { key, ...rest })),
    tiers: applications.flatMap((application) =>
      application.tiers.map(({ key, price, lowerTier, ...rest }) =>
        object(`${application.key}/${key}`, rest.name, {
          key,
          ...rest,
          ...priceOf(price),
          application: reference(application.key, application.key),
          lowerTier: reference(`${application.key}/${lowerTier ?? ''}`, lowerTier),
        }),
      ),
    ),
    // what contracts are about need not be among the applications that were found
    contracts: contracts.flatMap(({ key, tiers, ...contract }) =>
      tiers.map(({ tier, seats, price }) =>
        object(`${key}/${tier}`, key, { key, ...contract, tier, seats, ...priceOf(price) }),
      ),
    ),
  };
}

const priceOf = (price: Application['tiers'][number]['price']): Readonly<Record<string, Value>> =>
  price ? { price: price.amount, currency: price.currency, per: price.per } : {};

const object = (
  id: string,
  label: string,
  values: Readonly<Partial<Record<CatalogAttribute, Value>>>,
): AssetsObject => ({
  id,
  key: `SAAS-${id}`,
  label,
  attributes: new Map(
    Object.entries(USUAL_ASSETS_SOURCE.attributes).flatMap(([attribute, name]) => {
      const value = new Map(Object.entries(values)).get(attribute) ?? null;
      return value === null ? [] : [[name.toLowerCase(), valuesOf(value)] as const];
    }),
  ),
});

function valuesOf(value: NonNullable<Value>): readonly AssetsValue[] {
  if (typeof value === 'object') return 'objectId' in value ? [value] : value.map(textValue);
  return [textValue(String(value))];
}

const textValue = (text: string): AssetsValue => ({ text, objectId: null });
