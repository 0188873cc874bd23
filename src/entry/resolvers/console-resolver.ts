import { z } from 'zod';
import { userAdministers } from '../../adapters/jira/site';
import { projectSettings, readSettings } from '../../adapters/kvs/settings';
import { readCatalog } from '../../adapters/sql/catalog';
import { policyInputs, type PolicyOutputs, type PolicyView } from '../../contracts/policy';
import { ownedBy, type PolicyStanding } from '../../domain/policy/policy-approval';
import { approvePolicy, proposePolicy, rejectPolicy, withdrawPolicy } from '../../usecases/decide-policy';
import { importDraft, removeRule, saveRule, takeUpVersion } from '../../usecases/draft-policy';
import {
  comparePolicies,
  exportPolicy,
  showPolicy,
  showPolicyChoices,
  simulateRequest,
} from '../../usecases/show-policy';
import { tryPolicy } from '../../usecases/try-policy';
import { defineCall, defineResolver, forbidden, type CallContext } from './define-resolver';

// below the 25 seconds that a resolver has, so that what was found in time is told
const TRIAL_BUDGET_MS = 15_000;

const projectExtension = z.looseObject({
  type: z.literal('jira:projectPage'),
  project: z.looseObject({ id: z.string(), key: z.string() }),
});

type ConsoleCall = CallContext<z.infer<typeof projectExtension>>;

/** Administrators of Jira, and of this project once it is mapped: the policy is the whole company's. */
async function administrates({ extension }: ConsoleCall): Promise<boolean> {
  const administered = await userAdministers(extension.project.id);
  if (administered !== 'project') return administered === 'jira';
  return projectSettings(await readSettings(), extension.project.id) !== undefined;
}

async function standingOf(call: ConsoleCall): Promise<PolicyStanding | undefined> {
  if (await administrates(call)) return { kind: 'administrator' };
  const applicationKeys = ownedBy(call.accountId, await readCatalog());
  return applicationKeys.length > 0 ? { kind: 'owner', applicationKeys } : undefined;
}

// a call is authorized and then run with one and the same context
const standings = new WeakMap<ConsoleCall, PolicyStanding>();

/** For people who decide about drafts, be it only those about their own applications. */
async function decider(call: ConsoleCall): Promise<void> {
  const standing = await standingOf(call);
  if (!standing)
    throw forbidden('The policy is for people who administer this project, and for owners of applications.');
  standings.set(call, standing);
}

async function administrator(call: ConsoleCall): Promise<void> {
  if (!(await administrates(call))) throw forbidden('Only people who administer this project can do this.');
  standings.set(call, { kind: 'administrator' });
}

function knownStanding(call: ConsoleCall): PolicyStanding {
  const standing = standings.get(call);
  if (!standing) throw forbidden('Nobody asked who this is.');
  return standing;
}

const forAdministrators = { extension: projectExtension, authorize: administrator };
const forDeciders = { extension: projectExtension, authorize: decider };

const shownTo = (call: ConsoleCall): Promise<PolicyView> =>
  showPolicy(call.accountId, knownStanding(call), call.now);

/** The console's calls, on a page of a project. */
export const consoleResolver = defineResolver<PolicyOutputs>({
  'policy/show': defineCall({
    ...forDeciders,
    input: policyInputs['policy/show'],
    run: (_input, call) => shownTo(call),
  }),
  'policy/choices': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/choices'],
    run: () => showPolicyChoices(),
  }),
  'policy/save-rule': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/save-rule'],
    run: async ({ after, replaces, rule }, call) => {
      await saveRule(rule, replaces, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/remove-rule': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/remove-rule'],
    run: async ({ after, id }, call) => {
      await removeRule(id, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/import': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/import'],
    run: async ({ after, text }, call) => {
      await importDraft(text, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/take-up': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/take-up'],
    run: async ({ after, version }, call) => {
      await takeUpVersion(version, after, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'policy/propose': defineCall({
    ...forAdministrators,
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
      await approvePolicy(shown, effectiveFrom, note, call.accountId, knownStanding(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/reject': defineCall({
    ...forDeciders,
    input: policyInputs['policy/reject'],
    run: async ({ shown, note }, call) => {
      await rejectPolicy(shown, note, call.accountId, knownStanding(call), call.now);
      return shownTo(call);
    },
  }),
  'policy/withdraw': defineCall({
    ...forAdministrators,
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
    ...forAdministrators,
    input: policyInputs['policy/try'],
    run: ({ version }, { now }) => {
      const started = Date.now();
      return tryPolicy(version, now, () => Date.now() - started > TRIAL_BUDGET_MS);
    },
  }),
  'policy/simulate': defineCall({
    ...forAdministrators,
    input: policyInputs['policy/simulate'],
    run: ({ email, application, tier, durationDays, version }, { now }) =>
      simulateRequest(email, application, tier, durationDays, version, now),
  }),
});
