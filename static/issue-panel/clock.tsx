import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import type { IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { FactRow } from '../components/fact-row';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { durationWords } from '../lib/words';
import * as messages from './clock-messages';

/** When it was asked, approved and fulfilled, and how the service-level goal stands. */
export const Clock = ({ view, words }: { readonly view: IssuePanelRequest; readonly words: ClockWords }) => {
  const { requestedAt, approvedAt, fulfilledAt, sla } = view.clock;
  const at = (moment: number | null): string =>
    moment === null ? messages.notYet : words.moment(moment, view.now);
  return (
    <Stack space="space.075">
      <Heading as="h4" size="xxsmall">
        {messages.title}
      </Heading>
      <FactRow name={messages.requested}>
        <Text>{at(requestedAt)}</Text>
      </FactRow>
      <FactRow name={messages.approved}>
        <Text>{at(approvedAt)}</Text>
      </FactRow>
      <FactRow name={messages.fulfilled}>
        <Text>{at(fulfilledAt)}</Text>
      </FactRow>
      <FactRow name={messages.duration}>
        <Text>
          {view.endsAt === null ? durationWords(view.durationDays) : messages.until(words.day(view.endsAt))}
        </Text>
      </FactRow>
      <FactRow name={messages.timeToFulfill}>
        {sla && view.state !== 'awaiting-approval' ? (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <SlaMark sla={sla} />
            <Text>{slaSentence(sla, view.now, words)}</Text>
          </Inline>
        ) : (
          <Text>{approvedAt === null ? messages.startsLater : messages.noSla}</Text>
        )}
      </FactRow>
    </Stack>
  );
};

type Sla = NonNullable<IssuePanelRequest['clock']['sla']>;

const SlaMark = ({ sla }: { readonly sla: Sla }) => {
  if (sla.breached) return <Lozenge appearance="removed">{messages.sla.missed}</Lozenge>;
  if (sla.completed) return <Lozenge appearance="success">{messages.sla.met}</Lozenge>;
  return sla.paused ? (
    <Lozenge>{messages.sla.paused}</Lozenge>
  ) : (
    <Lozenge appearance="inprogress">{messages.sla.running}</Lozenge>
  );
};

function slaSentence(sla: Sla, now: number, words: ClockWords): string {
  const goal = spanWords(sla.goalMs);
  if (sla.completed) return messages.took(spanWords(sla.elapsedMs), goal);
  if (sla.breached) return messages.overBy(spanWords(sla.elapsedMs - sla.goalMs), goal);
  const left = spanWords(sla.goalMs - sla.elapsedMs);
  return sla.breachAt === null
    ? messages.left(left, goal)
    : messages.leftUntil(left, words.moment(sla.breachAt, now));
}
