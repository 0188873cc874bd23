import type { ReclaimCalls } from '../../../src/reclaim/contract/reclaim';
import { callOf } from '../../lib/call';

export const call = callOf<ReclaimCalls>();
