import { foldedText } from '../../common/rules/folded-text';
import * as z from '#zod';
import {
  APPLICATION_RISKS,
  CRITICALITIES,
  type Application,
  type Catalog,
  type Tier,
} from '../rules/catalog';
import { chunks, flag, integer, jsonColumn, select, write, type SqlParam } from '../../common/store/database';
import { mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf, newRows, setColumns, type Columns } from '../../common/store/statement-parts';
import { priceLinesColumn, priceLinesText } from './price-lines';

const row = z.lazy(() =>
  z.object({
    app_key: z.string(),
    app_name: z.string(),
    description: z.string(),
    risk: z.enum(APPLICATION_RISKS).nullable(),
    owner_id: z.string().nullable(),
    backup_owner_id: z.string().nullable(),
    criticality: z.enum(CRITICALITIES).nullable(),
    region: z.string().nullable(),
    support_path: z.string().nullable(),
    idle_days: integer.nullable(),
    tier_key: z.string(),
    tier_name: z.string(),
    summary: z.string(),
    premium: flag,
    add_on: flag,
    lower_tier_key: z.string().nullable(),
    roles: jsonColumn(z.array(z.string())),
    seats: integer,
    price_lines: priceLinesColumn,
    contract_end: z.string().nullable(),
    app_position: integer,
    tier_position: integer,
  }),
);

const SELECT = `SELECT a.app_key, a.name AS app_name, a.description, a.risk, a.owner_id, a.backup_owner_id,
    a.criticality, a.region, a.support_path, a.idle_days, t.tier_key, t.name AS tier_name, t.summary, t.premium, t.add_on,
    t.lower_tier_key, t.roles, t.seats, t.price_lines, t.contract_end,
    a.position AS app_position, t.position AS tier_position
  FROM application a JOIN tier t ON t.app_key = a.app_key`;

export async function readCatalog(): Promise<Catalog> {
  return grouped(await select(row, SELECT));
}

export const applicationReading = (key: string): Reading<Application | undefined> =>
  mapped(query(row, `${SELECT} WHERE a.app_key = ?`, key), (rows) => grouped(rows)[0]);

export const findApplication = (key: string): Promise<Application | undefined> =>
  read(applicationReading(key));

/** What a text may mean, which is a key or a name, and the applications whose keys a query finds besides. */
export function applicationsMeantReading(
  text: string,
  besides: string,
  ...params: readonly SqlParam[]
): Reading<readonly Application[]> {
  const wanted = foldedText(text);
  return mapped(
    query(
      row,
      `${SELECT} WHERE a.app_key = ? OR a.folded_name = ? OR a.app_key IN (${besides})`,
      wanted,
      wanted,
      ...params,
    ),
    grouped,
  );
}

/** Applications whose keys a query finds, in the order of the catalog. */
export const applicationsOfReading = (
  keys: string,
  ...params: readonly SqlParam[]
): Reading<readonly Application[]> =>
  mapped(query(row, `${SELECT} WHERE a.app_key IN (${keys})`, ...params), grouped);

/** Applications by name only, for a list of choices. */
export const applicationsReading = (limit: number): Reading<Application[]> =>
  mapped(
    query(
      nameRow,
      `SELECT app_key, name, position FROM application ORDER BY position, app_key ${limitOf(limit)}`,
    ),
    (rows) => rows.toSorted(byPosition).map(withNameOnly),
  );

export const listApplications = (limit: number): Promise<Application[]> => read(applicationsReading(limit));

const nameRow = z.lazy(() => z.object({ app_key: z.string(), name: z.string(), position: integer }));
type NameRow = z.infer<typeof nameRow>;

const byPosition = (a: NameRow, b: NameRow): number =>
  a.position - b.position || byText(a.app_key, b.app_key);

const withNameOnly = ({ app_key, name }: NameRow): Application => ({
  key: app_key,
  name,
  description: '',
  risk: null,
  criticality: null,
  region: null,
  supportPath: null,
  idleDays: null,
  ownerId: null,
  backupOwnerId: null,
  tiers: [],
});

