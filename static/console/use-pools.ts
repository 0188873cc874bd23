import type { PoolOutputs } from '../../src/contracts/pools';
import { callOf } from '../lib/call';

export const call = callOf<PoolOutputs>();
