import { changeSettings, type PartSaving } from '../../changes/usecases/change-settings';
import { PORTAL_BEFORE_SETUP, type PortalRules } from '../../settings/rules/order-scope';
import { readSettings } from '../../settings/store/settings';
import { revisionsOf } from '../../settings/usecases/with-part';
import type { PortalSettingsView } from '../contract/portal-settings';

export async function showPortalSettings(): Promise<PortalSettingsView> {
  const settings = await readSettings();
  return { rules: settings?.portal ?? PORTAL_BEFORE_SETUP, revision: revisionsOf(settings).portal };
}

/**
 * Says what customers can do, and see, in the portal.
 * @throws {SeatkeeperError} `conflict` when somebody else has saved it meanwhile
 */
export async function savePortalSettings(
  rules: PortalRules,
  saving: Omit<PartSaving, 'part'>,
): Promise<PortalSettingsView> {
  await changeSettings({ ...saving, part: { kind: 'portal', rules } });
  return showPortalSettings();
}
