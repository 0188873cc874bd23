import {
  Button,
  Heading,
  Icon,
  Inline,
  List,
  ListItem,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type {
  PortalCalls,
  PortalRequest,
  PortalRequestView,
  PortalStage,
  PortalStep,
} from '../../src/flows/contract/portal';
import { ActionError } from '../components/action-error';
import { FactRow } from '../components/fact-row';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { queuePositionSentence } from '../lib/queue-position-words';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useLocale } from '../lib/use-locale';
import { useRepeated } from '../lib/use-repeated';
import { StagePeople } from '../components/stage-people';
import { durationWords, problemWords, seatPriceWords, stageWords } from '../lib/words';
import * as messages from './messages';
import { OwnSeat } from './own-seat';

const call = callOf<PortalCalls>();
const CHECK_EVERY_MS = 4_000;
// JSM's own buttons stand beside the panel and say nothing to it; after some minutes there is a button to look again
const VOTE_EVERY_MS = 5_000;
const PENDING_EVERY_MS = 10_000;
const MOST_CHECKS = 30;

/** Somebody or something else is about to move it on: approvers, the service desk, the queue, or a check. */
const PENDING: readonly PortalRequest['state'][] = ['incomplete', 'waiting', 'approved', 'stuck'];
const isPending = ({ state, hasGivenUp }: PortalRequest): boolean => PENDING.includes(state) && !hasGivenUp;

/** The requester's panel: where it stands, who has it, when it ends. */
export const PortalRequestPanel = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('portal/show-request', {}));
  // the portal tells its panels of no change, so a state that lasts for seconds is asked for again
  const request = loaded.kind === 'ready' && loaded.data.kind === 'request' ? loaded.data : undefined;
  useRepeated(reload, CHECK_EVERY_MS, request?.state === 'checking');
  const isTheirTurn = request?.toDecide?.isTheirTurn === true;
  useRepeated(reload, VOTE_EVERY_MS, isTheirTurn, MOST_CHECKS);
  useRepeated(
    reload,
    PENDING_EVERY_MS,
    request !== undefined && isPending(request) && !isTheirTurn,
    MOST_CHECKS,
  );
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={5} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Panel view={loaded.data} words={words} onChanged={reload} />;
  }
};

const Panel = ({
  view,
  ...rest
}: {
  readonly view: PortalRequestView;
  readonly words: ClockWords;
  readonly onChanged: () => Promise<unknown>;
}) => {
  switch (view.kind) {
    case 'request':
      return <Shown request={view} {...rest} />;
    case 'reclaim-case':
      return <OwnSeat view={view} {...rest} />;
    case 'not-an-access-request':
      return <></>;
  }
};

interface Props {
  readonly request: PortalRequest;
  readonly words: ClockWords;
}

const INCOMPLETE_MARKS = {
  requester: { appearance: 'moved', word: messages.states.incomplete.requester },
  administrator: { appearance: 'inprogress', word: messages.states.incomplete.administrator },
  nobody: { appearance: 'default', word: messages.states.incomplete.nobody },
} as const;

const MARKS = {
  checking: { appearance: 'default', word: messages.states.checking },
  waiting: { appearance: 'inprogress', word: messages.states.waiting },
  approved: { appearance: 'inprogress', word: messages.states.approved },
  ready: { appearance: 'success', word: messages.states.ready },
  declined: { appearance: 'removed', word: messages.states.declined },
  denied: { appearance: 'removed', word: messages.states.denied },
  withdrawn: { appearance: 'default', word: messages.states.withdrawn },
  stuck: { appearance: 'moved', word: messages.states.stuck },
} as const;

