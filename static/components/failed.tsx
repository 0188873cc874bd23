import { Button, Inline, SectionMessage, Stack, Text } from '@forge/react';
import * as messages from './failed-messages';

/** What went wrong in words, and a way to try again; for people without permission only the words. */
export const Failed = ({
  message,
  forbidden,
  title = forbidden ? messages.forbidden : messages.notLoaded,
  onRetry,
}: {
  readonly message: string;
  readonly forbidden: boolean;
  readonly title?: string;
  readonly onRetry: () => Promise<unknown>;
}) => (
  <SectionMessage appearance={forbidden ? 'warning' : 'error'} title={title}>
    <Stack space="space.100">
      <Text>{message}</Text>
      {!forbidden && (
        <Inline>
          <Button onClick={() => void onRetry()}>{messages.retry}</Button>
        </Inline>
      )}
    </Stack>
  </SectionMessage>
);
