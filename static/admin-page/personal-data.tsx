import { Heading, HelperMessage, SectionMessage, Stack, Text } from '@forge/react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.personalData;

const call = callOf<AdminCalls>();

/** How many accounts were reported to Atlassian, when, and how many closed ones were erased. */
export const PersonalData = () => {
  const { loaded, reload } = useLoaded(() => call('people/personal-data', {}));
  const words = useClockWords();
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={2} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      break;
  }
  const { reportedAt, failingSince, stored, reported, erased } = loaded.data;
  return (
    <Stack space="space.100">
      <Heading as="h3" size="medium">
        {messages.title}
      </Heading>
      {failingSince !== null && (
        <SectionMessage appearance="warning" title={messages.failing(words.day(failingSince))}>
          <Text>{messages.failingHelp}</Text>
        </SectionMessage>
      )}
      <Text>
        {reportedAt === null
          ? messages.never
          : messages.line(words.day(reportedAt), { reported, stored, erased })}
      </Text>
      <HelperMessage>{messages.help}</HelperMessage>
    </Stack>
  );
};
