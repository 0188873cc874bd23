import type { ImportCalls } from '../../src/imports/contract/import-plan';
import { HelperMessage, Label, Stack, TextArea, Textfield } from '@forge/react';
import { useState } from 'react';
import { USUAL_ASSETS_SOURCE, type AssetsSource } from '../../src/imports/contract/assets-source';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { Failed } from './failed';
import { PlannedSteps } from './import-steps';
import { LoadingLines } from './loading';
import { PlanView, waitsForSecondAdmin } from './plan-view';
import * as messages from './assets-import-messages';

const call = callOf<ImportCalls>();

interface Props {
  readonly onApplied?: () => Promise<unknown>;
}

/** Takes the catalog from objects of Atlassian Assets, from where it was last taken unless somebody says otherwise. */
export const AssetsImport = (props: Props) => {
  const { loaded, reload } = useLoaded(() => call('import/assets-source', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label={messages.loading} />;
    case 'failed':
      return <Failed {...loaded} onRetry={reload} />;
    case 'ready':
      return <SourceForm {...props} source={loaded.data} />;
  }
};

const SourceForm = ({ source, ...props }: Props & { readonly source: AssetsSource }) => {
  const [applications, setApplications] = useState(source.applications);
  const [tiers, setTiers] = useState(source.tiers);
  const [contracts, setContracts] = useState(source.contracts ?? '');
  const [names, setNames] = useState(namesText(source.attributes));
  return (
    <PlannedSteps
      {...props}
      isComplete={applications.trim() !== '' && tiers.trim() !== ''}
      plan={async () => {
        const importId = crypto.randomUUID();
        const asked = {
          applications,
          tiers,
          contracts: contracts.trim() === '' ? null : contracts,
          attributes: namesIn(names),
        };
        return { importId, plan: await call('import/plan-from-assets', { importId, source: asked }) };
      }}
      show={(plan) => <PlanView plan={plan} />}
      proposes={waitsForSecondAdmin}
      done={() => messages.done}
    >
      <Query
        id="assets-applications"
        label={messages.applications}
        value={applications}
        onChange={setApplications}
      />
      <Query id="assets-tiers" label={messages.tiers} value={tiers} onChange={setTiers} />
      <HelperMessage>{messages.tiersHelp}</HelperMessage>
      <Query
        id="assets-contracts"
        label={messages.contracts}
        value={contracts}
        placeholder={messages.contractsPlaceholder}
        onChange={setContracts}
      />
      <HelperMessage>{messages.contractsHelp}</HelperMessage>
      <Label labelFor="assets-names">{messages.names}</Label>
      <TextArea
        id="assets-names"
        name="assets-names"
        isMonospaced
        minimumRows={3}
        maxHeight="200px"
        value={names}
        placeholder={messages.namesPlaceholder}
        onChange={(event) => {
          setNames(String(event.target.value));
        }}
      />
      <HelperMessage>{messages.namesHelp(usualNames)}</HelperMessage>
    </PlannedSteps>
  );
};

interface QueryProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

const Query = ({ id, label, value, placeholder = '', onChange }: QueryProps) => (
  <Stack>
    <Label labelFor={id}>{label}</Label>
    <Textfield
      id={id}
      name={id}
      isMonospaced
      value={value}
      placeholder={placeholder}
      onChange={(event) => {
        onChange(String(event.target.value));
      }}
    />
  </Stack>
);

const usual = Object.entries(USUAL_ASSETS_SOURCE.attributes);
const usualNames = usual.map(([, name]) => name).join(', ');
const attributeByName = new Map(usual.map(([attribute, name]) => [name.toLowerCase(), attribute]));

/** Only what is not as usual, a line each. */
function namesText(attributes: AssetsSource['attributes']): string {
  const names = new Map(Object.entries(attributes));
  return usual
    .flatMap(([attribute, name]) => {
      const own = names.get(attribute) ?? name;
      return own === name ? [] : [`${name} = ${own}`];
    })
    .join('\n');
}

/** What is not understood is sent as it is, for the answer to say what is wrong with it. */
const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [usually = '', ...own] = line.split('=').map((part) => part.trim());
        return [attributeByName.get(usually.toLowerCase()) ?? usually, own.join('=')];
      }),
  );
