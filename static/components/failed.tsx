import { Button, Inline, SectionMessage, Stack, Text } from '@forge/react';

/** What went wrong in words, and a way to try again; for people without permission only the words. */
export const Failed = ({
  message,
  forbidden,
  onRetry,
}: {
  readonly message: string;
  readonly forbidden: boolean;
  readonly onRetry: () => Promise<unknown>;
}) => (
  <SectionMessage
    appearance={forbidden ? 'warning' : 'error'}
    title={forbidden ? 'Not for you to see' : 'This could not be loaded'}
  >
    <Stack space="space.100">
      <Text>{message}</Text>
      {!forbidden && (
        <Inline>
          <Button onClick={() => void onRetry()}>Retry</Button>
        </Inline>
      )}
    </Stack>
  </SectionMessage>
);
