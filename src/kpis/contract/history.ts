import type { Calls } from '../../common/contract/calls';
import type { PastEvent } from '../../facts/rules/past-event';
import type { RowProblem } from '../../imports/contract/import-plan';
import * as z from '#zod';
import type { HistoryTotals } from '../rules/history';
import { historyMapping, type HistoryMapping } from './history-mapping';
import { IMPORT_PART_CHARACTERS } from '../../common/contract/import-limits';
import { importId } from '../../staging/contract/imports';
import { kpiMessages } from '../rules/messages';

const MOST_PARTS = 2_000;

/** The ways in which other systems write down what became of their tickets. */
export const HISTORY_FORMATS = ['servicenow', 'mapped'] as const;

export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/** What is stored of past tickets of a project, and how far one import has come. */
export interface HistoryReport extends HistoryTotals {
  /** Numbers of the parts that came in, from 0. */
  readonly partsTaken: readonly number[];
  readonly isWhole: boolean;
  /** Rows of the import, repeated ones included. */
  readonly rows: number;
  /** Events that are there because of this import; the others of its rows had been there before. */
  readonly brought: number;
  /** Rows of which something could not be read; they count among tickets and events all the same. */
  readonly problemRows: number;
  /** The first problems; `problemCount` counts all. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
}

/** What undoing an import would change; nothing is changed yet. */
export interface HistoryUndoPlan {
  /** Events that would go. */
  readonly events: number;
  readonly now: HistoryTotals;
  readonly then: HistoryTotals;
}

/** The first rows of a file as they would be read; nothing is kept. */
export interface HistoryPreview {
  /** Names of the file's columns. */
  readonly columns: readonly string[];
  readonly rows: readonly PreviewedRow[];
  /** Rows of the text, of which the first are shown. */
  readonly rowCount: number;
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
}

/** `at` in milliseconds since the epoch, UTC, 0 when it could not be read. */
export type PreviewedRow = Omit<PastEvent, 'key' | 'changes'>;

/** An import of the project. */
export interface HistoryImportRow {
  readonly importId: string;
  /** What was imported, such as a file's name. */
  readonly name: string;
  readonly format: string;
  readonly mapping: HistoryMapping | null;
  readonly parts: number;
  readonly partsTaken: number;
  readonly createdBy: string;
  /** Milliseconds since the epoch, UTC. */
  readonly createdAt: number;
}

/** What a query for past tickets of this Jira finds; nothing is kept. Times in milliseconds since the epoch, UTC. */
export interface JiraHistoryPlan {
  /** As Jira estimates. */
  readonly total: number;
  /** The first ones. */
  readonly tickets: readonly {
    readonly issueKey: string;
    /** Whether the app follows it itself, so that it is left out. */
    readonly isKnown: boolean;
    /** For the last time; null when it never was. */
    readonly fulfilledAt: number | null;
    readonly fulfillments: number;
    readonly reopenings: number;
    /** Fulfillments whose goal was missed, of those with a measurement. */
    readonly missed: number;
    readonly measured: number;
  }[];
}

/** How far an import from Jira has come, in tickets. */
export interface JiraHistoryProgress {
  /** As Jira estimated at the beginning. */
  readonly total: number;
  readonly read: number;
  readonly imported: number;
  /** Left out because the app follows them itself. */
  readonly known: number;
  /** Left out because they were never fulfilled. */
  readonly unfulfilled: number;
  readonly isDone: boolean;
  /** For how long Jira asks not to be asked; 0 when it does not. */
  readonly waitSeconds: number;
}

const jiraQuestion = {
  jql: z.string().trim().min(1, kpiMessages.history.jql).max(2_000),
  /** By name; empty for the status that the project has mapped. */
  fulfilledStatus: z.string().trim().max(100),
};

const how = {
  format: z.enum(HISTORY_FORMATS),
  /** Of the columns; only where the format is `mapped`. */
  mapping: historyMapping.optional(),
};
const isMapped = ({ format, mapping }: { format: HistoryFormat; mapping?: unknown }): boolean =>
  (format === 'mapped') === (mapping !== undefined);

/** The file's header and whole rows. */
const text = z.string().max(IMPORT_PART_CHARACTERS);
/** Where in the file the text's first row stands, the header being row 1. */
const firstRow = z.int().min(2);

export const historyInputs = {
  'history/preview': z.strictObject({ ...how, firstRow, text }).refine(isMapped, kpiMessages.history.mapping),
  'history/take-part': z
    .strictObject({
      importId,
      ...how,
      /** What is imported, such as the file's name. */
      name: z.string().trim().min(1).max(200),
      part: z.int().min(0),
      /** Of how many. */
      parts: z.int().min(1).max(MOST_PARTS),
      firstRow,
      text,
    })
    .refine(({ part, parts }) => part < parts, kpiMessages.history.part)
    .refine(isMapped, kpiMessages.history.mapping),
  'history/plan-jira': z.strictObject(jiraQuestion),
  'history/begin-jira': z.strictObject({ importId, ...jiraQuestion }),
  'history/read-jira': z.strictObject({ importId }),
  'history/show': z.strictObject({ importId }),
  'history/list': z.strictObject({}),
  'history/plan-undo': z.strictObject({ importId }),
  'history/undo': z.strictObject({ importId }),
};

interface HistoryOutputs {
  readonly 'history/preview': HistoryPreview;
  readonly 'history/take-part': { readonly taken: true };
  readonly 'history/plan-jira': JiraHistoryPlan;
  readonly 'history/begin-jira': { readonly begun: true };
  readonly 'history/read-jira': JiraHistoryProgress;
  readonly 'history/show': HistoryReport;
  readonly 'history/list': { readonly imports: readonly HistoryImportRow[] };
  readonly 'history/plan-undo': HistoryUndoPlan;
  readonly 'history/undo': { readonly undone: true };
}

export type HistoryCalls = Calls<typeof historyInputs, HistoryOutputs>;
