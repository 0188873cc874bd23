import { z } from 'zod';
import type { HistoryTotals } from '../domain/kpi/history';
import { IMPORT_PART_CHARACTERS } from './import-limits';
import { importId, type RowProblem } from './imports';

const MOST_PARTS = 2_000;

/** The ways in which other systems write down what became of their tickets. */
export const HISTORY_FORMATS = ['servicenow'] as const;

/** What is stored of past tickets of a project, and how far one import has come. */
export interface HistoryReport extends HistoryTotals {
  /** Numbers of the parts that came in, from 0. */
  readonly partsTaken: readonly number[];
  readonly isWhole: boolean;
  /** Rows of the import, repeated ones included. */
  readonly rows: number;
  /** Rows of which something could not be read; they count among tickets and events all the same. */
  readonly problemRows: number;
  /** The first problems; `problemCount` counts all. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
}

export const historyInputs = {
  'history/take-part': z
    .strictObject({
      importId,
      format: z.enum(HISTORY_FORMATS),
      part: z.int().min(0),
      /** Of how many. */
      parts: z.int().min(1).max(MOST_PARTS),
      /** Where in the file the part's first row stands, the header being row 1. */
      firstRow: z.int().min(2),
      /** The file's header and whole rows. */
      text: z.string().max(IMPORT_PART_CHARACTERS),
    })
    .refine(({ part, parts }) => part < parts, 'part is the number of one of the parts, from 0'),
  'history/show': z.strictObject({ importId }),
  'history/undo': z.strictObject({ importId }),
};

export interface HistoryOutputs {
  readonly 'history/take-part': { readonly taken: true };
  readonly 'history/show': HistoryReport;
  readonly 'history/undo': { readonly undone: true };
}
