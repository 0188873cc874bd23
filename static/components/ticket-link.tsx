import { Link, Text } from '@forge/react';

/** A ticket by its key; one of another system cannot be opened here. */
export const TicketLink = ({
  issueKey,
  isInJira,
}: {
  readonly issueKey: string;
  readonly isInJira: boolean;
}) => (isInJira ? <Link href={`/browse/${issueKey}`}>{issueKey}</Link> : <Text>{issueKey}</Text>);
