import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { GuardGap, GuardState } from '../rules/guard-health';

/** A project's guard as it was last found. Times in milliseconds since the epoch, UTC; null for never. */
export interface ProjectGuardView {
  readonly projectId: string;
  readonly projectKey: string;
  readonly state: GuardState;
  readonly checkedAt: number | null;
  /** When the last check that worked was made, which `state` and `gaps` are of. */
  readonly foundAt: number | null;
  /** Why the last check came to nothing; null when it did not. */
  readonly failure: string | null;
  readonly transitions: number;
  readonly gaps: readonly GuardGap[];
}

export interface GuardView {
  readonly now: number;
  readonly projects: readonly ProjectGuardView[];
}

const nothing = z.strictObject({});

export const guardInputs = {
  'guard/show': nothing,
  'guard/check': nothing,
  'guard/switch-on': z.strictObject({ projectId: z.string().regex(/^\d+$/) }),
};

interface GuardOutputs {
  readonly 'guard/show': GuardView;
  readonly 'guard/check': GuardView;
  readonly 'guard/switch-on': GuardView;
}

export type GuardCalls = Calls<typeof guardInputs, GuardOutputs>;

/** Where Jira shows the workflows of a project to whoever may edit them. */
export const workflowsPath = (projectKey: string): string =>
  `/plugins/servlet/project-config/${projectKey}/workflows`;
