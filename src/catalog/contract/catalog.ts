import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { Application, Tier } from '../rules/catalog';
import { APPLICATION_ORDERS } from '../rules/application-list';
import type { Contract } from '../rules/contracts';
import type { RoleMapping } from '../rules/role-mapping';
import { documentKey } from './catalog-parts';

/** An application in the list. Dates are `YYYY-MM-DD`. */
export interface ApplicationRow {
  readonly key: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly risk: Application['risk'];
  readonly criticality: Application['criticality'];
  readonly region: string | null;
  readonly tiers: readonly Pick<Tier, 'key' | 'name' | 'premium' | 'seats' | 'priceLines'>[];
  /** When the first seats end, and by when notice has to be given, by the contracts in force. */
  readonly contractEnd: string | null;
  readonly noticeBy: string | null;
}

export interface ApplicationListView {
  /** Today, in UTC. */
  readonly day: string;
  /** Whether the person who looks may import. */
  readonly mayEdit: boolean;
  /** Applications in all, and those that are like what was searched for. */
  readonly total: number;
  readonly found: number;
  /** From 1; the last one when a later one was asked for. */
  readonly page: number;
  readonly pages: number;
  readonly applications: readonly ApplicationRow[];
}

export interface ApplicationView {
  /** Today, in UTC. */
  readonly day: string;
  readonly application: Application;
  /** Those in force, those to come, then those that are over. */
  readonly contracts: readonly (Contract & { readonly state: 'in-force' | 'coming' | 'over' })[];
  readonly roleMappings: readonly RoleMapping[];
}

export const catalogInputs = {
  'catalog/list': z.strictObject({
    search: z.string().max(200),
    order: z.enum(APPLICATION_ORDERS),
    page: z.number().int().min(1).max(100_000),
  }),
  'catalog/show': z.strictObject({ key: documentKey }),
};

interface CatalogOutputs {
  readonly 'catalog/list': ApplicationListView;
  readonly 'catalog/show': ApplicationView;
}

export type CatalogCalls = Calls<typeof catalogInputs, CatalogOutputs>;
