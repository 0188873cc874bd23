import type { Calls } from '../../common/contract/calls';
import { projectSettingsSchema, type ProjectSettings } from '../../settings/contract/project-settings';
import { revisionSchema } from '../../settings/contract/settings-part';
import type { LinkedAccounts } from '../../imports/contract/linked-accounts';
import type { ImportPlan } from '../../imports/contract/import-plan';
import * as z from '#zod';
import { importId } from '../../staging/contract/imports';
import type { PersonalDataView } from '../../privacy/contract/personal-data';
import type { MissingPeople } from '../../people/contract/missing-people';

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
  /** Requests that could not be processed again and again; the worst few. */
  readonly leftBehind: readonly {
    readonly issueKey: string;
    readonly failures: number;
    readonly reason: string;
  }[];
  /** How often each project's mapping was saved, by the project's id. */
  readonly revisions: Readonly<Record<string, number>>;
  readonly catalog: { readonly applications: number; readonly seats: number; readonly people: number };
}

export interface ProjectSetupView {
  readonly requestTypes: readonly { readonly id: string; readonly name: string }[];
  readonly statuses: readonly { readonly id: string; readonly name: string }[];
  /** A mapping guessed from names and types, for an administrator to check. */
  readonly suggestion: ProjectSettings | null;
}

export const adminInputs = {
  'admin/setup': z.strictObject({}),
  'admin/project-setup': z.strictObject({
    projectId: z.string().regex(/^\d+$/),
    serviceDeskId: z.string().regex(/^\d+$/),
  }),
  /** `after` is how often the mapping had been saved as it was shown. */
  'admin/save-project': z.strictObject({ project: projectSettingsSchema, after: revisionSchema }),
  'import/plan-roster': z.strictObject({
    importId,
    emailPattern: z.string().max(200).nullable(),
    /** Whether everybody who works here is in the file; people who are not are missing then. */
    isComplete: z.boolean().default(false),
    /** Whether that holds even though very many are not. */
    acceptsMissing: z.boolean().default(false),
  }),
  'people/personal-data': z.strictObject({}),
  'people/links': z.strictObject({}),
  /** The account is theirs. */
  'people/link': z.strictObject({
    workerId: z.string().min(1).max(64),
    accountId: z.string().regex(/^[A-Za-z0-9:-]{1,128}$/),
  }),
  /** It isn't: what somebody picked is taken back. */
  'people/unlink': z.strictObject({ workerId: z.string().min(1).max(64) }),
  'people/missing': z.strictObject({}),
  /** Somebody who is missing has left, or still works here. */
  'people/settle-missing': z.strictObject({
    workerIds: z.array(z.string().min(1).max(64)).min(1).max(200),
    status: z.enum(['active', 'inactive']),
  }),
};

interface AdminOutputs {
  readonly 'admin/setup': SetupView;
  readonly 'admin/project-setup': ProjectSetupView;
  /** Not saved: it waits for a second administrator. */
  readonly 'admin/save-project': { readonly saved: boolean };
  readonly 'import/plan-roster': ImportPlan;
  readonly 'people/personal-data': PersonalDataView;
  readonly 'people/links': LinkedAccounts;
  readonly 'people/link': { readonly linked: true };
  readonly 'people/unlink': { readonly unlinked: true };
  readonly 'people/missing': MissingPeople;
  /** How many of them were missing until then. */
  readonly 'people/settle-missing': { readonly settled: number };
}

export type AdminCalls = Calls<typeof adminInputs, AdminOutputs>;
