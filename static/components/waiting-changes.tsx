import { NavigationTarget, router } from '@forge/bridge';
import {
  Button,
  ButtonGroup,
  ErrorMessage,
  Heading,
  Inline,
  Label,
  Link,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { PersonName } from './person-name';
import { useState } from 'react';
import type { ChangeCalls, ChangesView, OwnOutcome, WaitingChange } from '../../src/changes/contract/changes';
import { besidesPeople, isTellingPeopleOnly, type ReplacedPerson } from '../../src/common/rules/changed-item';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useOnProposed } from '../lib/changes-proposed';
import { useLoaded, type Loaded } from '../lib/use-loaded';
import { ActionError } from './action-error';
import { Failed } from './failed';
import { LinkButton } from './link-button';
import { Replaced } from './replaced';
import * as messages from './changes-messages';

const call = callOf<ChangeCalls>();

/** What waits for a second admin, as one page shows it, and what came of it there. */
export interface Changes {
  readonly loaded: Loaded<ChangesView>;
  readonly reload: () => Promise<unknown>;
  /** How often something was decided here, after which other parts of the page read again. */
  readonly decisions: number;
  readonly last: keyof typeof messages.decided | null;
  readonly onDecided: (how: keyof typeof messages.decided) => Promise<void>;
}

/** @param onApplied reads again what else the page shows of it */
export function useChanges(onApplied?: () => Promise<unknown>): Changes {
  const { loaded, reload } = useLoaded(() => call('changes/list', {}));
  const [decided, setDecided] = useState<Pick<Changes, 'decisions' | 'last'>>({ decisions: 0, last: null });
  useOnProposed(reload);
  return {
    loaded,
    reload,
    ...decided,
    onDecided: async (last) => {
      await Promise.all([reload(), onApplied?.()]);
      setDecided(({ decisions }) => ({ decisions: decisions + 1, last }));
    },
  };
}

/** Changes that wait for a second admin, or that none needs one yet; nothing where there is nothing to say. */
export const WaitingChanges = ({
  changes: { loaded, reload, last, onDecided },
}: {
  readonly changes: Changes;
}) => {
  if (loaded.kind === 'loading') return <></>;
  if (loaded.kind === 'failed')
    // who may not decide is not told that there is something to decide
    return loaded.forbidden ? <></> : <Failed {...loaded} title={messages.notLoaded} onRetry={reload} />;
  const { isFirstSetUp, waiting, outcomes, projectKey, now } = loaded.data;
  return (
    <Stack space="space.150">
      {isFirstSetUp && (
        <SectionMessage appearance="information" title={messages.firstSetUp.title}>
          <Text>{messages.firstSetUp.text}</Text>
        </SectionMessage>
      )}
      {last !== null && (
        <SectionMessage appearance={last === 'approved' ? 'success' : 'information'}>
          <Text>{messages.decided[last]}</Text>
        </SectionMessage>
      )}
      {outcomes.map((outcome) => (
        <Outcome key={outcome.changeId} outcome={outcome} now={now} />
      ))}
      {waiting.length > 0 && (
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
      )}
      {waiting.map((change) => (
        <Waiting
          key={change.changeId}
          change={change}
          projectKey={projectKey}
          now={now}
          onDecided={onDecided}
        />
      ))}
    </Stack>
  );
};

/** The same in a line, for parts of a page that are about something else. */
export const WaitingNotice = ({
  changes: { loaded },
  onReview,
}: {
  readonly changes: Changes;
  readonly onReview: () => void;
}) => {
  const count = loaded.kind === 'ready' ? loaded.data.waiting.length : 0;
  if (count === 0) return <></>;
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Text>{messages.waiting(count)}</Text>
      <LinkButton text={messages.review(count)} onClick={onReview} />
    </Inline>
  );
};

/** What another admin decided about a change of whoever looks. */
const Outcome = ({
  outcome: { what, outcome, byId, note, at },
  now,
}: {
  readonly outcome: OwnOutcome;
  readonly now: number;
}) => {
  const words = useClockWords();
  return (
    <SectionMessage appearance={outcome === 'applied' ? 'success' : 'information'}>
      <Stack space="space.050">
        <Text>{messages.outcome[outcome][what]}</Text>
        {note !== '' && <Text>{messages.decidedFor(note)}</Text>}
        <Inline space="space.050" alignBlock="center" shouldWrap>
          <Text>{messages.decidedBy}</Text>
          <PersonName accountId={byId} />
          <Text>{messages.at(words.moment(at, now))}</Text>
        </Inline>
      </Stack>
    </SectionMessage>
  );
};

interface Props {
  readonly change: WaitingChange;
  readonly projectKey: string | null;
  readonly now: number;
  readonly onDecided: Changes['onDecided'];
}

