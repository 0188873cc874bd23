import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { RequestPreview } from './portal';

/** Who would have to approve, if somebody asked for something for themselves. */
export type Simulation = RequestPreview | { readonly kind: 'nobody' };

const name = z.string().trim().min(1).max(200);

export const simulatorInputs = {
  'policy/simulate': z.strictObject({
    email: z.email().max(254),
    application: name,
    tier: name,
    /** As somebody typed it, too: judged like the duration of a request. Null for no end. */
    durationDays: z.union([z.number().int().min(1).max(3_650), z.string().trim().min(1).max(20)]).nullable(),
    /** Null for the one in force. */
    version: z.number().int().min(0).max(1_000_000).nullable(),
  }),
};

interface SimulatorOutputs {
  readonly 'policy/simulate': Simulation;
}

export type SimulatorCalls = Calls<typeof simulatorInputs, SimulatorOutputs>;
