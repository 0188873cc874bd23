import * as z from '#zod';
import { line } from '../../catalog/contract/catalog-parts';
import { importMessages } from '../rules/messages';

const query = (usual: string) => line(1_000).default(usual);
const named = (usual: string) => line(100).default(usual);

/** How the attributes are called that say something for the catalog. */
const attributes = z.strictObject(
  {
    key: named('Catalog key'),
    name: named('Name'),
    description: named('Description'),
    risk: named('Risk'),
    criticality: named('Criticality'),
    region: named('Region'),
    supportPath: named('Support path'),
    idleDays: named('Idle days'),
    owner: named('Owner'),
    backupOwner: named('Backup owner'),
    application: named('Application'),
    summary: named('Summary'),
    premium: named('Premium'),
    addOn: named('Add-on'),
    lowerTier: named('Lower tier'),
    roles: named('Roles'),
    seats: named('Seats'),
    price: named('Price'),
    currency: named('Currency'),
    per: named('Per'),
    contractEnd: named('Contract end'),
    tier: named('Tier'),
    supplier: named('Supplier'),
    start: named('Start'),
    end: named('End'),
    noticeBy: named('Notice by'),
    autoRenew: named('Auto-renew'),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? importMessages.assets.unknownAttributes(issue.keys) : undefined,
  },
);

/** Where the catalog stands in Atlassian Assets: a query in AQL for each kind of object, and what attributes are called. */
export const assetsSourceSchema = z.strictObject({
  applications: query('objectType = "Application"'),
  tiers: query('objectType = "Application tier"'),
  /** Null where contracts are to stay as they are. */
  contracts: line(1_000).nullable().default(null),
  attributes: attributes.prefault({}),
});

export type AssetsSource = z.infer<typeof assetsSourceSchema>;
export type CatalogAttribute = keyof AssetsSource['attributes'];

/** What holds until somebody says otherwise. */
export const USUAL_ASSETS_SOURCE: AssetsSource = assetsSourceSchema.parse({});
