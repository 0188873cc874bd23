import type { ReclaimOutputs } from '../../src/contracts/reclaim';
import { callOf } from '../lib/call';

export const call = callOf<ReclaimOutputs>();
