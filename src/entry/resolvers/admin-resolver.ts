import { approvalGroupCalls } from '../../flows/calls/approval-groups';
import { delegationCalls } from '../../approvals/calls/delegations';
import { conflictCalls } from '../../conflicts/calls';
import { calendarCalls } from '../../flows/calls/calendars';
import { changeCalls } from '../../flows/calls/changes';
import { importCalls } from '../../flows/calls/imports';
import { panelVisibilityCalls } from '../../flows/calls/panel-visibility';
import { portalSettingsCalls } from '../../flows/calls/portal-settings';
import { setUpCalls } from '../../flows/calls/set-up';
import type { AdminSurface } from '../../flows/contract/surfaces';
import { guardCalls } from '../../guard/calls';
import { forAdministrators, JIRA_ADMINS } from '../../people/calls/admin-permissions';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/**
 * The admin page's calls: mapping projects, the guard, calendars, delegations, conflicting duties, importing
 * catalog and roster.
 */
export const adminSurfaceCalls: CallsOfSurface<AdminSurface> = {
  approvalGroups: approvalGroupCalls,
  calendars: calendarCalls,
  changes: changeCalls(forAdministrators, JIRA_ADMINS),
  conflicts: conflictCalls,
  delegations: delegationCalls,
  guard: guardCalls,
  imports: importCalls(forAdministrators, JIRA_ADMINS),
  panelVisibility: panelVisibilityCalls,
  portalSettings: portalSettingsCalls,
  setUp: setUpCalls,
};

export const adminResolver = defineResolver(adminSurfaceCalls);
