import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import type { IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { FactRow } from '../components/fact-row';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { durationWords } from '../lib/words';

/** When it was asked, approved and fulfilled, and how the service-level goal stands. */
export const Clock = ({ view, words }: { readonly view: IssuePanelRequest; readonly words: ClockWords }) => {
  const { requestedAt, approvedAt, fulfilledAt, sla } = view.clock;
  const at = (moment: number | null): string =>
    moment === null ? 'not yet' : words.moment(moment, view.now);
  return (
    <Stack space="space.075">
      <Heading as="h4" size="xxsmall">
        Clock
      </Heading>
      <FactRow name="Requested">
        <Text>{at(requestedAt)}</Text>
      </FactRow>
      <FactRow name="Approved">
        <Text>{at(approvedAt)}</Text>
      </FactRow>
      <FactRow name="Fulfilled">
        <Text>{at(fulfilledAt)}</Text>
      </FactRow>
      <FactRow name="Access lasts">
        <Text>
          {view.endsAt === null ? durationWords(view.durationDays) : `until ${words.day(view.endsAt)}`}
        </Text>
      </FactRow>
      <FactRow name="Time to fulfill">
        {sla && view.state !== 'awaiting-approval' ? (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <SlaMark sla={sla} />
            <Text>{slaSentence(sla, view.now, words)}</Text>
          </Inline>
        ) : (
          <Text>Starts with the approval.</Text>
        )}
      </FactRow>
    </Stack>
  );
};

type Sla = NonNullable<IssuePanelRequest['clock']['sla']>;

const SlaMark = ({ sla }: { readonly sla: Sla }) => {
  if (sla.breached) return <Lozenge appearance="removed">missed</Lozenge>;
  if (sla.completed) return <Lozenge appearance="success">met</Lozenge>;
  return sla.paused ? <Lozenge>paused</Lozenge> : <Lozenge appearance="inprogress">running</Lozenge>;
};

function slaSentence(sla: Sla, now: number, words: ClockWords): string {
  const goal = spanWords(sla.goalMs);
  if (sla.completed) return `${spanWords(sla.elapsedMs)} of ${goal}`;
  if (sla.breached) return `${spanWords(sla.elapsedMs - sla.goalMs)} over the goal of ${goal}`;
  const left = spanWords(sla.goalMs - sla.elapsedMs);
  return sla.breachAt === null
    ? `${left} left of ${goal}`
    : `${left} left, until ${words.moment(sla.breachAt, now)}`;
}
