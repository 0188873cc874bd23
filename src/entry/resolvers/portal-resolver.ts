import { portalCalls } from '../../flows/calls/portal';
import { profileCalls } from '../../flows/calls/profile';
import type { PortalSurface } from '../../flows/contract/surfaces';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/** The portal's calls, open to customers. */
export const portalSurfaceCalls: CallsOfSurface<PortalSurface> = {
  portal: portalCalls,
  profile: profileCalls,
};

export const portalResolver = defineResolver(portalSurfaceCalls);
