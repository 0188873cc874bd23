import { Heading, Stack } from '@forge/react';
import { useState } from 'react';
import { Back } from '../../components/back';
import { CatalogImport } from '../../components/catalog-import';
import { WaitingChanges } from '../../components/waiting-changes';
import { ApplicationDetails } from './application-details';
import { ApplicationsTable } from './applications-table';
import { catalogMessages } from './messages';

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
        <Stack space="space.200">
          <WaitingChanges />
          <ApplicationsTable
            onOpen={(key) => {
              setShown({ kind: 'application', key });
            }}
            onImport={() => {
              setShown({ kind: 'import' });
            }}
          />
        </Stack>
      );
    case 'application':
      return (
        <Stack space="space.200">
          <Back label={catalogMessages.all} onBack={back} />
          <ApplicationDetails applicationKey={shown.key} />
        </Stack>
      );
    case 'import':
      return (
        <Stack space="space.200">
          <Back label={catalogMessages.all} onBack={back} />
          <Heading as="h3" size="small">
            {catalogMessages.import.title}
          </Heading>
          <CatalogImport />
        </Stack>
      );
  }
};