const Shown = ({ request, words, onChanged }: Props & { readonly onChanged: () => Promise<unknown> }) => {
  const mark = markOf(request);
  return (
    <Stack space="space.150">
      <Stack space="space.075" alignInline="start">
        <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge>
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Heading as="h3" size="xsmall">
            {request.what}
          </Heading>
          <Text>{request.forSelf ? messages.forSelf : messages.forOther}</Text>
          {!request.forSelf && request.beneficiaryId !== null && (
            <PersonName accountId={request.beneficiaryId} />
          )}
        </Inline>
      </Stack>
      <Text>{sentence(request, words)}</Text>
      {request.outdated === 'checked-later' && (
        <SectionMessage appearance="information">
          <Text>{messages.checkedLater}</Text>
        </SectionMessage>
      )}
      {request.askedAgain && <AskedAgain request={request} askedAgain={request.askedAgain} />}
      {request.state === 'waiting' && request.reasons.length > 0 && (
        <Text color="color.text.subtle">{request.reasons.join(' ')}</Text>
      )}
      <Facts request={request} />
      {isPending(request) && (
        <Refresh isTheirTurn={request.toDecide?.isTheirTurn === true} onChanged={onChanged} />
      )}
      {request.mayChangeQueue && (request.queuePosition !== null || request.hasGivenUp) && (
        <QueuePosition request={request} onChanged={onChanged} />
      )}
      {request.replaces.length > 0 && (
        <SectionMessage appearance="warning">
          <Text>{messages.replaces(request.forSelf, request.replaces.join(', '))}</Text>
        </SectionMessage>
      )}
      {request.problems.length > 0 && (
        <List type="unordered">
          {request.problems.map((problem) => (
            <ListItem key={problem.code}>
              {problemWords(problem, request.forSelf && problem.subject === request.requesterId)}
            </ListItem>
          ))}
        </List>
      )}
      {request.steps.map((step) => (
        <Step key={step.stage?.key ?? step.kind} step={step} request={request} words={words} />
      ))}
    </Stack>
  );
};

const YOUR_TURN = { appearance: 'moved', word: messages.states.yourTurn } as const;

const CHECKING_AGAIN = { appearance: 'inprogress', word: messages.states.checkingAgain } as const;
const LEFT_QUEUE = { appearance: 'default', word: messages.states.leftQueue } as const;

function markOf({ state, turn, toDecide, outdated, hasGivenUp }: PortalRequest) {
  if (outdated === 'being-checked') return CHECKING_AGAIN;
  if (hasGivenUp) return LEFT_QUEUE;
  if (toDecide?.isTheirTurn) return YOUR_TURN;
  return state === 'incomplete' ? INCOMPLETE_MARKS[turn] : MARKS[state];
}

/** Why an approval that was there counts no more, and what that means for whoever looks. */
const AskedAgain = ({
  request: { isOwn },
  askedAgain: { why, keepsPosition, hadApproved },
}: {
  readonly request: PortalRequest;
  readonly askedAgain: NonNullable<PortalRequest['askedAgain']>;
}) => (
  <SectionMessage appearance="information">
    <Text>
      {[
        why,
        ...(isOwn && keepsPosition ? [messages.askedAgain.keepsPosition] : []),
        ...(hadApproved ? [messages.askedAgain.hadApproved] : []),
      ].join(' ')}
    </Text>
  </SectionMessage>
);

/** What the requester wrote, and what an approver needs to decide. */
const Facts = ({ request }: { readonly request: PortalRequest }) => {
  const locale = useLocale();
  const { justification, toDecide, durationDays, state } = request;
  if (justification === null && toDecide === null) return null;
  const price = seatPriceWords(toDecide?.prices ?? [], locale);
  return (
    <Stack space="space.050">
      {justification !== null && (
        <Stack space="space.025">
          <Text color="color.text.subtle">{toDecide ? messages.facts.reason : messages.facts.ownReason}</Text>
          {justification.split('\n').map((line, index) => (
            <Text key={index}>{line}</Text>
          ))}
        </Stack>
      )}
      {toDecide && request.requesterId !== request.beneficiaryId && (
        <FactRow name={messages.facts.requestedBy}>
          <PersonName accountId={request.requesterId} />
        </FactRow>
      )}
      {toDecide && (
        <FactRow name={messages.facts.duration}>
          <Text>{durationWords(durationDays)}</Text>
        </FactRow>
      )}
      {price !== null && (
        <FactRow name={messages.facts.price}>
          <Text>{price}</Text>
        </FactRow>
      )}
      {toDecide?.seats && (
        <FactRow name={messages.facts.seats}>
          <Text>
            {(toDecide.seats.isFull && state === 'waiting'
              ? messages.facts.seatsFull
              : messages.facts.seatsInUse)(toDecide.seats.inUse, toDecide.seats.purchased)}
          </Text>
        </FactRow>
      )}
    </Stack>
  );
};

