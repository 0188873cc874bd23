import { factsInputs, type FactsCalls } from '../contract/facts-check';
import { rebuildFacts, reportFacts } from '../usecases/check-facts';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import {
  PROJECT_ADMINS,
  forProjectAdministrators,
  PROJECT_MEMBERS,
  forViewers,
  isAdministrator,
} from '../../catalog/calls/console-permissions';

// below a resolver's own 25 seconds, so that the page that is begun is finished
const TIME_BUDGET_MS = 10_000;

/** The console's calls about how the facts behind KPIs compare with Jira. */
export const factsCalls = defineCalls<FactsCalls>(factsInputs, {
  'facts/report': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (_input, call) => reportFacts(call.extension.project.id, isAdministrator(call), call.now),
  }),
  'facts/rebuild': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: (_input, { extension, now, elapsed }) =>
      rebuildFacts(extension.project.id, now, () => elapsed() > TIME_BUDGET_MS),
  }),
});
