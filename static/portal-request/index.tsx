import ForgeReconciler from '@forge/react';
import { PortalRequestPanel } from './portal-request';

ForgeReconciler.render(<PortalRequestPanel />);