function grouped(rows: readonly z.infer<typeof row>[]): Application[] {
  const applications = new Map<string, Application & { readonly tiers: Tier[] }>();
  for (const stored of rows.toSorted(inOrder)) {
    const application = applications.get(stored.app_key) ?? {
      key: stored.app_key,
      name: stored.app_name,
      description: stored.description,
      risk: stored.risk,
      criticality: stored.criticality,
      region: stored.region,
      supportPath: stored.support_path,
      idleDays: stored.idle_days,
      ownerId: stored.owner_id,
      backupOwnerId: stored.backup_owner_id,
      tiers: [],
    };
    application.tiers.push(tierOf(stored));
    applications.set(application.key, application);
  }
  return [...applications.values()];
}

type CatalogRow = z.infer<typeof row>;

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const inOrder = (a: CatalogRow, b: CatalogRow): number =>
  a.app_position - b.app_position ||
  byText(a.app_key, b.app_key) ||
  a.tier_position - b.tier_position ||
  byText(a.tier_key, b.tier_key);

const tierOf = (stored: z.infer<typeof row>): Tier => ({
  key: stored.tier_key,
  name: stored.tier_name,
  summary: stored.summary,
  premium: stored.premium,
  addOn: stored.add_on,
  lowerTierKey: stored.lower_tier_key,
  roles: stored.roles,
  seats: stored.seats,
  priceLines: stored.price_lines,
  contractEnd: stored.contract_end,
});

const termsOf = ({ seats, priceLines, contractEnd }: Tier): Columns => ({
  seats,
  price_lines: priceLinesText(priceLines),
  contract_end: contractEnd,
});

const ROWS_PER_STATEMENT = 200;

/** Adds or replaces applications and their tiers; running it again with the same changes nothing. */
export async function saveApplications(applications: Catalog): Promise<void> {
  const positioned = applications.map((application, position) => ({ application, position }));
  for (const part of chunks(positioned, ROWS_PER_STATEMENT)) {
    const added = newRows(
      part.map(({ application, position }) => ({
        app_key: application.key,
        name: application.name,
        folded_name: foldedText(application.name),
        description: application.description,
        risk: application.risk,
        criticality: application.criticality,
        region: application.region,
        support_path: application.supportPath,
        idle_days: application.idleDays,
        owner_id: application.ownerId,
        backup_owner_id: application.backupOwnerId,
        position,
      })),
    );
    await write(
      `INSERT INTO application ${added.sql}
       ON DUPLICATE KEY UPDATE ${added.replacing({ but: ['app_key'] })}`,
      ...added.params,
    );
  }
  const tiers = applications.flatMap((application) =>
    application.tiers.map((tier, position) => ({ applicationKey: application.key, tier, position })),
  );
  for (const part of chunks(tiers, ROWS_PER_STATEMENT)) {
    const added = newRows(
      part.map(({ applicationKey, tier, position }) => ({
        app_key: applicationKey,
        tier_key: tier.key,
        name: tier.name,
        summary: tier.summary,
        premium: tier.premium ? 1 : 0,
        add_on: tier.addOn ? 1 : 0,
        lower_tier_key: tier.lowerTierKey,
        roles: JSON.stringify(tier.roles),
        ...termsOf(tier),
        position,
      })),
    );
    await write(
      `INSERT INTO tier ${added.sql}
       ON DUPLICATE KEY UPDATE ${added.replacing({ but: ['app_key', 'tier_key'] })}`,
      ...added.params,
    );
  }
}

/** Writes what a tier has by the contracts in force: seats, their prices and end. */
export async function saveTerms(applicationKey: string, tier: Tier): Promise<void> {
  const terms = setColumns(termsOf(tier));
  await write(
    `UPDATE tier SET ${terms.sql} WHERE app_key = ? AND tier_key = ?`,
    ...terms.params,
    applicationKey,
    tier.key,
  );
}
