import { Button, Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type {
  IssuePanelCalls,
  IssuePanelRequest,
  IssuePanelView,
} from '../../src/flows/contract/issue-panel';
import { FactRow } from '../components/fact-row';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useReloadOn } from '../lib/use-reload-on';
import { Clock } from './clock';
import { GuardBanner } from './guard-banner';
import { headlineOf } from './headline';
import * as messages from './messages';
import { NextStep, type Reload } from './next-step';
import { Arranged, QueuePosition } from './queue-position';
import { Pool } from './pool';
import { ReclaimCase } from './reclaim-case';
import { Requirements } from './requirements';

const call = callOf<IssuePanelCalls>();

/** The agent's panel in the ticket: may I fulfill this, what is missing, is there a seat. */
export const IssuePanel = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('issue-panel/show', {}));
  useReloadOn('JIRA_ISSUE_CHANGED', reload);

  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={8} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Shown view={loaded.data} words={words} reload={reload} />;
  }
};

const Shown = ({
  view,
  words,
  reload,
}: {
  readonly view: IssuePanelView;
  readonly words: ClockWords;
  readonly reload: Reload;
}) => {
  switch (view.kind) {
    case 'request':
      return <Request view={view} words={words} reload={reload} />;
    case 'reclaim-case':
      return <ReclaimCase view={view} words={words} reload={reload} />;
    case 'not-an-access-request':
      return <Text color="color.text.subtle">{messages.notAnAccessRequest}</Text>;
  }
};

interface RequestProps {
  readonly view: IssuePanelRequest;
  readonly words: ClockWords;
  readonly reload: Reload;
}

const Request = ({ view, words, reload }: RequestProps) => {
  const headline = headlineOf(view);
  return (
    <Stack space="space.250">
      <Stack space="space.100">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <Lozenge appearance={headline.tone}>{headline.word}</Lozenge>
          <Heading as="h3" size="small">
            {view.what}
          </Heading>
          {view.beneficiaryId !== null && <Text>{messages.forWhom}</Text>}
          {view.beneficiaryId !== null && <PersonName accountId={view.beneficiaryId} />}
          {view.premium && <Lozenge appearance="new">{messages.premium}</Lozenge>}
        </Inline>
        {headline.sentence !== null && <Text>{headline.sentence}</Text>}
      </Stack>
      {view.guard !== null && <GuardBanner guard={view.guard} />}
      {isInQueue(view) ? (
        <QueuePosition view={view} words={words} reload={reload} />
      ) : (
        <>
          <Arranged view={view} />
          <NextStep view={view} reload={reload} />
        </>
      )}
      {view.requirements.length > 0 && <Requirements view={view} words={words} />}
      {view.pool && <Pool pool={view.pool} words={words} />}
      <Clock view={view} words={words} />
      <Outcome view={view} />
      <Why view={view} />
    </Stack>
  );
};

/** Approved, and nothing but a seat is missing. */
const isInQueue = ({ state, poolFull, changed, outdated, pool }: IssuePanelRequest): boolean =>
  state === 'ready' &&
  poolFull &&
  !changed &&
  outdated === null &&
  pool !== null &&
  (pool.queuePosition !== null || pool.hasGivenUp);

/** Who carried it out, and the record that proves it. */
const Outcome = ({ view }: { readonly view: IssuePanelRequest }) =>
  view.state === 'fulfilled' ? (
    <Stack space="space.075">
      <Heading as="h4" size="xxsmall">
        {messages.fulfillment.title}
      </Heading>
      {view.fulfillerId !== null && (
        <FactRow name={messages.fulfillment.by}>
          <PersonName accountId={view.fulfillerId} />
        </FactRow>
      )}
      {view.recordId !== null && (
        <FactRow name={messages.fulfillment.record}>
          <Text>{view.recordId}</Text>
        </FactRow>
      )}
    </Stack>
  ) : (
    <></>
  );

/** The rules behind the decision, for agents who ask. */
const Why = ({ view }: { readonly view: IssuePanelRequest }) => {
  const [open, setOpen] = useState(false);
  if (view.rules.length === 0) return null;
  return (
    <Stack space="space.075" alignInline="start">
      <Button
        appearance="subtle"
        spacing="compact"
        iconBefore={open ? 'chevron-down' : 'chevron-right'}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {open ? messages.why.hide : messages.why.show}
      </Button>
      {open && (view.outdated !== null || view.changed) && <Text>{messages.why.fromBefore}</Text>}
      {open && <Text>{view.reasons.join(' ')}</Text>}
      {open && (
        <Text color="color.text.subtle">{messages.why.rules(view.rules, view.policyVersion ?? 0)}</Text>
      )}
    </Stack>
  );
};
