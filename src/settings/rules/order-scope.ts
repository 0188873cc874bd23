/** For whom somebody may ask for access besides themselves, the narrowest first. */
export const ORDER_SCOPES = ['nobody', 'reports', 'department', 'everybody'] as const;

export type OrderScope = (typeof ORDER_SCOPES)[number];

/** What customers can do, and see, in the portal. */
export interface PortalRules {
  readonly orderFor: OrderScope;
  readonly showsPrices: boolean;
}

/** What holds until an administrator says otherwise: no more than a company surely wants. */
export const PORTAL_BEFORE_SETUP: PortalRules = { orderFor: 'reports', showsPrices: false };