const Refresh = ({
  isTheirTurn,
  onChanged,
}: {
  readonly isTheirTurn: boolean;
  readonly onChanged: () => Promise<unknown>;
}) => {
  const { busy, run } = useAction();
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <LoadingButton isLoading={busy} spacing="compact" onClick={() => void run(() => onChanged())}>
        {messages.refresh.button}
      </LoadingButton>
      {isTheirTurn && (
        <Text size="small" color="color.text.subtle">
          {messages.refresh.hint}
        </Text>
      )}
    </Inline>
  );
};

/** Only whoever it concerns is promised a message. */
function waitingSentence({ isOwn, toDecide }: PortalRequest): string {
  const { waiting, waitingOnly, yourTurn } = messages.sentence;
  if (toDecide?.isTheirTurn) return yourTurn;
  return isOwn ? waiting : waitingOnly;
}

function sentence(request: PortalRequest, words: ClockWords): string {
  switch (request.state) {
    case 'checking':
      return messages.sentence.checking;
    case 'incomplete':
      return messages.sentence.incomplete[request.turn];
    case 'waiting':
      return waitingSentence(request);
    case 'approved':
      return approvedSentence(request, words);
    case 'ready':
      return readySentence(request, words);
    case 'declined':
      return messages.sentence.declined[request.declined ?? 'by-hand'];
    case 'denied':
      return request.reasons.join(' ');
    case 'withdrawn':
      return messages.sentence.withdrawn;
    case 'stuck':
      return request.lacksApprover ? messages.sentence.stuck : messages.sentence.blocked;
  }
}

function approvedSentence(
  { queuePosition, hasGivenUp, mayChangeQueue, outdated, isOwn, now }: PortalRequest,
  words: ClockWords,
): string {
  const position = queuePosition && queuePositionSentence(queuePosition, now, words);
  if (outdated === 'being-checked')
    return [messages.sentence.checkingAgain, ...(position === null ? [] : [position])].join(' ');
  if (position !== null) return messages.sentence.inQueue(position);
  if (hasGivenUp) return mayChangeQueue ? messages.sentence.leftQueueOwn : messages.sentence.leftQueue;
  return isOwn ? messages.sentence.approved : messages.sentence.approvedOnly;
}

function readySentence({ access, endsAt, forSelf, now }: PortalRequest, words: ClockWords): string {
  if (access === 'over') return messages.sentence.over;
  if (endsAt === null) return forSelf ? messages.sentence.own : messages.sentence.given;
  const day = words.day(endsAt);
  if (access === 'ended') return messages.sentence.ended(day);
  if (access === 'unenforced') return messages.sentence.unenforced(day);
  const until = forSelf ? messages.sentence.ownUntil : messages.sentence.givenUntil;
  return until(day, spanWords(endsAt - now));
}

/** Whoever waits can let the next one go first for good. */
const QueuePosition = ({
  request,
  onChanged,
}: {
  readonly request: PortalRequest;
  readonly onChanged: () => Promise<unknown>;
}) => {
  const { busy, error, run } = useAction();
  const [isLeaving, setLeaving] = useState(false);
  const change = (key: 'portal/give-up' | 'portal/rejoin') => () =>
    void run(() =>
      call(key, {})
        .finally(onChanged)
        .finally(() => {
          setLeaving(false);
        }),
    );
  const { queue } = messages;
  return (
    <Stack space="space.100" alignInline="start">
      <ActionError title={queue.notUpdated} message={error} />
      {request.queuePosition === null ? (
        <Button isDisabled={busy} onClick={change('portal/rejoin')}>
          {queue.rejoin}
        </Button>
      ) : isLeaving ? (
        <SectionMessage appearance="warning" title={queue.ask}>
          <Stack space="space.100">
            <Text>{queue.consequence}</Text>
            <Inline space="space.100" shouldWrap>
              <LoadingButton appearance="warning" isLoading={busy} onClick={change('portal/give-up')}>
                {queue.leave}
              </LoadingButton>
              <Button
                isDisabled={busy}
                onClick={() => {
                  setLeaving(false);
                }}
              >
                {queue.stay}
              </Button>
            </Inline>
          </Stack>
        </SectionMessage>
      ) : (
        <Button
          isDisabled={busy}
          onClick={() => {
            setLeaving(true);
          }}
        >
          {queue.leave}
        </Button>
      )}
    </Stack>
  );
};

