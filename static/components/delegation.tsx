import { Inline, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from './person-name';
import type { DelegationView, ProfileView } from '../../src/approvals/contract/delegations';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { FactRow } from './fact-row';
import * as messages from './delegation-messages';

const WORDS = {
  active: { text: messages.states.active, appearance: 'success' },
  upcoming: { text: messages.states.upcoming, appearance: 'inprogress' },
  over: { text: messages.states.over, appearance: 'default' },
} as const;

export const DelegationState = ({ delegation }: { readonly delegation: Pick<DelegationView, 'state'> }) => (
  <Inline>
    <Lozenge appearance={WORDS[delegation.state].appearance}>{WORDS[delegation.state].text}</Lozenge>
  </Inline>
);

/** `Nov 23, 2026 – Dec 4, 2026`, both days being in. */
export function daysWords({ from, until, endedAt }: DelegationView, words: ClockWords, now: number): string {
  const first = words.day(from);
  const last = words.day(until - 1);
  const days = first === last ? first : messages.dates(first, last);
  if (endedAt === null) return days;
  return endedAt <= from ? messages.canceled(days) : messages.ended(days, words.moment(endedAt, now));
}

/** The names of the applications, or that it is all of them. */
export const applicationsWords = (
  keys: readonly string[] | null,
  applications: readonly { readonly key: string; readonly name: string }[],
): string =>
  keys === null
    ? messages.allApplications
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
      <FactRow name={messages.days}>
        <Text>{daysWords(delegation, words, now)}</Text>
      </FactRow>
      <FactRow name={messages.delegates}>
        <Delegates ids={delegation.delegateIds} />
      </FactRow>
      <FactRow name={messages.applications}>
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
        {index > 0 && <Text color="color.text.subtle">{messages.then}</Text>}
        <PersonName accountId={id} />
      </Inline>
    ))}
  </Inline>
);
