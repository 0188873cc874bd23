import ForgeReconciler from '@forge/react';
import { LeadGadget } from './lead-gadget';

ForgeReconciler.render(<LeadGadget />);
