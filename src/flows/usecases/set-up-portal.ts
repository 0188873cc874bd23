import { readAppAccountId } from '../../jira/client/site';
import { settingsBeforeSetup } from '../../settings/contract/settings';
import { PORTAL_BEFORE_SETUP, type PortalRules } from '../../settings/rules/order-scope';
import { readSettings, writeSettings } from '../../settings/store/settings';

export const showPortalSettings = async (): Promise<PortalRules> =>
  (await readSettings())?.portal ?? PORTAL_BEFORE_SETUP;

/** Says what customers can do, and see, in the portal. */
export async function savePortalSettings(portal: PortalRules): Promise<PortalRules> {
  const settings = await readSettings();
  const before = settings ?? settingsBeforeSetup(await readAppAccountId());
  await writeSettings({ ...before, portal });
  return portal;
}
