import type { ReclaimOutputs } from '../../../src/reclaim/contract/reclaim';
import { callOf } from '../../lib/call';

export const call = callOf<ReclaimOutputs>();
