import type { LeadSurface } from '../../flows/contract/surfaces';
import { leadGadgetCalls } from '../../kpis/calls/lead-gadget';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/** The gadget's and the widget's calls. */
export const leadSurfaceCalls: CallsOfSurface<LeadSurface> = { gadget: leadGadgetCalls };

export const leadResolver = defineResolver(leadSurfaceCalls);
