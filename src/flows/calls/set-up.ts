import { adminInputs, type AdminOutputs } from '../contract/admin';
import type { ImportOutputs } from '../../imports/contract/import-plan';
import { planRoster } from '../../imports/usecases/import-roster';
import { saveProject, showProjectSetup, showSetup } from '../usecases/set-up-projects';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/for-administrators';

/** The admin page's own calls: mapping projects, taking a roster. */
export const setUpCalls: CallMap<Omit<AdminOutputs, keyof ImportOutputs>> = {
  'admin/setup': defineCall({
    ...forAdministrators,
    input: adminInputs['admin/setup'],
    run: () => showSetup(),
  }),
  'admin/project-setup': defineCall({
    ...forAdministrators,
    input: adminInputs['admin/project-setup'],
    run: ({ projectId, serviceDeskId }) => showProjectSetup(projectId, serviceDeskId),
  }),
  'admin/save-project': defineCall({
    ...forAdministrators,
    input: adminInputs['admin/save-project'],
    run: async ({ project }, { now }) => {
      await saveProject(project, now);
      return { saved: true as const };
    },
  }),
  'import/plan-roster': defineCall({
    ...forAdministrators,
    input: adminInputs['import/plan-roster'],
    run: ({ importId, emailPattern }, { accountId }) => planRoster(importId, accountId, emailPattern),
  }),
};
