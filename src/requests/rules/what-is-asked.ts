import { entitlementName } from '../../catalog/rules/entitlement';
import type { CompleteRequest } from './checked-request';

/** What is asked for, in words. */
export const whatIsAsked = ({ application, tier, details }: CompleteRequest): string =>
  entitlementName(application, tier, details.role);
