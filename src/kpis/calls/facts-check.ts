import { factsInputs, type FactsOutputs } from '../contract/facts-check';
import { rebuildFacts, reportFacts } from '../usecases/check-facts';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forProjectAdministrators, forViewers, isAdministrator } from '../../catalog/calls/for-console';

// below a resolver's own 25 seconds, so that the page that is begun is finished
const TIME_BUDGET_MS = 10_000;

/** The console's calls about how the facts behind KPIs compare with Jira. */
export const factsCalls: CallMap<FactsOutputs> = {
  'facts/report': defineCall({
    ...forViewers,
    input: factsInputs['facts/report'],
    run: (_input, call) => reportFacts(call.extension.project.id, isAdministrator(call), call.now),
  }),
  'facts/rebuild': defineCall({
    ...forProjectAdministrators,
    input: factsInputs['facts/rebuild'],
    run: (_input, { extension, now, elapsed }) =>
      rebuildFacts(extension.project.id, now, () => elapsed() > TIME_BUDGET_MS),
  }),
};
