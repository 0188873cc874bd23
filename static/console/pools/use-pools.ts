import type { PoolCalls } from '../../../src/pools/contract/pools';
import { callOf } from '../../lib/call';

export const call = callOf<PoolCalls>();
