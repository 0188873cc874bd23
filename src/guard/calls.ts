import { guardInputs, type GuardOutputs } from './contract/guard';
import { checkGuardHealth, showGuardHealth, switchGuardOn } from './usecases/check-guard-health';
import { defineCall, type CallMap } from '../common/calls/define-call';
import { forAdministrators } from '../people/calls/for-administrators';

/** The admin page's calls about the guard: each answers with how it stands afterwards. */
export const guardCalls: CallMap<GuardOutputs> = {
  'guard/show': defineCall({
    ...forAdministrators,
    input: guardInputs['guard/show'],
    run: (_input, { now }) => showGuardHealth(now),
  }),
  'guard/check': defineCall({
    ...forAdministrators,
    input: guardInputs['guard/check'],
    run: async (_input, { now }) => {
      await checkGuardHealth(now);
      return showGuardHealth(now);
    },
  }),
  'guard/switch-on': defineCall({
    ...forAdministrators,
    input: guardInputs['guard/switch-on'],
    run: async ({ projectId }, { now }) => {
      await switchGuardOn(projectId, now);
      return showGuardHealth(now);
    },
  }),
};
