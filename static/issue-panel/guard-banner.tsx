import { Link, SectionMessage, Stack, Text } from '@forge/react';
import type { IssuePanelCalls, IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import * as messages from './guard-banner-messages';

const call = callOf<IssuePanelCalls>();

/** Says in red that the workflow lets tickets through unchecked; administrators get the way to repair it. */
export const GuardBanner = ({ guard }: { readonly guard: NonNullable<IssuePanelRequest['guard']> }) => {
  const { loaded } = useLoaded(() => call('issue-panel/repair-guard', {}));
  const path = loaded.kind === 'ready' ? loaded.data.workflowsPath : null;
  return (
    <SectionMessage appearance="error" title={messages.titles[guard]}>
      <Stack space="space.100">
        <Text>{messages.risk}</Text>
        {path === null ? (
          <Text>{messages.askAdmin}</Text>
        ) : (
          <Text>
            {messages.fix.before}
            <Link href={path} openNewTab>
              {messages.fix.link}
            </Link>
            {messages.fix.after}
          </Text>
        )}
      </Stack>
    </SectionMessage>
  );
};
