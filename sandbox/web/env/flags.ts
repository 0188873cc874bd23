import type { ReactNode } from 'react';
import { Store } from './store';

export type FlagType = 'info' | 'success' | 'warning' | 'error';

/** A message in the corner of the page. */
export interface PageFlag {
  readonly id: string;
  readonly type: FlagType;
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: readonly { readonly text: string; readonly onClick?: () => void }[];
  readonly isAutoDismiss?: boolean;
}

export const flags = new Store<readonly PageFlag[]>([]);

export function showFlag(flag: PageFlag): void {
  flags.set([flag, ...flags.get().filter(({ id }) => id !== flag.id)]);
}

export function closeFlag(id: string): void {
  flags.set(flags.get().filter((flag) => flag.id !== id));
}

/** A flag for a call that failed, with the words of whoever refused it. */
export function showFailure(title: string, error: unknown): void {
  showFlag({
    id: `failure-${title}`,
    type: 'error',
    title,
    description: error instanceof Error ? error.message : String(error),
  });
}