type Decide = (how: Parameters<Changes['onDecided']>[0], work: () => Promise<ChangesView>) => Promise<void>;

const Waiting = ({ change, projectKey, now, onDecided }: Props) => {
  const words = useClockWords();
  const { busy, error, run } = useAction();
  const decide: Decide = (how, work) =>
    run(async () => {
      await work();
      await onDecided(how);
    });
  const { changeId } = change;
  return (
    <SectionMessage appearance="warning" title={messages.what[change.what]}>
      <Stack space="space.100">
        <Inline space="space.050" alignBlock="center" shouldWrap>
          <Text>{messages.by}</Text>
          <PersonName accountId={change.byId} />
          <Text>{messages.at(words.moment(change.at, now))}</Text>
        </Inline>
        <ChangedItems change={change} />
        <ActionError title={messages.failed} message={error} />
        {change.isOwn ? (
          <Stack space="space.100" alignInline="start">
            <Text>{`${messages.own} ${messages.where}`}</Text>
            {projectKey !== null && <PageLink projectKey={projectKey} />}
            <Button
              isDisabled={busy}
              onClick={() => void decide('withdrawn', () => call('changes/withdraw', { changeId }))}
            >
              {messages.withdraw}
            </Button>
          </Stack>
        ) : (
          <Decision change={change} busy={busy} onDecide={decide} />
        )}
      </Stack>
    </SectionMessage>
  );
};

/** Where admins of a project decide, to be opened or sent to one of them. */
const PageLink = ({ projectKey }: { readonly projectKey: string }) => {
  const { loaded } = useLoaded(() =>
    router.getUrl({ target: NavigationTarget.Module, moduleKey: 'console', projectKey }),
  );
  return loaded.kind === 'ready' && loaded.data ? (
    <Text>
      <Link href={loaded.data.href}>{messages.link(projectKey)}</Link>
    </Text>
  ) : (
    <></>
  );
};

// so many are read through; of more, only what decides about who gets access is
const MOST_READ = 20;

const ChangedItems = ({ change: { items, more } }: { readonly change: WaitingChange }) => {
  const deciding = items.filter(({ decides }) => decides === true);
  const shown = items.length > MOST_READ && deciding.length > 0 ? deciding : items;
  const others = items.length - shown.length + more;
  const inWords = shown.filter((item) => !isTellingPeopleOnly(item));
  return (
    <Stack space="space.050">
      {inWords.length > 0 && (
        <List type="unordered">
          {inWords.map((item) => (
            <ListItem key={item.subject}>{[item.subject, ...besidesPeople(item)].join(' · ')}</ListItem>
          ))}
        </List>
      )}
      {shown.flatMap(({ subject, people = [] }) =>
        people.map((replaced) => (
          <PersonChange key={`${subject} ${replaced.role}`} subject={subject} replaced={replaced} />
        )),
      )}
      {others > 0 && <Text>{messages.more(others)}</Text>}
    </Stack>
  );
};

/** Who had a role and who will, by name. */
const PersonChange = ({
  subject,
  replaced: { role, beforeId, afterId },
}: {
  readonly subject: string;
  readonly replaced: ReplacedPerson;
}) => (
  <Replaced
    label={messages.person(subject, role)}
    before={beforeId && <PersonName accountId={beforeId} />}
    after={afterId && <PersonName accountId={afterId} />}
  />
);

const Decision = ({
  change: { changeId },
  busy,
  onDecide,
}: {
  readonly change: WaitingChange;
  readonly busy: boolean;
  readonly onDecide: Decide;
}) => {
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  return (
    <Stack space="space.100" alignInline="start">
      <Label labelFor={`decline-${changeId}`}>{messages.reason}</Label>
      <Textfield
        id={`decline-${changeId}`}
        name={`decline-${changeId}`}
        value={note}
        onChange={(event) => {
          setNote(String(event.target.value));
          setIsMissing(false);
        }}
      />
      {isMissing && <ErrorMessage>{messages.reasonMissing}</ErrorMessage>}
      <ButtonGroup label={messages.decide}>
        <LoadingButton
          appearance="primary"
          isLoading={busy}
          onClick={() => void onDecide('approved', () => call('changes/approve', { changeId }))}
        >
          {messages.approve}
        </LoadingButton>
        <Button
          isDisabled={busy}
          onClick={() => {
            setIsMissing(note.trim() === '');
            if (note.trim() !== '')
              void onDecide('declined', () => call('changes/decline', { changeId, note: note.trim() }));
          }}
        >
          {messages.decline}
        </Button>
      </ButtonGroup>
    </Stack>
  );
};
