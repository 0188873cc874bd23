import type { Page } from 'playwright-core';
import type { Company } from '../../sandbox/company/company';
import type { World } from '../support/world';

/** One surface in one state: how it comes about, who looks at it where, and what to do on the page first. */
export interface Scene {
  readonly surface:
    | 'issue-panel'
    | 'portal-create'
    | 'portal-request'
    | 'portal-profile'
    | 'lead-gadget'
    | 'console'
    | 'admin-page';
  readonly state: string;
  readonly as: keyof Company['roles'];
  /** Makes the state. @returns the page's path */
  readonly prepare: (world: World) => Promise<string>;
  readonly act?: (page: Page) => Promise<void>;
  /** Whether the surface's calls hang or fail instead of being answered. */
  readonly calls?: 'hang' | 'fail' | 'forbid';
  /** Where it is not the made-up one as it comes. */
  readonly company?: Company;
  /** Of the window, in pixels, where it is not the surface's usual one. */
  readonly width?: number;
}
