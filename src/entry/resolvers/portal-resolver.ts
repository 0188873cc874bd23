import type { ProfileOutputs } from '../../approvals/contract/delegations';
import { portalCalls } from '../../flows/calls/portal';
import { profileCalls } from '../../flows/calls/profile';
import type { PortalOutputs } from '../../flows/contract/portal';
import { defineResolver } from './define-resolver';

/** The portal's calls, open to customers. */
export const portalResolver = defineResolver<PortalOutputs & ProfileOutputs>({
  ...profileCalls,
  ...portalCalls,
});
