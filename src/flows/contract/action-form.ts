import * as z from '#zod';
import type { Calls } from '../../common/contract/calls';

/** A license pool to choose: its id, which a rule keeps, and `Figma Premium`. */
export interface PoolChoice {
  readonly value: string;
  readonly label: string;
}

/** Calls of the form in which a rule of Automation names the pool of an action. */
export const actionFormInputs = { 'action-form/pools': z.strictObject({}) };

interface ActionFormOutputs {
  readonly 'action-form/pools': { readonly pools: readonly PoolChoice[] };
}

export type ActionFormCalls = Calls<typeof actionFormInputs, ActionFormOutputs>;
