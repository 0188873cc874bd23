import type { CatalogOutputs } from '../../../src/catalog/contract/catalog';
import { callOf } from '../../lib/call';

export const call = callOf<CatalogOutputs>();
