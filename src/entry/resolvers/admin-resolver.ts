import { approvalGroupCalls } from '../../approvals/calls/approval-groups';
import { delegationCalls } from '../../approvals/calls/delegations';
import type { ApprovalGroupOutputs } from '../../approvals/contract/approval-groups';
import type { DelegationOutputs } from '../../approvals/contract/delegations';
import { conflictCalls } from '../../conflicts/calls';
import type { ConflictOutputs } from '../../conflicts/contract/conflicts';
import { calendarCalls } from '../../flows/calls/calendars';
import { importCalls } from '../../flows/calls/imports';
import { setUpCalls } from '../../flows/calls/set-up';
import type { AdminOutputs } from '../../flows/contract/admin';
import type { CalendarOutputs } from '../../flows/contract/calendars';
import { guardCalls } from '../../guard/calls';
import type { GuardOutputs } from '../../guard/contract/guard';
import { forAdministrators } from '../../people/calls/for-administrators';
import { defineResolver } from './define-resolver';

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
  ...setUpCalls,
});
