import type { PoolOutputs } from '../../../src/pools/contract/pools';
import { callOf } from '../../lib/call';

export const call = callOf<PoolOutputs>();
