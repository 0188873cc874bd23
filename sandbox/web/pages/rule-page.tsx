import Button from '@atlaskit/button/new';
import { useRef, useState, type ReactNode } from 'react';
import { saveInputs } from '../api/rules';
import { showFailure } from '../env/flags';
import { useSession } from '../env/session';
import { Page, Panel } from '../parts/page';
import { Nothing } from '../parts/states';
import { Surface } from '../ui-kit/surface';

/** A rule of Automation with one action of the app: its form, and Automation's own button. */
export function RulePage({ actionKey }: { readonly actionKey: string }): ReactNode {
  const { session } = useSession();
  const module = session.modules.find(({ type, key }) => type === 'action' && key === actionKey);
  const [isDirty, setDirty] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const submit = async (inputs: unknown): Promise<boolean> => {
    try {
      await saveInputs(actionKey, inputs);
      setDirty(true);
      return true;
    } catch (error) {
      showFailure('Automation refused the inputs', error);
      return false;
    }
  };
  return (
    <Page title="Rule" crumbs={[{ text: 'Automation', href: '/' }]} width="narrow">
      {module?.editResource === undefined ? (
        <Nothing header="The action has no form" description="Its manifest declares none." />
      ) : (
        <Panel title={module.title ?? module.key}>
          <div ref={around}>
            <Surface view="edit" module={module} place={{ page: 'rule', actionKey }} onSubmit={submit} />
          </div>
          <Button
            appearance="primary"
            isDisabled={!isDirty}
            onClick={() => {
              around.current?.querySelector('form')?.requestSubmit();
            }}
          >
            Next
          </Button>
        </Panel>
      )}
    </Page>
  );
}
