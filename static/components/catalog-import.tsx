import type { ImportCalls } from '../../src/imports/contract/import-plan';
import { RadioGroup, Stack, Text } from '@forge/react';
import { useState } from 'react';
import { callOf } from '../lib/call';
import { AssetsImport } from './assets-import';
import { ImportSteps } from './import-steps';
import { PlanView } from './plan-view';

const call = callOf<ImportCalls>();

interface Props {
  readonly onApplied?: () => Promise<unknown>;
}

const SOURCES = [
  { name: 'catalog-source', value: 'document', label: 'From a document or a table' },
  { name: 'catalog-source', value: 'assets', label: 'From Assets' },
];

/** Imports the catalog, on every page that takes one. */
export const CatalogImport = (props: Props) => {
  const [source, setSource] = useState('document');
  return (
    <Stack space="space.200">
      <Stack space="space.050">
        <Text size="small" weight="semibold" color="color.text.subtle">
          Where does it come from?
        </Text>
        <RadioGroup
          name="catalog-source"
          options={SOURCES}
          value={source}
          onChange={(event) => {
            setSource(String(event.target.value));
          }}
        />
      </Stack>
      {source === 'assets' ? <AssetsImport {...props} /> : <DocumentImport {...props} />}
    </Stack>
  );
};

const DocumentImport = (props: Props) => (
  <ImportSteps
    {...props}
    id="catalog"
    label="Catalog (JSON or CSV)"
    help="A document with applications, contracts, role mappings and the access policy, or a table of applications or of contracts as it is exported. What is not in it stays as it is; role mappings, and the contracts of an application that it names, come as a whole."
    plan={(importId) => call('import/plan-catalog', { importId })}
    show={(plan) => <PlanView plan={plan} />}
    done={() => 'The catalog was imported.'}
  />
);
