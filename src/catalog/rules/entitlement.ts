import type { Application, Tier } from './catalog';
/** `Figma Premium`, or `Figma Premium · Editor` with a role. */
export const entitlementName = (
  application: Pick<Application, 'name'>,
  tier: Pick<Tier, 'name'>,
  role: string | null = null,
): string => `${application.name} ${tier.name}${role === null ? '' : ` · ${role}`}`;
