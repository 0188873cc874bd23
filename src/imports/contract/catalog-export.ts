import * as z from '#zod';
import type { Calls } from '../../common/contract/calls';
import type { OfferedFile } from '../../common/contract/offered-file';

const CATALOG_FORMATS = ['json', 'applications-csv', 'contracts-csv'] as const;

export type CatalogFormat = (typeof CATALOG_FORMATS)[number];

const asked = z.strictObject({ format: z.enum(CATALOG_FORMATS) });

export const catalogExportInputs = { 'catalog/export': asked, 'catalog/download': asked };

interface CatalogExportOutputs {
  readonly 'catalog/export': { readonly text: string };
  readonly 'catalog/download': OfferedFile;
}

export type CatalogExportCalls = Calls<typeof catalogExportInputs, CatalogExportOutputs>;
