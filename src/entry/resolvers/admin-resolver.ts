import { adminInputs, type AdminOutputs } from '../../flows/contract/admin';
import type { ApprovalGroupOutputs } from '../../approvals/contract/approval-groups';
import type { CalendarOutputs } from '../../flows/contract/calendars';
import type { ConflictOutputs } from '../../conflicts/contract/conflicts';
import type { GuardOutputs } from '../../guard/contract/guard';
import type { DelegationOutputs } from '../../approvals/contract/delegations';
import { planRoster } from '../../imports/usecases/import-roster';
import { saveProject, showProjectSetup, showSetup } from '../../flows/usecases/set-up-projects';
import { approvalGroupCalls } from './approval-group-calls';
import { calendarCalls } from './calendar-calls';
import { conflictCalls } from './conflict-calls';
import { delegationCalls } from './delegation-calls';
import { defineCall, defineResolver } from './define-resolver';
import { forAdministrators } from './for-administrators';
import { guardCalls } from './guard-calls';
import { importCalls } from './import-calls';

/**
 * The admin page's calls: mapping projects, the guard, calendars, delegations, conflicting duties, importing
 * catalog and roster.
 */
export const adminResolver = defineResolver<
  AdminOutputs & ApprovalGroupOutputs & CalendarOutputs & ConflictOutputs & DelegationOutputs & GuardOutputs
>({
  ...approvalGroupCalls,
  ...calendarCalls,
  ...conflictCalls,
  ...guardCalls,
  ...delegationCalls,
  ...importCalls(forAdministrators),
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
});
