import { Inline, Text, User } from '@forge/react';

export interface StagePerson {
  readonly personId: string;
  /** Whom they stand in for. */
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
        <User accountId={personId} />
        {forId !== null && <Text>for</Text>}
        {forId !== null && <User accountId={forId} />}
      </Inline>
    ))}
    {count > people.length && <Text>{`and ${count - people.length} more`}</Text>}
    {count > quorum && (
      <Text color="color.text.subtle">{`${quorum} of these ${count} ${quorum === 1 ? 'has' : 'have'} to approve`}</Text>
    )}
  </Inline>
);
