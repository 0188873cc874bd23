import { Button, Heading, Inline, Stack } from '@forge/react';
import { useState } from 'react';
import { ImportForm } from '../components/import-form';
import { ApplicationDetails } from './application-details';
import { ApplicationsTable } from './applications-table';

type Shown = { readonly kind: 'list' | 'import' } | { readonly kind: 'application'; readonly key: string };

/** What there is to ask for: all of it, one of it, or taking it from a file. */
export const ApplicationsTab = () => {
  const [shown, setShown] = useState<Shown>({ kind: 'list' });
  const back = (): void => {
    setShown({ kind: 'list' });
  };
  switch (shown.kind) {
    case 'list':
      return (
        <ApplicationsTable
          onOpen={(key) => {
            setShown({ kind: 'application', key });
          }}
          onImport={() => {
            setShown({ kind: 'import' });
          }}
        />
      );
    case 'application':
      return (
        <Stack space="space.200">
          <Back onBack={back} />
          <ApplicationDetails applicationKey={shown.key} />
        </Stack>
      );
    case 'import':
      return (
        <Stack space="space.200">
          <Back onBack={back} />
          <Heading as="h3" size="small">
            Import applications and contracts
          </Heading>
          <ImportForm kind="catalog" onApplied={() => Promise.resolve()} />
        </Stack>
      );
  }
};

const Back = ({ onBack }: { readonly onBack: () => void }) => (
  <Inline>
    <Button appearance="subtle" iconBefore="arrow-left" onClick={onBack}>
      All applications
    </Button>
  </Inline>
);
