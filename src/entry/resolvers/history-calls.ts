import { historyInputs, type HistoryOutputs } from '../../contracts/history';
import {
  listHistory,
  planHistoryUndo,
  previewHistory,
  showHistory,
  takeHistoryPart,
  undoHistory,
} from '../../usecases/import-history';
import { defineCall, type CallMap } from './define-resolver';
import { forProjectAdministrators } from './for-console';

/** The console's calls about tickets that lived in another system before. */
export const historyCalls: CallMap<HistoryOutputs> = {
  'history/preview': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/preview'],
    run: (how) => Promise.resolve(previewHistory(how)),
  }),
  'history/take-part': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/take-part'],
    run: async ({ importId, ...upload }, { accountId, extension, now }) => {
      await takeHistoryPart({ importId, projectId: extension.project.id }, upload, accountId, now);
      return { taken: true as const };
    },
  }),
  'history/show': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/show'],
    run: ({ importId }, { extension }) => showHistory({ importId, projectId: extension.project.id }),
  }),
  'history/list': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/list'],
    run: async (_asked, { extension }) => ({ imports: await listHistory(extension.project.id) }),
  }),
  'history/plan-undo': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/plan-undo'],
    run: ({ importId }, { extension }) => planHistoryUndo({ importId, projectId: extension.project.id }),
  }),
  'history/undo': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/undo'],
    run: async ({ importId }, { extension }) => {
      await undoHistory({ importId, projectId: extension.project.id });
      return { undone: true as const };
    },
  }),
};
