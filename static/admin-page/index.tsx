import ForgeReconciler from '@forge/react';
import { AdminPage } from './admin-page';

ForgeReconciler.render(<AdminPage />);
