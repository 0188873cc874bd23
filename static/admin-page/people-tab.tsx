import { Stack } from '@forge/react';
import { useState } from 'react';
import { LinkedAccounts } from './linked-accounts';
import { MissingPeople } from './missing-people';
import { PersonalData } from './personal-data';
import { RosterImport } from './roster-import';

/** Who works here: those whom the roster has lost, and a new roster. */
export const PeopleTab = ({ onChanged }: { readonly onChanged: () => Promise<unknown> }) => {
  const [imports, setImports] = useState(0);
  return (
    <Stack space="space.300">
      <MissingPeople key={`missing-${imports}`} />
      <LinkedAccounts key={`links-${imports}`} />
      <RosterImport
        onApplied={async () => {
          setImports(imports + 1);
          await onChanged();
        }}
      />
      <PersonalData />
    </Stack>
  );
};
