import { adminInputs, type AdminOutputs } from '../../contracts/admin';
import type { ApprovalGroupOutputs } from '../../contracts/approval-groups';
import type { CalendarOutputs } from '../../contracts/calendars';
import type { ConflictOutputs } from '../../contracts/conflicts';
import type { GuardOutputs } from '../../contracts/guard';
import type { DelegationOutputs } from '../../contracts/delegations';
import { applyImport, discardImport } from '../../usecases/apply-import';
import { planCatalog } from '../../usecases/import-catalog';
import { planRoster } from '../../usecases/import-roster';
import { stageImport } from '../../usecases/import-staging';
import { saveProject, showProjectSetup, showSetup } from '../../usecases/set-up-projects';
import { approvalGroupCalls } from './approval-group-calls';
import { calendarCalls } from './calendar-calls';
import { conflictCalls } from './conflict-calls';
import { delegationCalls } from './delegation-calls';
import { defineCall, defineResolver } from './define-resolver';
import { forAdministrators } from './for-administrators';
import { guardCalls } from './guard-calls';

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
  'import/stage': defineCall({
    ...forAdministrators,
    input: adminInputs['import/stage'],
    run: async ({ importId, part, text }, { accountId, now }) => {
      await stageImport(importId, part, text, accountId, now);
      return { staged: true as const };
    },
  }),
  'import/plan-catalog': defineCall({
    ...forAdministrators,
    input: adminInputs['import/plan-catalog'],
    run: ({ importId }, { accountId, now }) => planCatalog(importId, accountId, now),
  }),
  'import/plan-roster': defineCall({
    ...forAdministrators,
    input: adminInputs['import/plan-roster'],
    run: ({ importId, emailPattern }, { accountId }) => planRoster(importId, accountId, emailPattern),
  }),
  'import/apply': defineCall({
    ...forAdministrators,
    input: adminInputs['import/apply'],
    run: async ({ importId }, { accountId, now }) => {
      await applyImport(importId, accountId, now);
      return { applied: true as const };
    },
  }),
  'import/discard': defineCall({
    ...forAdministrators,
    input: adminInputs['import/discard'],
    run: async ({ importId }, { accountId }) => {
      await discardImport(importId, accountId);
      return { discarded: true as const };
    },
  }),
});
