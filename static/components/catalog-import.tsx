import type { ImportCalls } from '../../src/imports/contract/import-plan';
import { RadioGroup, Stack, Text } from '@forge/react';
import { useState } from 'react';
import { callOf } from '../lib/call';
import { AssetsImport } from './assets-import';
import { ImportSteps } from './import-steps';
import { PlanView, waitsForSecondAdmin } from './plan-view';
import * as messages from './catalog-import-messages';

const call = callOf<ImportCalls>();

interface Props {
  readonly onApplied?: () => Promise<unknown>;
}

const SOURCES = [
  { name: 'catalog-source', value: 'document', label: messages.fromDocument },
  { name: 'catalog-source', value: 'assets', label: messages.fromAssets },
];

/** Imports the catalog, on every page that takes one. */
export const CatalogImport = (props: Props) => {
  const [source, setSource] = useState('document');
  return (
    <Stack space="space.200">
      <Stack space="space.050">
        <Text size="small" weight="semibold" color="color.text.subtle">
          {messages.source}
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
    label={messages.document.label}
    help={messages.document.help}
    plan={(importId) => call('import/plan-catalog', { importId })}
    show={(plan) => <PlanView plan={plan} />}
    proposes={waitsForSecondAdmin}
    done={() => messages.document.done}
  />
);
