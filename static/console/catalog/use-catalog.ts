import type { CatalogCalls } from '../../../src/catalog/contract/catalog';
import type { CatalogExportCalls } from '../../../src/imports/contract/catalog-export';
import { callOf } from '../../lib/call';

export const call = callOf<CatalogCalls & CatalogExportCalls>();
