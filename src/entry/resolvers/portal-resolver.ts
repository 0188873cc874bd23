import { portalCalls } from '../../flows/calls/portal';
import { profileCalls } from '../../flows/calls/profile';
import type { PortalSurface } from '../../flows/contract/surfaces';
import { defineResolver } from './define-resolver';

/** The portal's calls, open to customers. */
export const portalResolver = defineResolver<PortalSurface>({ portal: portalCalls, profile: profileCalls });
