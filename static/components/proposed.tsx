import { SectionMessage, Text } from '@forge/react';
import * as messages from './changes-messages';

/** What becomes of a change that a second admin has to approve; the page lists it above. */
export const Proposed = () => (
  <SectionMessage appearance="information" title={messages.sent}>
    <Text>{messages.proposed}</Text>
  </SectionMessage>
);
