import { conflictInputs, type ConflictCalls } from './contract/conflicts';
import { showConflicts } from './usecases/show-conflicts';
import { defineCall, defineCalls } from '../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../people/calls/admin-permissions';

/** The admin page's call about conflicting duties. */
export const conflictCalls = defineCalls<ConflictCalls>(conflictInputs, {
  'conflicts/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_input, { now }) => showConflicts(now),
  }),
});
