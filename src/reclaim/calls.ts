import { readCatalog } from '../catalog/store/catalog';
import { listExclusions, removeExclusion, saveExclusion } from './store/exclusions';
import { reclaimInputs, type ExclusionRow, type ReclaimCalls } from './contract/reclaim';
import { SeatkeeperError } from '../common/rules/errors';
import {
  confirmRemoval,
  decideCase,
  exportCases,
  showCases,
  undoCase,
  undoRun,
} from './usecases/decide-cases';
import { planRun, showRuns, startRun, startSelection } from './usecases/run-reclaim';
import { saveRules, showRules } from './usecases/set-up-reclaim';
import { planOwnSelection } from './usecases/take-selected-seats';
import { planBatch, undoBatch } from './usecases/undo-batch';
import { defineCall, defineCalls } from '../common/calls/define-call';
import {
  APPLICATION_MANAGERS,
  DECIDERS,
  forDeciders,
  PROJECT_ADMINS,
  forProjectAdministrators,
  knownRole,
  type ConsoleCall,
} from '../catalog/calls/console-permissions';
import { managesApplication, type AccessRole } from '../people/rules/access-role';
import { reclaimMessages } from './rules/messages';
import { poolMessages } from '../pools/rules/messages';

// below the 25 seconds that a resolver has
const BUDGET_MS = 12_000;
const MOST_EXCLUSIONS = 500;

const budget =
  ({ elapsed }: ConsoleCall) =>
  (): boolean =>
    elapsed() > BUDGET_MS;

// an owner sees those of their applications: whom an exclusion in all of them is about need not be a holder of theirs
const shownExclusions = async (role: AccessRole): Promise<ExclusionRow[]> =>
  (await listExclusions(MOST_EXCLUSIONS))
    .filter(({ applicationKey }) =>
      applicationKey === null ? role.kind === 'administrator' : managesApplication(role, applicationKey),
    )
    .map(({ addedAt: _addedAt, ...row }) => row);

/** The console's calls about taking seats back. */
export const reclaimCalls = defineCalls<ReclaimCalls>(reclaimInputs, {
  'reclaim/cases': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ page, ...filter }, call) => showCases(filter, page, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/export': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ part, ...filter }, call) => exportCases(filter, part, knownRole(call)),
  }),
  'reclaim/runs': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ page }) => showRuns(page),
  }),
  'reclaim/plan': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ poolId }, call) => planRun(poolId, knownRole(call), call.now, budget(call)),
  }),
  'reclaim/start': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ runId, poolId }, call) => startRun(runId, poolId, call.accountId, call.now, budget(call)),
  }),
  'reclaim/plan-seats': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: (selection, call) => planOwnSelection(selection, knownRole(call), call.now),
  }),
  'reclaim/start-seats': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ runId, ...selection }, { accountId, now }) => startSelection(runId, selection, accountId, now),
  }),
  'reclaim/plan-batch': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: (batch, call) => planBatch(batch, knownRole(call)),
  }),
  'reclaim/undo-batch': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ runId, ...batch }, call) => undoBatch(runId, batch, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/decide': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ caseId, decision, reason }, call) =>
      decideCase(caseId, decision, reason, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/confirm': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ caseId }, call) => confirmRemoval(caseId, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/undo': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ caseId }, call) => undoCase(caseId, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/undo-run': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ runId }, call) => undoRun(runId, call.accountId, knownRole(call), call.now, budget(call)),
  }),
  'reclaim/exclusions': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: (_input, call) => shownExclusions(knownRole(call)),
  }),
  'reclaim/exclude': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async (exclusion, call) => {
      const { accountId, now } = call;
      if (exclusion.holderId === accountId)
        throw new SeatkeeperError('forbidden', reclaimMessages.error.ownCase);
      if (exclusion.endsAt !== null && exclusion.endsAt <= now)
        throw new SeatkeeperError('invalid', poolMessages.futureDay);
      await saveExclusion({ ...exclusion, addedBy: accountId, addedAt: now });
      return shownExclusions(knownRole(call));
    },
  }),
  'reclaim/include': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ holderId, applicationKey }, call) => {
      await removeExclusion(holderId, applicationKey);
      return shownExclusions(knownRole(call));
    },
  }),
  'reclaim/rules': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: () => showRules(),
  }),
  'reclaim/applications': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: async () => (await readCatalog()).map(({ key, name }) => ({ key, name })),
  }),
  'reclaim/save-rules': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ rules, after }, { accountId, now }) => saveRules(rules, { after, personId: accountId, now }),
  }),
});
