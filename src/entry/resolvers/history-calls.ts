import { historyInputs, type HistoryOutputs } from '../../contracts/history';
import { showHistory, takeHistoryPart, undoHistory } from '../../usecases/import-history';
import { defineCall, type CallMap } from './define-resolver';
import { forProjectAdministrators } from './for-console';

/** The console's calls about tickets that lived in another system before. */
export const historyCalls: CallMap<HistoryOutputs> = {
  'history/take-part': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/take-part'],
    run: async ({ importId, part, parts, firstRow, text }, { accountId, extension, now }) => {
      const source = { importId, projectId: extension.project.id };
      await takeHistoryPart(source, { part, parts, firstRow, text }, accountId, now);
      return { taken: true as const };
    },
  }),
  'history/show': defineCall({
    ...forProjectAdministrators,
    input: historyInputs['history/show'],
    run: ({ importId }, { extension }) => showHistory({ importId, projectId: extension.project.id }),
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
