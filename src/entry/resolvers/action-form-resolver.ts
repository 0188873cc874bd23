import { actionFormCalls } from '../../flows/calls/action-form';
import type { ActionFormSurface } from '../../flows/contract/surfaces';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/** The calls of the form of an action in a rule of Automation. */
export const actionFormSurfaceCalls: CallsOfSurface<ActionFormSurface> = { form: actionFormCalls };

export const actionFormResolver = defineResolver(actionFormSurfaceCalls);
