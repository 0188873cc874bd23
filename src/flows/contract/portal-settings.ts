import type { Calls } from '../../common/contract/calls';
import * as z from 'zod';
import { portalSettingsSchema } from '../../settings/contract/portal-settings';
import type { PortalRules } from '../../settings/rules/order-scope';

export const portalSettingsInputs = {
  'portal-settings/show': z.strictObject({}),
  'portal-settings/save': portalSettingsSchema,
};

interface PortalSettingsOutputs {
  readonly 'portal-settings/show': PortalRules;
  readonly 'portal-settings/save': PortalRules;
}

export type PortalSettingsCalls = Calls<typeof portalSettingsInputs, PortalSettingsOutputs>;
