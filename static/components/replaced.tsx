import { Inline, Text } from '@forge/react';
import type { ReactNode } from 'react';
import * as messages from './replaced-messages';

interface Props {
  /** Whose place it is. */
  readonly label: string;
  /** Null for nobody. */
  readonly before: ReactNode | null;
  readonly after: ReactNode | null;
}

/** Who had a role and who will, by name. */
export const Replaced = ({ label, before, after }: Props) => (
  <Inline space="space.050" alignBlock="center" shouldWrap>
    <Text>{label}</Text>
    {before ?? <Text>{messages.none}</Text>}
    <Text>{messages.becomes}</Text>
    {after ?? <Text>{messages.none}</Text>}
  </Inline>
);
