import { simulatorInputs, type SimulatorCalls } from '../contract/simulator';
import { policyInputs, type PolicyCalls, type PolicyView } from '../../policy/contract/policy';
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
} from '../../catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../../common/calls/define-call';

// below the 25 seconds that a resolver has, so that what was found in time is told
const TRIAL_BUDGET_MS = 15_000;

const shownTo = (call: ConsoleCall): Promise<PolicyView> =>
  showPolicy(call.accountId, knownRole(call), call.now);

/** The console's calls about the policy. */
export const policyCalls = defineCalls<PolicyCalls>(policyInputs, {
  'policy/show': defineCall({
    ...forDeciders,
    run: (_input, call) => shownTo(call),
  }),
  'policy/choices': defineCall({
    ...forProjectAdministrators,
    run: () => showPolicyChoices(),
  }),
  'policy/save-rule': defineCall({
    ...forProjectAdministrators,
    run: async ({ after, replaces, rule }, call) => {
      await saveRule(rule, replaces, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/remove-rule': defineCall({
    ...forProjectAdministrators,
    run: async ({ after, id }, call) => {
      await removeRule(id, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/import': defineCall({
    ...forProjectAdministrators,
    run: async ({ after, text }, call) => {
      await importDraft(text, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/use-as-draft': defineCall({
    ...forProjectAdministrators,
    run: async ({ after, version }, call) => {
      await useVersionAsDraft(version, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/propose': defineCall({
    ...forProjectAdministrators,
    run: async ({ shown, note }, call) => {
      await proposePolicy(shown, note, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/approve': defineCall({
    ...forDeciders,
    run: async ({ shown, effectiveFrom, note }, call) => {
      await approvePolicy(shown, effectiveFrom, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/reject': defineCall({
    ...forDeciders,
    run: async ({ shown, note }, call) => {
      await rejectPolicy(shown, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/withdraw': defineCall({
    ...forProjectAdministrators,
    run: async ({ version }, call) => {
      await withdrawPolicy(version, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/export': defineCall({
    ...forDeciders,
    run: async ({ version }) => ({ text: await exportPolicy(version) }),
  }),
  'policy/compare': defineCall({
    ...forDeciders,
    run: async ({ from, to }) => ({ changes: await comparePolicies(from, to) }),
  }),
  'policy/try': defineCall({
    ...forProjectAdministrators,
    run: ({ version }, { now, elapsed }) => tryPolicy(version, now, () => elapsed() > TRIAL_BUDGET_MS),
  }),
});

/** The console's call that tries the policy on one made-up request. */
export const simulatorCalls = defineCalls<SimulatorCalls>(simulatorInputs, {
  'policy/simulate': defineCall({
    ...forProjectAdministrators,
    run: ({ email, application, tier, durationDays, version }, { now }) =>
      simulateRequest(email, application, tier, durationDays, version, now),
  }),
});
