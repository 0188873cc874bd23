import ForgeReconciler from '@forge/react';
import { GadgetEditor } from './gadget-editor';

ForgeReconciler.render(<GadgetEditor />);
