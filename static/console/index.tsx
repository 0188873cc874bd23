import ForgeReconciler from '@forge/react';
import { Console } from './console';

ForgeReconciler.render(<Console />);
