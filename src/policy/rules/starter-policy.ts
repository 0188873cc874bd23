import { stageOf } from './approval-stage';
import type { Policy } from './policy';
import { policyMessages } from './messages';

/** What holds until an administrator imports a policy: nothing is granted without an approval. */
export const STARTER_POLICY: Policy = {
  version: 0,
  rules: [
    {
      id: 'standard-needs-owner',
      description: policyMessages.starter.standard,
      when: { premium: false },
      effect: { kind: 'require', stages: [stageOf('application-owner')], waivable: true },
    },
    {
      id: 'premium-needs-manager-and-owner',
      description: policyMessages.starter.premium,
      when: { premium: true },
      effect: {
        kind: 'require',
        stages: [stageOf('manager'), stageOf('application-owner')],
        waivable: false,
      },
    },
  ],
};
