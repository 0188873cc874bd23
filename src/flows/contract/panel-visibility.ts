import * as z from '#zod';
import type { Calls } from '../../common/contract/calls';

/** The key of the panel in manifest.yml. */
export const ISSUE_PANEL_KEY = 'issue-panel';

/** What is known of the panel on a project's requests: no call of Jira's says where it is shown. */
export interface ProjectPanelView {
  readonly projectId: string;
  readonly projectKey: string;
  readonly state: 'not-asked' | 'working' | 'asked' | 'failed';
  /** When Jira was asked last; milliseconds since the epoch, UTC, null for never. */
  readonly askedAt: number | null;
}

export interface PanelVisibilityView {
  readonly now: number;
  readonly projects: readonly ProjectPanelView[];
}

export const panelVisibilityInputs = {
  'panel-visibility/show': z.strictObject({}),
  'panel-visibility/ask': z.strictObject({ projectId: z.string().regex(/^\d+$/) }),
};

interface PanelVisibilityOutputs {
  readonly 'panel-visibility/show': PanelVisibilityView;
  readonly 'panel-visibility/ask': PanelVisibilityView;
}

export type PanelVisibilityCalls = Calls<typeof panelVisibilityInputs, PanelVisibilityOutputs>;
