import { offerText } from '../../common/forge/downloads';
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
  DECIDERS,
  forDeciders,
  PROJECT_ADMINS,
  forProjectAdministrators,
  knownRole,
  type ConsoleCall,
} from '../../catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../../common/calls/define-call';

// below the 25 seconds that a resolver has, so that what was found in time is shown
const TRIAL_BUDGET_MS = 15_000;

const shownTo = (call: ConsoleCall): Promise<PolicyView> =>
  showPolicy(call.accountId, knownRole(call), call.now);

/** The console's calls about the policy. */
export const policyCalls = defineCalls<PolicyCalls>(policyInputs, {
  'policy/show': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: (_input, call) => shownTo(call),
  }),
  'policy/choices': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: () => showPolicyChoices(),
  }),
  'policy/save-rule': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ after, replaces, rule }, call) => {
      await saveRule(rule, replaces, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/remove-rule': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ after, id }, call) => {
      await removeRule(id, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/import': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ after, text }, call) => {
      await importDraft(text, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/use-as-draft': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ after, version }, call) => {
      await useVersionAsDraft(version, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/propose': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ shown, note }, call) => {
      await proposePolicy(shown, note, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/approve': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async ({ shown, effectiveFrom, note }, call) => {
      await approvePolicy(shown, effectiveFrom, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/reject': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async ({ shown, note }, call) => {
      await rejectPolicy(shown, note, call.accountId, knownRole(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/withdraw': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ version }, call) => {
      await withdrawPolicy(version, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/export': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async ({ version }) => ({ text: await exportPolicy(version) }),
  }),
  'policy/download': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async ({ version }, { now }) =>
      offerText(
        { name: `policy-version-${version}`, text: await exportPolicy(version), ending: 'json' },
        crypto.randomUUID(),
        now,
      ),
  }),
  'policy/compare': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async ({ from, to }) => ({ changes: await comparePolicies(from, to) }),
  }),
  'policy/try': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ version }, { now, elapsed }) => tryPolicy(version, now, () => elapsed() > TRIAL_BUDGET_MS),
  }),
});

/** The console's call that tries the policy on one made-up request. */
export const simulatorCalls = defineCalls<SimulatorCalls>(simulatorInputs, {
  'policy/simulate': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ email, application, tier, durationDays, version }, { now }) =>
      simulateRequest(email, application, tier, durationDays, version, now),
  }),
});
