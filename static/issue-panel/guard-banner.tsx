import { Link, SectionMessage, Stack, Text } from '@forge/react';
import type { IssuePanelCalls, IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';

const call = callOf<IssuePanelCalls>();

const TITLES = {
  missing: 'The guard is missing from this workflow',
  'switched-off': 'The guard of this workflow is switched off',
} as const;

/** Says in red that the workflow lets tickets through unchecked; administrators get the way to mend it. */
export const GuardBanner = ({ guard }: { readonly guard: NonNullable<IssuePanelRequest['guard']> }) => {
  const { loaded } = useLoaded(() => call('issue-panel/repair-guard', {}));
  const path = loaded.kind === 'ready' ? loaded.data.workflowsPath : null;
  return (
    <SectionMessage appearance="error" title={TITLES[guard]}>
      <Stack space="space.100">
        <Text>
          Jira does not stop a ticket from being fulfilled without approval. Seatkeeper finds that afterwards
          and reopens the ticket.
        </Text>
        {path === null ? (
          <Text>A Jira administrator can mend it on the Seatkeeper admin page.</Text>
        ) : (
          <Text>
            {'Mend it on the Seatkeeper admin page, or '}
            <Link href={path} openNewTab>
              open the workflow
            </Link>
            {'.'}
          </Text>
        )}
      </Stack>
    </SectionMessage>
  );
};
