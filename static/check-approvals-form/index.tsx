import ForgeReconciler from '@forge/react';
import { CheckApprovalsForm } from './check-approvals-form';

ForgeReconciler.render(<CheckApprovalsForm />);
