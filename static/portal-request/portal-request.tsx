import { Button, Heading, Icon, Inline, List, ListItem, Lozenge, Stack, Text, User } from '@forge/react';
import type { StageView } from '../../src/flows/contract/issue-panel';
import type {
  PortalCalls,
  PortalRequest,
  PortalRequestView,
  PortalStep,
} from '../../src/flows/contract/portal';
import { ActionError } from '../components/action-error';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { queuePositionSentence } from '../lib/queue-position-words';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useRepeated } from '../lib/use-repeated';
import { StagePeople } from '../components/stage-people';
import { durationWords, problemWords, stageWords } from '../lib/words';
import { OwnSeat } from './own-seat';

const call = callOf<PortalCalls>();
const CHECK_EVERY_MS = 4_000;

/** The requester's panel: where it stands, who has it, when it ends. */
export const PortalRequestPanel = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('portal/show-request', {}));
  // the portal tells its panels of no change, so a state that lasts for seconds is asked for again
  const isPassing =
    loaded.kind === 'ready' && loaded.data.kind === 'request' && loaded.data.state === 'checking';
  useRepeated(reload, CHECK_EVERY_MS, isPassing);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={5} label="Loading your request" />;
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

const MARKS = {
  checking: { appearance: 'default', word: 'Being checked' },
  incomplete: { appearance: 'moved', word: 'We need more from you' },
  waiting: { appearance: 'inprogress', word: 'Waiting for approval' },
  approved: { appearance: 'inprogress', word: 'Approved' },
  ready: { appearance: 'success', word: 'Ready' },
  declined: { appearance: 'removed', word: 'Declined' },
  denied: { appearance: 'removed', word: 'Cannot be granted' },
  withdrawn: { appearance: 'default', word: 'Withdrawn' },
  stuck: { appearance: 'moved', word: 'With the service desk' },
} as const;

const Shown = ({ request, words, onChanged }: Props & { readonly onChanged: () => Promise<unknown> }) => {
  const mark = MARKS[request.state];
  return (
    <Stack space="space.150">
      <Stack space="space.075" alignInline="start">
        <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge>
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Heading as="h3" size="xsmall">
            {request.what}
          </Heading>
          <Text>{request.forSelf ? 'for you' : 'for'}</Text>
          {!request.forSelf && request.beneficiaryId !== null && <User accountId={request.beneficiaryId} />}
        </Inline>
      </Stack>
      <Text>{sentence(request, words)}</Text>
      {(request.queuePosition !== null || request.hasGivenUp) && (
        <QueuePosition request={request} onChanged={onChanged} />
      )}
      {request.problems.length > 0 && (
        <List type="unordered">
          {request.problems.map((problem) => (
            <ListItem key={problem.code}>{problemWords(problem)}</ListItem>
          ))}
        </List>
      )}
      {request.steps.map((step) => (
        <Step key={step.stage?.key ?? step.kind} step={step} request={request} words={words} />
      ))}
    </Stack>
  );
};

function sentence(request: PortalRequest, words: ClockWords): string {
  switch (request.state) {
    case 'checking':
      return 'We are looking at your request. This takes about a minute.';
    case 'incomplete':
      return 'Please answer in the comments, then it goes on:';
    case 'waiting':
      return `Your request is on its way. You hear from us as soon as it is decided. ${request.reasons.join(' ')}`.trim();
    case 'approved':
      return approvedSentence(request, words);
    case 'ready':
      return request.endsAt === null
        ? 'It is yours, with no end.'
        : `It is yours until ${words.day(request.endsAt)} (${spanWords(request.endsAt - request.now)} left).`;
    case 'declined':
      return 'Your request was declined. You can ask the approver why.';
    case 'denied':
      return request.reasons.join(' ');
    case 'withdrawn':
      return 'This request was closed without being fulfilled.';
    case 'stuck':
      return 'The service desk has to find somebody who can approve this. You do not have to do anything.';
  }
}

function approvedSentence({ queuePosition, hasGivenUp, now }: PortalRequest, words: ClockWords): string {
  if (queuePosition)
    return `Everything is approved, and no seat is free yet. ${queuePositionSentence(queuePosition, now, words)}`;
  return hasGivenUp
    ? 'Everything is approved. You gave up the place in the line for a seat.'
    : 'Everything is approved. The service desk is setting it up.';
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
  const change = (key: 'portal/give-up' | 'portal/rejoin') => () =>
    void run(() => call(key, {}).finally(onChanged));
  return (
    <Stack space="space.100" alignInline="start">
      <ActionError title="Not changed" message={error} />
      {request.queuePosition === null ? (
        <Button isDisabled={busy} onClick={change('portal/rejoin')}>
          Join the line again
        </Button>
      ) : (
        <Button isDisabled={busy} onClick={change('portal/give-up')}>
          Give up the place
        </Button>
      )}
    </Stack>
  );
};

const STEP_MARKS = {
  done: { glyph: 'check-circle', label: 'done', color: 'color.icon.success' },
  current: { glyph: 'clock', label: 'in progress', color: 'color.icon.information' },
  open: { glyph: 'check-circle-unchecked', label: 'to come', color: 'color.icon.subtle' },
  refused: { glyph: 'cross-circle', label: 'declined', color: 'color.icon.danger' },
  over: { glyph: 'minus', label: 'not needed any more', color: 'color.icon.subtle' },
} as const;

const stepName = ({ kind, stage }: PortalStep): string =>
  kind === 'asked' ? 'Asked' : kind === 'ready' ? 'Ready' : stageWords(kind, stage?.groupName ?? null);

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
    </Stack>
  </Inline>
);

function stepSentence(step: PortalStep, request: PortalRequest, words: ClockWords): string {
  if (step.at !== null)
    return `${step.state === 'refused' ? 'declined ' : ''}${words.moment(step.at, request.now)}`;
  if (step.kind === 'ready') {
    const starts =
      request.durationDays === null ? '' : `, then ${durationWords(request.durationDays)} from that moment`;
    const isWaiting = request.queuePosition !== null || request.hasGivenUp;
    if (isWaiting) return `as soon as there is a seat${starts}`;
    return step.state === 'current' ? `being set up${starts}` : `after the approvals${starts}`;
  }
  if (step.state === 'over') return 'no longer needed';
  if (step.state !== 'current') return 'asked after the others';
  return step.stage?.since == null
    ? 'deciding'
    : decidingSentence(step.stage, step.stage.since, request.now, words);
}

const NEXT_WORDS = {
  remind: 'We remind them',
  escalate: 'We ask the next in line as well',
  replace: 'We ask the next in line instead',
  decline: 'It ends as declined',
};

function decidingSentence({ next }: StageView, since: number, now: number, words: ClockWords): string {
  const waiting = `deciding for ${spanWords(now - since)}`;
  return next ? `${waiting}. ${NEXT_WORDS[next.action]} ${words.moment(next.at, now)}.` : waiting;
}
