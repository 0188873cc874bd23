import { conflictInputs, type ConflictOutputs } from './contract/conflicts';
import { showConflicts } from './usecases/show-conflicts';
import { defineCall, type CallMap } from '../common/calls/define-call';
import { forAdministrators } from '../people/calls/for-administrators';

/** The admin page's call about conflicting duties. */
export const conflictCalls: CallMap<ConflictOutputs> = {
  'conflicts/show': defineCall({
    ...forAdministrators,
    input: conflictInputs['conflicts/show'],
    run: (_input, { now }) => showConflicts(now),
  }),
};
