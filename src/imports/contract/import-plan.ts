import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { CatalogDiff } from '../../catalog/rules/catalog-diff';
import { IMPORT_MAX_PARTS, IMPORT_PART_CHARACTERS } from '../../common/contract/import-limits';
import type { RosterChange, RosterPerson } from '../rules/roster-changes';
import { importId } from '../../staging/contract/imports';
import { assetsSourceSchema, type AssetsSource } from './assets-source';

export interface RowProblem {
  /** Row of the file, the header being row 1; 0 when the whole file is meant. */
  readonly row: number;
  readonly message: string;
}

/** What a roster would change; nothing is written yet. */
export interface RosterDiff {
  readonly rows: number;
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Stored people who are not in the file. */
  readonly missing: number;
  /** What a file that is declared complete makes of them; null for one that is not, which leaves them as they are. */
  readonly leavingOut: LeavingOut | null;
  /** People of the file of whom nobody knows an Atlassian account on this site. */
  readonly withoutAccount: number;
  /** Why, of those among them of whom that is known. */
  readonly unjoined: {
    readonly noAddress: number;
    /** Hidden, or of no account: nobody can tell which. */
    readonly addressNotShown: number;
    readonly unknownId: number;
  };
  /** Active accounts of the site that show apps no e-mail address; 0 where the site has too many to read them all. */
  readonly hiddenAddresses: number;
  /** Known people whose account is no longer theirs by the file. */
  readonly losingAccount: number;
  readonly becomingInactive: number;
  /** Rows that are left out because another person keeps the Atlassian account that they name. */
  readonly heldAccounts: number;
  /** People whose manager neither the file nor the roster has; they get none. */
  readonly managersNotFound: number;
  /** Columns of the file that nothing is read from. */
  readonly unusedColumns: readonly string[];
  /** The first people who are new or changed, what decides about access first; `added` and `changed` count all. */
  readonly changes: readonly RosterChange[];
  /** Whether it says what e-mail address or account anybody has. */
  readonly saysAccounts: boolean;
  /** Whether some of it counts in the importer's own requests only once another administrator imports the same. */
  readonly needsRepeat: boolean;
  /** The first problems, the weightiest first. */
  readonly problems: readonly RowProblem[];
  /** Rows that can't be read, which are left out. */
  readonly problemCount: number;
  /** Rows that repeat a worker; the last row counts. */
  readonly repeatedRows: number;
}

/** The people who are active and whom a complete roster does not name: they are missing until somebody says more. */
export interface LeavingOut {
  /** The first of them; `count` counts all. */
  readonly people: readonly RosterPerson[];
  readonly count: number;
  /** People who are active by the stored roster. */
  readonly active: number;
  /** So many that the file may be cut short. */
  readonly isAbnormal: boolean;
  /** Whether the administrator has said that it is not. */
  readonly isAccepted: boolean;
}

export type ImportPlan =
  | {
      readonly kind: 'catalog';
      readonly diff: CatalogDiff;
      readonly policyRules: number | null;
      readonly applicable: boolean;
      /** Whether it waits for another administrator once it is applied. */
      readonly needsSecondAdmin: boolean;
      /** Requests that are held against it once it is applied. */
      readonly rechecked: { readonly approved: number; readonly waiting: number };
    }
  | { readonly kind: 'roster'; readonly diff: RosterDiff; readonly applicable: boolean };

/** What every page has that takes a catalog. */
export const importInputs = {
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
  'import/assets-source': z.strictObject({}),
  'import/plan-from-assets': z.strictObject({ importId, source: assetsSourceSchema }),
  'import/apply': z.strictObject({ importId }),
  'import/discard': z.strictObject({ importId }),
};

interface ImportOutputs {
  readonly 'import/stage': { readonly staged: true };
  readonly 'import/plan-catalog': ImportPlan;
  /** Where the catalog was last read from in Assets, or is usually found. */
  readonly 'import/assets-source': AssetsSource;
  readonly 'import/plan-from-assets': ImportPlan;
  /** Not applied: it waits for a second administrator. */
  readonly 'import/apply': { readonly applied: boolean };
  readonly 'import/discard': { readonly discarded: true };
}

export type ImportCalls = Calls<typeof importInputs, ImportOutputs>;
