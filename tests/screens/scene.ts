import type { Page } from 'playwright-core';
import type { Company } from '../../sandbox/company/company';
import type { World } from '../support/world';

/** The admin page, once something was made of its world. */
export const adminScene = (
  state: string,
  make: (world: World) => Promise<unknown>,
  act: NonNullable<Scene['act']>,
  more: Partial<Scene> = {},
): Scene => ({
  surface: 'admin-page',
  state,
  as: 'administrator',
  prepare: async (world) => {
    await make(world);
    return '/jira/settings/apps/admin-page';
  },
  act,
  ...more,
});

/** The console, once something was made of its world. */
export const consoleScene = (
  state: string,
  make: (world: World) => Promise<unknown>,
  act: Scene['act'],
  more: Partial<Scene> = {},
): Scene => ({
  surface: 'console',
  state,
  as: 'administrator',
  prepare: async (world) => {
    await make(world);
    return '/jira/servicedesk/projects/IT/apps/console';
  },
  ...(act ? { act } : {}),
  ...more,
});

/** One surface in one state: how it comes about, who looks at it where, and what to do on the page first. */
export interface Scene {
  readonly surface:
    | 'issue-panel'
    | 'portal-create'
    | 'portal-request'
    | 'portal-profile'
    | 'lead-gadget'
    | 'lead-widget'
    | 'console'
    | 'admin-page'
    | 'look-up-pool'
    | 'check-approvals';
  readonly state: string;
  readonly as: keyof Company['roles'];
  /** Makes the state. @returns the page's path */
  readonly prepare: (world: World) => Promise<string>;
  readonly act?: (page: Page) => Promise<void>;
  /** Whether the surface's calls hang or fail instead of being answered. */
  readonly calls?: 'hang' | 'fail' | 'forbid';
  /** Where it is not the made-up one as it comes. */
  readonly company?: Company;
  /** Which of the surfaces of that module on the page, from 0; the first when left out. */
  readonly which?: number;
  /** Of the window, in pixels, where it is not the surface's usual one. */
  readonly width?: number;
  readonly height?: number;
}
