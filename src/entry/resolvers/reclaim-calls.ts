import { listExclusions, removeExclusion, saveExclusion } from '../../reclaim/store/exclusions';
import { reclaimInputs, type ReclaimOutputs } from '../../reclaim/contract/reclaim';
import { SeatkeeperError } from '../../common/rules/errors';
import {
  confirmRemoval,
  decideCase,
  exportCases,
  showCases,
  undoCase,
  undoRun,
} from '../../reclaim/usecases/decide-cases';
import {
  planRun,
  saveRules,
  showRules,
  showRuns,
  startRun,
  startSelection,
} from '../../reclaim/usecases/run-reclaim';
import { planSelection } from '../../reclaim/usecases/take-selected-seats';
import { planBatch, undoBatch } from '../../reclaim/usecases/undo-batch';
import { defineCall, type CallMap } from './define-resolver';
import { forDeciders, forProjectAdministrators, knownRole } from './for-console';
import { poolMessages } from '../../pools/rules/messages';

// below the 25 seconds that a resolver has
const BUDGET_MS = 12_000;
const MOST_EXCLUSIONS = 500;

function budget(): () => boolean {
  const started = Date.now();
  return () => Date.now() - started > BUDGET_MS;
}

/** The console's calls about taking seats back. */
export const reclaimCalls: CallMap<ReclaimOutputs> = {
  'reclaim/cases': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/cases'],
    run: ({ page, ...filter }, call) => showCases(filter, page, knownRole(call), call.now),
  }),
  'reclaim/export': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/export'],
    run: ({ part, ...filter }) => exportCases(filter, part),
  }),
  'reclaim/runs': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/runs'],
    run: ({ page }) => showRuns(page),
  }),
  'reclaim/plan': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/plan'],
    run: ({ poolId }, { now }) => planRun(poolId, now, budget()),
  }),
  'reclaim/start': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/start'],
    run: ({ runId, poolId }, { accountId, now }) => startRun(runId, poolId, accountId, now, budget()),
  }),
  'reclaim/plan-seats': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/plan-seats'],
    run: (selection, { now }) => planSelection(selection, now),
  }),
  'reclaim/start-seats': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/start-seats'],
    run: ({ runId, ...selection }, { accountId, now }) => startSelection(runId, selection, accountId, now),
  }),
  'reclaim/plan-batch': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/plan-batch'],
    run: (batch, call) => planBatch(batch, knownRole(call)),
  }),
  'reclaim/undo-batch': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/undo-batch'],
    run: ({ runId, ...batch }, call) => undoBatch(runId, batch, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/decide': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/decide'],
    run: ({ caseId, decision, reason }, call) =>
      decideCase(caseId, decision, reason, knownRole(call), call.now),
  }),
  'reclaim/confirm': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/confirm'],
    run: ({ caseId }, call) => confirmRemoval(caseId, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/undo': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/undo'],
    run: ({ caseId }, call) => undoCase(caseId, call.accountId, knownRole(call), call.now),
  }),
  'reclaim/undo-run': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/undo-run'],
    run: ({ runId }, call) => undoRun(runId, call.accountId, knownRole(call), call.now, budget()),
  }),
  'reclaim/exclusions': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/exclusions'],
    run: () => listExclusions(MOST_EXCLUSIONS),
  }),
  'reclaim/exclude': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/exclude'],
    run: async (exclusion, { accountId, now }) => {
      if (exclusion.endsAt !== null && exclusion.endsAt <= now)
        throw new SeatkeeperError('invalid', poolMessages.futureDay);
      await saveExclusion({ ...exclusion, addedBy: accountId, addedAt: now });
      return listExclusions(MOST_EXCLUSIONS);
    },
  }),
  'reclaim/include': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/include'],
    run: async ({ holderId, applicationKey }) => {
      await removeExclusion(holderId, applicationKey);
      return listExclusions(MOST_EXCLUSIONS);
    },
  }),
  'reclaim/rules': defineCall({
    ...forDeciders,
    input: reclaimInputs['reclaim/rules'],
    run: () => showRules(),
  }),
  'reclaim/save-rules': defineCall({
    ...forProjectAdministrators,
    input: reclaimInputs['reclaim/save-rules'],
    run: ({ rules }) => saveRules(rules),
  }),
};
