import { leadGadgetCalls } from '../../kpis/calls/lead-gadget';
import type { LeadGadgetOutputs } from '../../kpis/contract/lead-gadget';
import { defineResolver } from './define-resolver';

/** The gadget's and the widget's calls. */
export const leadResolver = defineResolver<LeadGadgetOutputs>(leadGadgetCalls);
