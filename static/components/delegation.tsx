import { Inline, Lozenge, Stack, Text, User } from '@forge/react';
import type { DelegationView, ProfileView } from '../../src/approvals/contract/delegations';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { FactRow } from './fact-row';

const WORDS = {
  active: { text: 'away now', appearance: 'success' },
  upcoming: { text: 'planned', appearance: 'inprogress' },
  over: { text: 'over', appearance: 'default' },
} as const;

export const DelegationState = ({ delegation }: { readonly delegation: Pick<DelegationView, 'state'> }) => (
  <Inline>
    <Lozenge appearance={WORDS[delegation.state].appearance}>{WORDS[delegation.state].text}</Lozenge>
  </Inline>
);

/** `23 Nov 2026 – 4 Dec 2026`, both days being in. */
export function daysWords({ from, until, endedAt }: DelegationView, words: ClockWords, now: number): string {
  const first = words.day(from);
  const last = words.day(until - 1);
  const days = first === last ? first : `${first} – ${last}`;
  if (endedAt === null) return days;
  return endedAt <= from ? `${days}, called off` : `${days}, ended ${words.moment(endedAt, now)}`;
}

/** The names of the applications, or that it is all of them. */
export const applicationsWords = (
  keys: readonly string[] | null,
  applications: readonly { readonly key: string; readonly name: string }[],
): string =>
  keys === null
    ? 'All applications'
    : keys.map((key) => applications.find((one) => one.key === key)?.name ?? key).join(', ');

/** When, who instead, and for what. */
export const DelegationFacts = ({
  delegation,
  applications,
  now,
}: {
  readonly delegation: DelegationView;
  readonly applications: ProfileView['applications'];
  readonly now: number;
}) => {
  const words = useClockWords();
  return (
    <Stack space="space.025">
      <FactRow name="Days">
        <Text>{daysWords(delegation, words, now)}</Text>
      </FactRow>
      <FactRow name="Decides for you">
        <Delegates ids={delegation.delegateIds} />
      </FactRow>
      <FactRow name="For">
        <Text>{applicationsWords(delegation.applications, applications)}</Text>
      </FactRow>
    </Stack>
  );
};

/** Delegates in the order in which they are asked. */
export const Delegates = ({ ids }: { readonly ids: readonly string[] }) => (
  <Inline space="space.075" alignBlock="center" shouldWrap>
    {ids.map((id, index) => (
      <Inline key={id} space="space.075" alignBlock="center">
        {index > 0 && <Text color="color.text.subtle">or else</Text>}
        <User accountId={id} />
      </Inline>
    ))}
  </Inline>
);
