import ForgeReconciler from '@forge/react';
import { PortalCreate } from './portal-create';

ForgeReconciler.render(<PortalCreate />);
