import { adminInputs, type AdminCalls } from '../contract/admin';
import { planRoster } from '../../imports/usecases/import-roster';
import { linkAccount, listLinks, unlinkAccount } from '../../imports/usecases/link-accounts';
import { decideMissing, listMissing } from '../../people/usecases/missing-people';
import { showPersonalData } from '../../privacy/usecases/show-personal-data';
import { saveProject, showProjectSetup, showSetup } from '../usecases/set-up-projects';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's own calls: mapping projects, taking a roster. */
export const setUpCalls = defineCalls<AdminCalls>(adminInputs, {
  'admin/setup': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: () => showSetup(),
  }),
  'admin/project-setup': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: ({ projectId, serviceDeskId }) => showProjectSetup(projectId, serviceDeskId),
  }),
  'admin/save-project': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ project, after }, { accountId, now }) => {
      return { saved: await saveProject(project, { after, personId: accountId, now }) };
    },
  }),
  'import/plan-roster': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: ({ importId, ...options }, { accountId, now }) => planRoster(importId, accountId, options, now),
  }),
  'people/personal-data': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_payload, { now }) => showPersonalData(now),
  }),
  'people/links': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_payload, { accountId }) => listLinks(accountId),
  }),
  'people/link': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ workerId, accountId: linkedId }, { accountId, now }) => {
      await linkAccount(workerId, linkedId, accountId, now);
      return { linked: true };
    },
  }),
  'people/unlink': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ workerId }, { accountId, now }) => {
      await unlinkAccount(workerId, accountId, now);
      return { unlinked: true };
    },
  }),
  'people/missing': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: () => listMissing(),
  }),
  'people/settle-missing': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ workerIds, status }, { accountId, now }) => ({
      settled: await decideMissing(workerIds, status, accountId, now),
    }),
  }),
});
