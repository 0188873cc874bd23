import type { AssetsObject } from '../../jira/rules/assets-object';
import type { AssetsSource, CatalogAttribute } from '../contract/assets-source';
import {
  APPLICATIONS,
  CONTRACTS,
  readTable,
  type CellProblem,
  type LocationOfColumn,
  type ReadTable,
  type TableRow,
  type TabularDocument,
} from './catalog-table';
import { importMessages } from '../rules/messages';

/** The objects that say what there is to ask for and what was bought. */
export interface CatalogObjects {
  readonly applications: readonly AssetsObject[];
  readonly tiers: readonly AssetsObject[];
  /** One for each tier of a contract; null where contracts stay as they are. */
  readonly contracts: readonly AssetsObject[] | null;
}

/** Which attribute fills which column of a table. */
type Filling = Readonly<Record<string, CatalogAttribute>>;

const OF_APPLICATIONS: Filling = {
  application: 'key',
  applicationName: 'name',
  description: 'description',
  risk: 'risk',
  criticality: 'criticality',
  region: 'region',
  supportPath: 'supportPath',
  idleDays: 'idleDays',
  owner: 'owner',
  backupOwner: 'backupOwner',
};
const OF_BOUGHT: Filling = { seats: 'seats', price: 'price', currency: 'currency', per: 'per' };
const OF_TIERS: Filling = {
  tier: 'key',
  tierName: 'name',
  summary: 'summary',
  premium: 'premium',
  addOn: 'addOn',
  lowerTier: 'lowerTier',
  roles: 'roles',
  ...OF_BOUGHT,
  contractEnd: 'contractEnd',
};
const OF_CONTRACTS: Filling = {
  contract: 'key',
  application: 'application',
  supplier: 'supplier',
  start: 'start',
  end: 'end',
  noticeBy: 'noticeBy',
  autoRenew: 'autoRenew',
  tier: 'tier',
  ...OF_BOUGHT,
};

/**
 * The objects as the rows of the catalog's tables: tiers beside the application that they refer to, contracts line by
 * line. References become the keys of what they point to.
 * @param names how the attributes are called
 */
export function readCatalogObjects(
  { applications, tiers, contracts }: CatalogObjects,
  names: AssetsSource['attributes'],
): TabularDocument {
  const reader = new ObjectReader(names, [...applications, ...tiers]);
  const known = reader.keyed(applications);
  const catalog = readTable(APPLICATIONS, tierRows(reader, known, tiers));
  const bought = contracts && readTable(CONTRACTS, contractRows(reader, contracts));
  const parts: Readonly<Record<string, ReadTable>> = {
    applications: catalog,
    ...(bought ? { contracts: bought } : {}),
  };
  return {
    document: {
      format: 'seatkeeper-catalog',
      ...Object.fromEntries(Object.entries(parts).map(([part, { items }]) => [part, items])),
    },
    problems: [...reader.problems, ...Object.values(parts).flatMap(({ problems }) => problems)],
    locationOf: ([part, ...path]) => parts[String(part)]?.locationOf(path) ?? String(part ?? ''),
    emptyWords: importMessages.assets.emptyAttribute,
  };
}

function tierRows(
  reader: ObjectReader,
  applications: ReadonlyMap<string, AssetsObject>,
  tiers: readonly AssetsObject[],
): TableRow[] {
  const used = new Set<AssetsObject>();
  const rows = tiers.flatMap((tier) => {
    const key = reader.textOf(tier, 'application');
    const application = applications.get(key);
    if (!application) {
      const message =
        key === '' ? importMessages.assets.emptyAttribute : importMessages.assets.notAnApplication(key);
      reader.complain(tier, message, 'application');
      return [];
    }
    used.add(application);
    return [
      {
        cells: { ...reader.cells(application, OF_APPLICATIONS), ...reader.cells(tier, OF_TIERS) },
        outerLocation: reader.locationIn(application, OF_APPLICATIONS),
        innerLocation: reader.locationIn(tier, OF_TIERS),
      },
    ];
  });
  for (const application of applications.values())
    if (!used.has(application)) reader.complain(application, importMessages.assets.noTierRefers);
  return rows;
}

function contractRows(reader: ObjectReader, contracts: readonly AssetsObject[]): TableRow[] {
  return contracts.flatMap((line) => {
    // what has no key would be taken for one and the same contract
    if (reader.textOf(line, 'key') === '') {
      reader.complain(line, importMessages.assets.emptyAttribute, 'key');
      return [];
    }
    const location = reader.locationIn(line, OF_CONTRACTS);
    return [{ cells: reader.cells(line, OF_CONTRACTS), outerLocation: location, innerLocation: location }];
  });
}

class ObjectReader {
  readonly problems: CellProblem[] = [];
  private readonly keys: ReadonlyMap<string, string>;

  /** @param referable those that others may point to */
  constructor(
    private readonly names: AssetsSource['attributes'],
    referable: readonly AssetsObject[],
  ) {
    this.keys = new Map(referable.map((object) => [object.id, this.ownText(object, 'key')]));
  }

  /** Objects by their keys; those without one, or with one that is taken, are complained of. */
  keyed(objects: readonly AssetsObject[]): ReadonlyMap<string, AssetsObject> {
    const byKey = new Map<string, AssetsObject>();
    for (const object of objects) {
      const key = this.textOf(object, 'key');
      const other = byKey.get(key);
      if (key === '') this.complain(object, importMessages.assets.emptyAttribute, 'key');
      else if (other) this.complain(object, importMessages.assets.keyTaken(key, titleOf(other)), 'key');
      else byKey.set(key, object);
    }
    return byKey;
  }

  cells(object: AssetsObject, filling: Filling): Record<string, string> {
    return Object.fromEntries(
      Object.entries(filling).map(([column, attribute]) => [column, this.textOf(object, attribute)]),
    );
  }

  textOf(object: AssetsObject, attribute: CatalogAttribute): string {
    const values = this.valuesOf(object, attribute);
    return values
      .map(({ text, objectId }) => (objectId === null ? text : (this.keys.get(objectId) ?? text)).trim())
      .join('; ');
  }

  locationIn =
    (object: AssetsObject, filling: Filling): LocationOfColumn =>
    (column) => {
      const attribute = column === undefined ? undefined : filling[column];
      return attribute ? `${titleOf(object)}, ${this.names[attribute]}` : titleOf(object);
    };

  complain(object: AssetsObject, message: string, attribute?: CatalogAttribute): void {
    const location = attribute ? `${titleOf(object)}, ${this.names[attribute]}` : titleOf(object);
    this.problems.push({ location, message });
  }

  private ownText(object: AssetsObject, attribute: CatalogAttribute): string {
    return this.valuesOf(object, attribute)
      .map(({ text }) => text.trim())
      .join('; ');
  }

  private valuesOf(object: AssetsObject, attribute: CatalogAttribute) {
    return object.attributes.get(this.names[attribute].toLowerCase()) ?? [];
  }
}

const titleOf = ({ key, label }: AssetsObject): string => `${key} (${label})`;
