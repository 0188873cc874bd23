import Button from '@atlaskit/button/new';
import Pulse from '@atlaskit/icon/core/pulse';
import type { ReactNode } from 'react';
import { Store, useStore } from '../env/store';

/** Whether the drawer of invocations stands open; outlives pages. */
export const isDrawerOpen = new Store(false);

export const DRAWER_ID = 'invocations';

export function InvocationsButton(): ReactNode {
  const isOpen = useStore(isDrawerOpen);
  return (
    <Button
      appearance="subtle"
      iconBefore={Pulse}
      isSelected={isOpen}
      aria-expanded={isOpen}
      aria-controls={DRAWER_ID}
      aria-label="Invocations"
      onClick={() => {
        isDrawerOpen.set(!isOpen);
      }}
    >
      <span className="invocations-word">Invocations</span>
    </Button>
  );
}
