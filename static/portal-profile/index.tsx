import ForgeReconciler from '@forge/react';
import { PortalProfile } from './portal-profile';

ForgeReconciler.render(<PortalProfile />);
