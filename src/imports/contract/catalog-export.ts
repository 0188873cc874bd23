import * as z from 'zod';
import type { Calls } from '../../common/contract/calls';

const CATALOG_FORMATS = ['json', 'applications-csv', 'contracts-csv'] as const;

export type CatalogFormat = (typeof CATALOG_FORMATS)[number];

export const catalogExportInputs = { 'catalog/export': z.strictObject({ format: z.enum(CATALOG_FORMATS) }) };

interface CatalogExportOutputs {
  readonly 'catalog/export': { readonly text: string };
}

export type CatalogExportCalls = Calls<typeof catalogExportInputs, CatalogExportOutputs>;
