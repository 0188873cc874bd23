import { simulatorInputs, type SimulatorOutputs } from '../contract/simulator';
import { policyInputs, type PolicyOutputs, type PolicyView } from '../../policy/contract/policy';
import {
  approvePolicy,
  proposePolicy,
  rejectPolicy,
  withdrawPolicy,
} from '../../policy/usecases/decide-policy';
import { importDraft } from '../../imports/usecases/import-policy';
import { removeRule, saveRule, useVersionAsDraft } from '../../policy/usecases/draft-policy';
import {
  comparePolicies,
  exportPolicy,
  showPolicy,
  showPolicyChoices,
  simulateRequest,
} from '../usecases/show-policy';
import { tryPolicy } from '../usecases/try-policy';
import {
  forDeciders,
  forProjectAdministrators,
  knownRole,
  type ConsoleCall,
} from '../../catalog/calls/for-console';
import { defineCall, type CallMap } from '../../common/calls/define-call';

// below the 25 seconds that a resolver has, so that what was found in time is told
const TRIAL_BUDGET_MS = 15_000;

const shownTo = (call: ConsoleCall): Promise<PolicyView> =>
  showPolicy(call.accountId, knownRole(call), call.now);

/** The console's calls about the policy. */
export const policyCalls: CallMap<PolicyOutputs & SimulatorOutputs> = {
  'policy/show': defineCall({
    ...forDeciders,
    input: policyInputs['policy/show'],
    run: (_input, call) => shownTo(call),
  }),
  'policy/choices': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/choices'],
    run: () => showPolicyChoices(),
  }),
  'policy/save-rule': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/save-rule'],
    run: async ({ after, replaces, rule }, call) => {
      await saveRule(rule, replaces, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/remove-rule': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/remove-rule'],
    run: async ({ after, id }, call) => {
      await removeRule(id, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/import': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/import'],
    run: async ({ after, text }, call) => {
      await importDraft(text, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/use-as-draft': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/use-as-draft'],
    run: async ({ after, version }, call) => {
      await useVersionAsDraft(version, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/propose': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/propose'],
    run: async ({ shown, note }, call) => {
      await proposePolicy(shown, note, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/approve': defineCall({
    ...forDeciders,
    input: policyInputs['policy/approve'],
    run: async ({ shown, effectiveFrom, note }, call) => {
      await approvePolicy(shown, effectiveFrom, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/reject': defineCall({
    ...forDeciders,
    input: policyInputs['policy/reject'],
    run: async ({ shown, note }, call) => {
      await rejectPolicy(shown, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/withdraw': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/withdraw'],
    run: async ({ version }, call) => {
      await withdrawPolicy(version, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/export': defineCall({
    ...forDeciders,
    input: policyInputs['policy/export'],
    run: async ({ version }) => ({ text: await exportPolicy(version) }),
  }),
  'policy/compare': defineCall({
    ...forDeciders,
    input: policyInputs['policy/compare'],
    run: async ({ from, to }) => ({ changes: await comparePolicies(from, to) }),
  }),
  'policy/try': defineCall({
    ...forProjectAdministrators,
    input: policyInputs['policy/try'],
    run: ({ version }, { now, elapsed }) => tryPolicy(version, now, () => elapsed() > TRIAL_BUDGET_MS),
  }),
  'policy/simulate': defineCall({
    ...forProjectAdministrators,
    input: simulatorInputs['policy/simulate'],
    run: ({ email, application, tier, durationDays, version }, { now }) =>
      simulateRequest(email, application, tier, durationDays, version, now),
  }),
};
