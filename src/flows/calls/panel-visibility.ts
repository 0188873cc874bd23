import { defineCall, defineCalls } from '../../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../../people/calls/admin-permissions';
import { panelVisibilityInputs, type PanelVisibilityCalls } from '../contract/panel-visibility';
import { askToShowPanel, showPanelVisibility } from '../usecases/show-panel-everywhere';

/** The admin page's calls about where the issue panel is shown: each answers with how it stands afterwards. */
export const panelVisibilityCalls = defineCalls<PanelVisibilityCalls>(panelVisibilityInputs, {
  'panel-visibility/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_input, { now }) => showPanelVisibility(now),
  }),
  'panel-visibility/ask': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ projectId }, { now }) => {
      await askToShowPanel(projectId, now);
      return showPanelVisibility(now);
    },
  }),
});