const STEP_MARKS = {
  done: { glyph: 'check-circle', label: messages.steps.marks.done, color: 'color.icon.success' },
  current: { glyph: 'clock', label: messages.steps.marks.current, color: 'color.icon.information' },
  open: { glyph: 'check-circle-unchecked', label: messages.steps.marks.open, color: 'color.icon.subtle' },
  refused: { glyph: 'cross-circle', label: messages.steps.marks.refused, color: 'color.icon.danger' },
  over: { glyph: 'minus', label: messages.steps.marks.over, color: 'color.icon.subtle' },
} as const;

const stepName = ({ kind, stage }: PortalStep): string =>
  kind === 'asked'
    ? messages.steps.requested
    : kind === 'ready'
      ? messages.steps.ready
      : stageWords(kind, stage?.groupName ?? null);

const Step = ({ step, request, words }: Props & { readonly step: PortalStep }) => (
  <Inline space="space.100" alignBlock="start">
    <Icon {...STEP_MARKS[step.state]} size="small" />
    <Stack space="space.025">
      <Text weight={step.state === 'current' ? 'bold' : 'regular'}>{stepName(step)}</Text>
      {step.stage && (
        <StagePeople people={step.stage.people} count={step.stage.peopleCount} quorum={step.stage.quorum} />
      )}
      <Text size="small" color="color.text.subtle">
        {stepSentence(step, request, words)}
      </Text>
      {whyThese(step).map((why) => (
        <Text key={why} size="small" color="color.text.subtle">
          {why}
        </Text>
      ))}
    </Stack>
  </Inline>
);

/** Why others decide than the step's name says. */
function whyThese({ stage, state }: PortalStep): readonly string[] {
  if (!stage || state === 'over') return [];
  return [
    ...(stage.isFallback ? [messages.steps.fallback] : []),
    ...(stage.substitute && !stage.isFallback ? [messages.steps.substitutes[stage.substitute]] : []),
    ...(stage.late ? [messages.steps.late[stage.late]] : []),
  ];
}

function stepSentence(step: PortalStep, request: PortalRequest, words: ClockWords): string {
  if (step.at !== null) {
    const moment = words.moment(step.at, request.now);
    return step.state === 'refused' ? messages.steps.declined(moment) : moment;
  }
  if (step.kind === 'ready') return readyStepSentence(step, request);
  if (step.state === 'over') return messages.steps.over;
  if (step.state !== 'current') return messages.steps.askedLater;
  return step.stage?.since == null
    ? messages.steps.asked
    : decidingSentence(step.stage, step.stage.since, request.now, words);
}

function readyStepSentence(
  { state }: PortalStep,
  { durationDays, queuePosition, hasGivenUp, outdated }: PortalRequest,
): string {
  // nothing comes of it as long as it is in no queue
  if (hasGivenUp) return messages.steps.leftQueue;
  if (outdated === 'being-checked') return messages.steps.afterCheck;
  const begins = state === 'current' ? messages.steps.settingUp : messages.steps.afterApprovals;
  const lasts = durationDays === null ? [] : [messages.steps.lasts(durationDays)];
  return [queuePosition === null ? begins : messages.steps.atSeat, ...lasts].join(' ');
}

function decidingSentence({ next }: PortalStage, since: number, now: number, words: ClockWords): string {
  const waiting = messages.steps.waitingFor(spanWords(now - since));
  return next ? `${waiting}. ${messages.steps.next[next.action](words.moment(next.at, now))}` : waiting;
}
