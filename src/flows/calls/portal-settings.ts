import { defineCall, defineCalls } from '../../common/calls/define-call';
import { forAdministrators, JIRA_ADMINS } from '../../people/calls/admin-permissions';
import { portalSettingsInputs, type PortalSettingsCalls } from '../contract/portal-settings';
import { savePortalSettings, showPortalSettings } from '../usecases/set-up-portal';

/** The admin page's calls about what customers can do, and see, in the portal. */
export const portalSettingsCalls = defineCalls<PortalSettingsCalls>(portalSettingsInputs, {
  'portal-settings/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: () => showPortalSettings(),
  }),
  'portal-settings/save': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: ({ rules, after }, { accountId, now }) =>
      savePortalSettings(rules, { after, personId: accountId, now }),
  }),
});
