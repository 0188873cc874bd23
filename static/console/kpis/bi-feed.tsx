import {
  Button,
  CodeBlock,
  DatePicker,
  DynamicTable,
  Heading,
  HelperMessage,
  Inline,
  Label,
  Lozenge,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Stack,
  Text,
  Textfield,
  useProductContext,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useRef, useState } from 'react';
import type { BiFeedCalls, FeedTokenRow, FeedView } from '../../../src/kpis/contract/bi-feed';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { Question } from '../../components/question';
import { kpiMessages } from './messages';

const call = callOf<BiFeedCalls>();
const messages = kpiMessages.feed;

/** What a dialog is about: a new token, the one that was just made, or one to be revoked. */
type Open =
  | { readonly kind: 'new' }
  | { readonly kind: 'made'; readonly token: string }
  | { readonly kind: 'revoke'; readonly row: FeedTokenRow };

/** The project's facts and figures for programs outside, and the tokens that they read them with. */
export const BiFeed = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('feed/show', {}));
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  return (
    <Stack space="space.150">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">
          {loaded.kind === 'failed' && loaded.forbidden
            ? `${messages.intro} ${messages.readOnly}`
            : `${messages.intro} ${messages.personalData}`}
        </Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={3} label={messages.loading} />}
      {loaded.kind === 'failed' && !loaded.forbidden && (
        <Failed message={loaded.message} forbidden={false} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && <Tokens view={loaded.data} words={words} onOpen={setOpen} />}
      {open?.kind === 'new' && (
        <NewToken
          onClose={close}
          onMade={(token) => {
            setOpen({ kind: 'made', token });
            void reload();
          }}
        />
      )}
      {open?.kind === 'made' && <Made token={open.token} onClose={close} />}
      {open?.kind === 'revoke' && (
        <Question
          title={messages.revoke.title(open.row.name)}
          label={messages.revoke.send}
          isComplete
          onClose={close}
          onSend={async () => {
            await call('feed/revoke', { id: open.row.id, slot: open.row.slot });
            await reload();
          }}
        >
          <Text>{messages.revoke.text}</Text>
        </Question>
      )}
    </Stack>
  );
};

interface TokensProps {
  readonly view: FeedView;
  readonly words: ClockWords;
  readonly onOpen: (open: Open) => void;
}

const Tokens = ({ view: { url, tokens, most }, words, onOpen }: TokensProps) => (
  <Stack space="space.150">
    <CodeBlock language="text" text={`${url}/facts\n${url}/kpis`} />
    <DynamicTable
      label={messages.tokens}
      head={{
        cells: [
          { key: 'name', content: messages.columns.name, width: 26 },
          { key: 'by', content: messages.columns.by, width: 22 },
          { key: 'used', content: messages.columns.used, width: 20 },
          { key: 'ends', content: messages.columns.ends, width: 20 },
          { key: 'do', content: '', width: 12 },
        ],
      }}
      rows={tokens.map((row) => ({
        key: row.id,
        cells: [
          { key: 'name', content: row.name },
          { key: 'by', content: <PersonName accountId={row.createdBy} /> },
          {
            key: 'used',
            content:
              row.lastUsedAt === null ? (
                <Text color="color.text.subtle">{messages.neverUsed}</Text>
              ) : (
                words.day(row.lastUsedAt)
              ),
          },
          {
            key: 'ends',
            content: (
              <Inline space="space.100" alignBlock="center" shouldWrap>
                <Text>{words.day(row.endsAt)}</Text>
                {row.isEnded && <Lozenge>{messages.ended}</Lozenge>}
              </Inline>
            ),
          },
          {
            key: 'do',
            content: (
              <Button
                spacing="compact"
                onClick={() => {
                  onOpen({ kind: 'revoke', row });
                }}
              >
                {messages.revoke.action}
              </Button>
            ),
          },
        ],
      }))}
      emptyView={<Text>{messages.empty}</Text>}
    />
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Button
        isDisabled={tokens.length >= most}
        onClick={() => {
          onOpen({ kind: 'new' });
        }}
      >
        {messages.add}
      </Button>
      {tokens.length >= most && <Text color="color.text.subtle">{messages.most(most)}</Text>}
    </Inline>
  </Stack>
);

interface NewTokenProps {
  readonly onMade: (token: string) => void;
  readonly onClose: () => void;
}

const NewToken = ({ onMade, onClose }: NewTokenProps) => {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const [name, setName] = useState('');
  const [lastDay, setLastDay] = useState('');
  const made = useRef<string | null>(null);
  return (
    <Question
      title={messages.create.title}
      label={messages.create.send}
      isComplete={name.trim() !== '' && lastDay !== ''}
      onClose={() => {
        if (made.current === null) onClose();
        else onMade(made.current);
      }}
      onSend={async () => {
        const { token } = await call('feed/create', {
          name: name.trim(),
          endsAt: momentIn(timeZone, lastDay, '23:59'),
        });
        made.current = token;
      }}
    >
      <Stack>
        <Label labelFor="token-name">{messages.create.name}</Label>
        <Textfield
          id="token-name"
          name="token-name"
          placeholder={messages.create.namePlaceholder}
          value={name}
          maxLength={60}
          onChange={(event) => {
            setName(String(event.target.value));
          }}
        />
      </Stack>
      <Stack>
        <Label labelFor="token-last-day">{messages.create.lastDay}</Label>
        <DatePicker
          id="token-last-day"
          name="token-last-day"
          value={lastDay}
          weekStartDay={1}
          onChange={setLastDay}
        />
        <HelperMessage>{messages.create.lastDayHelp(timeZone)}</HelperMessage>
      </Stack>
    </Question>
  );
};

const Made = ({ token, onClose }: { readonly token: string; readonly onClose: () => void }) => (
  <ModalTransition>
    <Modal onClose={onClose}>
      <ModalHeader>
        <ModalTitle>{messages.made.title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <Stack space="space.150">
          <SectionMessage appearance="warning" title={messages.made.copy}>
            <Text>{`${messages.made.text} ${messages.made.risk}`}</Text>
          </SectionMessage>
          <CodeBlock language="text" text={token} />
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="primary" onClick={onClose}>
          {messages.made.done}
        </Button>
      </ModalFooter>
    </Modal>
  </ModalTransition>
);
