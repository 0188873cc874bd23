import { z } from 'zod';
import type { PolicyRule } from '../domain/policy/policy';
import type { RequestPreview } from './portal';

/** One version of the access policy; the newest is in force. */
export interface PolicyVersionView {
  /** 0 is what holds until a policy is imported. */
  readonly version: number;
  /** Milliseconds since the epoch, UTC; null for version 0. */
  readonly importedAt: number | null;
  readonly importedById: string | null;
  readonly rules: number;
}

export interface PolicyView {
  readonly rules: readonly PolicyRule[];
  /** Newest first, at most ten. */
  readonly versions: readonly PolicyVersionView[];
}

/** Who would have to approve, if somebody asked for something for themselves. */
export type Simulation = RequestPreview | { readonly kind: 'nobody' };

const name = z.string().trim().min(1).max(200);

export const policyInputs = {
  'policy/show': z.strictObject({}),
  'policy/simulate': z.strictObject({
    email: z.email().max(254),
    application: name,
    tier: name,
    durationDays: z.number().int().min(1).max(3_650).nullable(),
  }),
};

export interface PolicyOutputs {
  readonly 'policy/show': PolicyView;
  readonly 'policy/simulate': Simulation;
}
