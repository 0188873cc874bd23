import type { ReactNode } from 'react';
import { useKeptFocus } from '../env/kept-focus';
import { useStore } from '../env/store';
import { FlagCorner } from './flag-corner';
import { isDrawerOpen } from './invocations-button';
import { InvocationsDrawer } from './invocations-drawer';
import { TopBar } from './top-bar';

/** What stands around every page. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const isOpen = useStore(isDrawerOpen);
  useKeptFocus();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <TopBar />
      <p className="sandbox-note" role="note">
        A sandbox on this machine, not Jira. The company and its people are made up; nothing is kept.
      </p>
      <div className="shell-body" data-drawer={isOpen}>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <InvocationsDrawer />
      </div>
      <FlagCorner />
    </div>
  );
}
