import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import { portalSettingsSchema } from '../../settings/contract/portal-settings';
import { revisionSchema } from '../../settings/contract/settings-part';
import type { PortalRules } from '../../settings/rules/order-scope';

/** What customers can do, and see, in the portal, and how often that was saved. */
export interface PortalSettingsView {
  readonly rules: PortalRules;
  readonly revision: number;
}

export const portalSettingsInputs = {
  'portal-settings/show': z.strictObject({}),
  /** `after` is how often it had been saved as it was shown. */
  'portal-settings/save': z.strictObject({ rules: portalSettingsSchema, after: revisionSchema }),
};

interface PortalSettingsOutputs {
  readonly 'portal-settings/show': PortalSettingsView;
  readonly 'portal-settings/save': PortalSettingsView;
}

export type PortalSettingsCalls = Calls<typeof portalSettingsInputs, PortalSettingsOutputs>;
