import { historyInputs, type HistoryCalls } from '../contract/history';
import {
  listHistory,
  planHistoryUndo,
  previewHistory,
  showHistory,
  takeHistoryPart,
  undoHistory,
} from '../usecases/import-history';
import { beginJiraHistory, planJiraHistory, readOnJiraHistory } from '../usecases/import-jira-history';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { PROJECT_ADMINS, forProjectAdministrators } from '../../catalog/calls/console-permissions';

// a call of a page may take 25 seconds; a page of tickets that was begun has to end within them
const READING_BUDGET_MS = 8_000;

/** The console's calls about tickets that lived in another system before. */
export const historyCalls = defineCalls<HistoryCalls>(historyInputs, {
  'history/preview': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: (how) => Promise.resolve(previewHistory(how)),
  }),
  'history/take-part': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ importId, ...upload }, { accountId, extension, now }) => {
      await takeHistoryPart({ importId, projectId: extension.project.id }, upload, accountId, now);
      return { taken: true };
    },
  }),
  'history/plan-jira': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: (asked, { extension }) => planJiraHistory(extension.project.id, asked),
  }),
  'history/begin-jira': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ importId, ...asked }, { accountId, extension, now }) => {
      await beginJiraHistory({ importId, projectId: extension.project.id }, asked, accountId, now);
      return { begun: true };
    },
  }),
  'history/read-jira': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ importId }, { accountId, extension, elapsed }) =>
      readOnJiraHistory(
        { importId, projectId: extension.project.id },
        accountId,
        () => elapsed() > READING_BUDGET_MS,
      ),
  }),
  'history/show': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ importId }, { extension }) => showHistory({ importId, projectId: extension.project.id }),
  }),
  'history/list': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async (_asked, { extension }) => ({ imports: await listHistory(extension.project.id) }),
  }),
  'history/plan-undo': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ importId }, { extension }) => planHistoryUndo({ importId, projectId: extension.project.id }),
  }),
  'history/undo': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ importId }, { extension }) => {
      await undoHistory({ importId, projectId: extension.project.id });
      return { undone: true };
    },
  }),
});
