import ForgeReconciler from '@forge/react';
import { PoolActionForm } from './pool-action-form';

ForgeReconciler.render(<PoolActionForm />);
