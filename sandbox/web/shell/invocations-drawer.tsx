import { IconButton } from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Cross from '@atlaskit/icon/core/cross';
import Text from '@atlaskit/primitives/text';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { getInvocations } from '../api/invocations';
import { useChanges } from '../env/changes';
import { useStore } from '../env/store';
import { Rows } from '../parts/skeleton';
import { Loaded, Nothing } from '../parts/states';
import { useData } from '../parts/use-data';
import { FaultSwitch } from './fault-switch';
import { InvocationItem } from './invocation-item';
import { DRAWER_ID, isDrawerOpen } from './invocations-button';

/** What the app did, newest first: beside the page, which stays usable. */
export function InvocationsDrawer(): ReactNode {
  return useStore(isDrawerOpen) ? <OpenDrawer /> : null;
}

function OpenDrawer(): ReactNode {
  const invocations = useData('invocations', getInvocations);
  useChanges(({ kind }) => kind === 'invocation', invocations.reload);
  const close = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    close.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside
      id={DRAWER_ID}
      className="drawer"
      aria-label="Invocations"
      onKeyDown={({ key }) => {
        if (key === 'Escape') isDrawerOpen.set(false);
      }}
    >
      <div className="drawer-head">
        <div>
          <Heading as="h2" size="small">
            Invocations
          </Heading>
          <Text size="small" color="color.text.subtle">
            Every run of the app&apos;s functions, with its calls and cost
          </Text>
        </div>
        <IconButton
          ref={close}
          icon={Cross}
          label="Close"
          appearance="subtle"
          onClick={() => {
            isDrawerOpen.set(false);
          }}
        />
      </div>
      <FaultSwitch />
      <div className="drawer-body">
        <Loaded of={invocations} skeleton={<Rows rows={8} columns={2} />} what="the invocations">
          {(list) =>
            list.length === 0 ? (
              <Nothing
                header="Nothing has run yet"
                description="Create a request, and the app's triggers follow."
              />
            ) : (
              <ul className="plain-list">
                {list.map((invocation) => (
                  <InvocationItem key={invocation.id} invocation={invocation} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </aside>
  );
}
