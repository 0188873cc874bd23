import { Checkbox, HelperMessage, Label, LoadingButton, Select, Stack } from '@forge/react';
import { useState } from 'react';
import type { PortalSettingsCalls, PortalSettingsView } from '../../src/flows/contract/portal-settings';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { Saved } from '../components/saved';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { useSave } from '../lib/use-save';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.portal;

const call = callOf<PortalSettingsCalls>();

/** What customers can do, and see, in the portal. */
export const PortalTab = () => {
  const { loaded, reload } = useLoaded(() => call('portal-settings/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={3} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <PortalForm view={loaded.data} />;
  }
};

type OrderScope = PortalSettingsView['rules']['orderFor'];

/** The narrowest first. */
const SCOPES = ['nobody', 'reports', 'department', 'everybody'] as const satisfies readonly OrderScope[];

const optionOf = (value: OrderScope): { readonly value: OrderScope; readonly label: string } => ({
  value,
  label: messages.orderFor.choices[value],
});

const PortalForm = ({ view: { rules, revision } }: { readonly view: PortalSettingsView }) => {
  const [after, setAfter] = useState(revision);
  const [orderFor, setOrderFor] = useState(rules.orderFor);
  const [showsPrices, setShowsPrices] = useState(rules.showsPrices);
  const { busy, outcome, edited, save } = useSave();

  const saveRules = (): Promise<void> =>
    save(async () => {
      const saved = await call('portal-settings/save', { rules: { orderFor, showsPrices }, after });
      setAfter(saved.revision);
      return 'saved';
    });

  return (
    <Stack space="space.200" alignInline="start">
      <Stack space="space.025">
        <Label labelFor="order-for">{messages.orderFor.label}</Label>
        <Select
          inputId="order-for"
          options={SCOPES.map(optionOf)}
          value={optionOf(orderFor)}
          onChange={(option: { readonly value: OrderScope }) => {
            setOrderFor(option.value);
            edited();
          }}
        />
        <HelperMessage>{messages.orderFor.help}</HelperMessage>
      </Stack>
      <Checkbox
        label={messages.prices}
        isChecked={showsPrices}
        onChange={(event) => {
          setShowsPrices(event.target.checked === true);
          edited();
        }}
      />
      <Saved outcome={outcome} saved={messages.saved} notSaved={messages.notSaved} />
      <LoadingButton appearance="primary" isLoading={busy} onClick={() => void saveRules()}>
        {messages.save}
      </LoadingButton>
    </Stack>
  );
};
