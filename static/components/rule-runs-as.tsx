import { SectionMessage, Stack, Text } from '@forge/react';
import * as messages from './rule-runs-as-messages';

/** For whom a rule runs an action, and what that person must have allowed. */
export const RuleRunsAs = ({ who }: { readonly who: string }) => (
  <SectionMessage appearance="information">
    <Stack space="space.050">
      <Text>{messages.runsAs(who)}</Text>
      <Text>{messages.consent}</Text>
    </Stack>
  </SectionMessage>
);
