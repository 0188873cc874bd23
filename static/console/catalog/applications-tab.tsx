import { Heading, Stack } from '@forge/react';
import { useState } from 'react';
import { Back } from '../../components/back';
import { CatalogImport } from '../../components/catalog-import';
import { WaitingChanges, type Changes } from '../../components/waiting-changes';
import { ApplicationDetails } from './application-details';
import { ApplicationsTable } from './applications-table';
import { catalogMessages } from './messages';

type Shown = { readonly kind: 'list' | 'import' } | { readonly kind: 'application'; readonly key: string };

/** What there is to ask for: all of it, one of it, or taking it from a file; above it what waits for a second admin. */
export const ApplicationsTab = ({ changes }: { readonly changes: Changes }) => {
  const [shown, setShown] = useState<Shown>({ kind: 'list' });
  const back = (): void => {
    setShown({ kind: 'list' });
  };
  switch (shown.kind) {
    case 'list':
      return (
        <ApplicationsTable
          changes={changes}
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
          <WaitingChanges changes={changes} />
          <Back label={catalogMessages.all} onBack={back} />
          <ApplicationDetails key={changes.decisions} applicationKey={shown.key} />
        </Stack>
      );
    case 'import':
      return (
        <Stack space="space.200">
          <WaitingChanges changes={changes} />
          <Back label={catalogMessages.all} onBack={back} />
          <Heading as="h3" size="small">
            {catalogMessages.import.title}
          </Heading>
          <CatalogImport />
        </Stack>
      );
  }
};
