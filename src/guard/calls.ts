import { guardInputs, type GuardCalls } from './contract/guard';
import { checkGuardHealth, showGuardHealth, switchGuardOn } from './usecases/check-guard-health';
import { defineCall, defineCalls } from '../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../people/calls/admin-permissions';

/** The admin page's calls about the guard: each answers with how it stands afterwards. */
export const guardCalls = defineCalls<GuardCalls>(guardInputs, {
  'guard/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_input, { now }) => showGuardHealth(now),
  }),
  'guard/check': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async (_input, { now }) => {
      await checkGuardHealth(now);
      return showGuardHealth(now);
    },
  }),
  'guard/switch-on': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ projectId }, { now }) => {
      await switchGuardOn(projectId, now);
      return showGuardHealth(now);
    },
  }),
});
