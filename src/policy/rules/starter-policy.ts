import { stageOf } from './approval-stage';
import type { Policy } from './policy';

/** What holds until an administrator imports a policy: nothing is granted without an approval. */
export const STARTER_POLICY: Policy = {
  version: 0,
  rules: [
    {
      id: 'standard-needs-owner',
      description: 'Standard tiers need the approval of the application owner.',
      when: { premium: false },
      effect: { kind: 'require', stages: [stageOf('application-owner')], waivable: true },
    },
    {
      id: 'premium-needs-manager-and-owner',
      description: 'Premium tiers need the approval of the manager and of the application owner.',
      when: { premium: true },
      effect: {
        kind: 'require',
        stages: [stageOf('manager'), stageOf('application-owner')],
        waivable: false,
      },
    },
  ],
};
