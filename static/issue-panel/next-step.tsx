import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type {
  IssuePanelCalls,
  IssuePanelRequest,
  IssuePanelView,
} from '../../src/flows/contract/issue-panel';
import { callOf, messageOf } from '../lib/call';
import type { Loaded } from '../lib/use-loaded';
import * as messages from './next-step-messages';

const call = callOf<IssuePanelCalls>();
const LOOKS = 12;
const LOOK_EVERY_MS = 1_500;

export type Reload = () => Promise<Loaded<IssuePanelView>>;

/** The one thing to do next; where it cannot be done, the button stays with the reason beside it. */
export const NextStep = ({ view, reload }: { readonly view: IssuePanelRequest; readonly reload: Reload }) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { next } = view;
  if (next.kind === 'none') return null;

  const fulfill = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await call('issue-panel/fulfill', {});
      // the ticket has moved; seat, note and message follow with Jira's event, usually within seconds
      for (let look = 0; look < LOOKS; look++) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        const loaded = await reload();
        const isDone =
          loaded.kind === 'ready' && loaded.data.kind === 'request' && loaded.data.state === 'fulfilled';
        if (isDone) break;
      }
    } catch (failure) {
      setError(messageOf(failure));
      await reload();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack space="space.100">
      {error !== null && (
        <SectionMessage appearance="error" title={messages.failed}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <LoadingButton
          appearance="primary"
          isDisabled={!next.enabled}
          isLoading={busy}
          onClick={() => void fulfill()}
        >
          {messages.fulfill(view.requesterName)}
        </LoadingButton>
        <Text color="color.text.subtle">{next.reason ?? messages.sameAsStatus}</Text>
      </Inline>
    </Stack>
  );
};
