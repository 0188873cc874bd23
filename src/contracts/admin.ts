import { z } from 'zod';
import type { CatalogDiff } from '../domain/catalog/catalog-diff';
import { IMPORT_MAX_PARTS, IMPORT_PART_CHARACTERS } from './import-limits';
import { projectSettingsSchema, type ProjectSettings } from './settings';

const importId = z.uuid();

export interface FieldChoice {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface ProjectChoice {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly serviceDeskId: string;
}

export interface SetupView {
  readonly projects: readonly ProjectChoice[];
  readonly fields: readonly FieldChoice[];
  readonly settings: readonly ProjectSettings[];
  readonly catalog: { readonly applications: number; readonly seats: number; readonly people: number };
}

export interface ProjectSetupView {
  readonly requestTypes: readonly { readonly id: string; readonly name: string }[];
  readonly statuses: readonly { readonly id: string; readonly name: string }[];
  /** A mapping guessed from names and types, for an administrator to check. */
  readonly suggestion: ProjectSettings | null;
}

export interface RowProblem {
  /** Row of the file, the header being row 1; 0 when the whole file is meant. */
  readonly row: number;
  readonly message: string;
}

/** What a roster would change, counted; nothing is written yet. */
export interface RosterDiff {
  readonly rows: number;
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Stored people who are not in the file; they stay as they are. */
  readonly missing: number;
  /** People of the file without an Atlassian account on this site. */
  readonly withoutAccount: number;
  readonly becomingInactive: number;
  /** The first problems; `problemCount` counts all. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  /** Rows that repeat a worker; the last row counts. */
  readonly repeatedRows: number;
}

export type ImportPlan =
  | {
      readonly kind: 'catalog';
      readonly diff: CatalogDiff;
      readonly policyRules: number | null;
      readonly applicable: boolean;
    }
  | { readonly kind: 'roster'; readonly diff: RosterDiff; readonly applicable: boolean };

export const adminInputs = {
  'admin/setup': z.strictObject({}),
  'admin/project-setup': z.strictObject({
    projectId: z.string().regex(/^\d+$/),
    serviceDeskId: z.string().regex(/^\d+$/),
  }),
  'admin/save-project': z.strictObject({ project: projectSettingsSchema }),
  'import/stage': z.strictObject({
    importId,
    part: z
      .number()
      .int()
      .min(0)
      .max(IMPORT_MAX_PARTS - 1),
    text: z.string().max(IMPORT_PART_CHARACTERS),
  }),
  'import/plan-catalog': z.strictObject({ importId }),
  'import/plan-roster': z.strictObject({ importId, emailPattern: z.string().max(200).nullable() }),
  'import/apply': z.strictObject({ importId }),
  'import/discard': z.strictObject({ importId }),
};

export interface AdminOutputs {
  readonly 'admin/setup': SetupView;
  readonly 'admin/project-setup': ProjectSetupView;
  readonly 'admin/save-project': { readonly saved: true };
  readonly 'import/stage': { readonly staged: true };
  readonly 'import/plan-catalog': ImportPlan;
  readonly 'import/plan-roster': ImportPlan;
  readonly 'import/apply': { readonly applied: true };
  readonly 'import/discard': { readonly discarded: true };
}
