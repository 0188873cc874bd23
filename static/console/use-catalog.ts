import type { CatalogOutputs } from '../../src/contracts/catalog';
import { callOf } from '../lib/call';

export const call = callOf<CatalogOutputs>();
