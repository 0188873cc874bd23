import { Inline, Text } from '@forge/react';
import { PersonName } from './person-name';
import * as messages from './stage-people-messages';

export interface StagePerson {
  readonly personId: string;
  /** Whose delegate they are. */
  readonly forId: string | null;
}

interface Props {
  /** The first few; `count` counts all. */
  readonly people: readonly StagePerson[];
  readonly count: number;
  readonly quorum: number;
}

/** Who may decide a stage, and how many of them have to. */
export const StagePeople = ({ people, count, quorum }: Props) => (
  <Inline space="space.075" alignBlock="center" shouldWrap>
    {people.map(({ personId, forId }) => (
      <Inline key={personId} space="space.050" alignBlock="center" shouldWrap>
        <PersonName accountId={personId} />
        {forId !== null && <Text>{messages.forWhom}</Text>}
        {forId !== null && <PersonName accountId={forId} />}
      </Inline>
    ))}
    {count > people.length && <Text>{messages.more(count - people.length)}</Text>}
    {count > quorum && <Text color="color.text.subtle">{messages.quorum(quorum, count)}</Text>}
  </Inline>
);
