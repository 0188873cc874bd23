import { conflictInputs, type ConflictOutputs } from '../../conflicts/contract/conflicts';
import { showConflicts } from '../../conflicts/usecases/show-conflicts';
import { defineCall, type CallMap } from './define-resolver';
import { forAdministrators } from './for-administrators';

/** The admin page's call about conflicting duties. */
export const conflictCalls: CallMap<ConflictOutputs> = {
  'conflicts/show': defineCall({
    ...forAdministrators,
    input: conflictInputs['conflicts/show'],
    run: (_input, { now }) => showConflicts(now),
  }),
};
