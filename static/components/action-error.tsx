import { SectionMessage, Text } from '@forge/react';

/** Why what a button should have done was not done; nothing when there is nothing to say. */
export const ActionError = ({
  title,
  message,
}: {
  readonly title: string;
  readonly message: string | null;
}) =>
  message === null ? (
    <></>
  ) : (
    <SectionMessage appearance="error" title={title}>
      <Text>{message}</Text>
    </SectionMessage>
  );
