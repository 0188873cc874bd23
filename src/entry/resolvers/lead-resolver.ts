import type { LeadSurface } from '../../flows/contract/surfaces';
import { leadGadgetCalls } from '../../kpis/calls/lead-gadget';
import { defineResolver } from './define-resolver';

/** The gadget's and the widget's calls. */
export const leadResolver = defineResolver<LeadSurface>({ gadget: leadGadgetCalls });
