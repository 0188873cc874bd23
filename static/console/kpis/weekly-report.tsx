import {
  AdfRenderer,
  Box,
  Button,
  Heading,
  Inline,
  Label,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Select,
  Stack,
  Text,
  Textfield,
  Toggle,
  xcss,
} from '@forge/react';
import { useState, type ComponentProps } from 'react';
import type { WeeklyReportCalls, WeeklyView } from '../../../src/kpis/contract/weekly-report';
import type { Weekday } from '../../../src/calendars/rules/calendar';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { kpiMessages } from './messages';

const call = callOf<WeeklyReportCalls>();
const messages = kpiMessages.weekly;

const fieldWidth = xcss({ width: '200px' });

interface Choice {
  readonly label: string;
  readonly value: Weekday;
}

const dayOf = (value: Weekday): Choice => ({ label: messages.days[value], value });
const MONDAY = dayOf('monday');
const DAYS: readonly Choice[] = [
  MONDAY,
  ...(['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const).map(dayOf),
];

/** The KPIs of each week as an internal comment on a ticket of the project. */
export const WeeklyReport = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('weekly/show', {}));
  return (
    <Stack space="space.150">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">{messages.intro}</Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={3} label={messages.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <Status view={loaded.data} words={words} />
          {loaded.data.mayChange ? (
            <Settings view={loaded.data} onChanged={reload} />
          ) : (
            <Inline space="space.150" alignBlock="center" shouldWrap>
              <Preview view={loaded.data} onSent={reload} />
              <Text color="color.text.subtle">{messages.readOnly}</Text>
            </Inline>
          )}
        </Stack>
      )}
    </Stack>
  );
};

interface StatusProps {
  readonly view: WeeklyView;
  readonly words: ClockWords;
}

/** What comes next, what came last, and what keeps it from coming. */
const Status = ({ view: { isOn, issueKey, nextAt, lastSent, failure, timeZone }, words }: StatusProps) => {
  const now = Date.now();
  const next =
    isOn && nextAt !== null && issueKey !== null
      ? messages.next(issueKey, words.moment(nextAt, now), timeZone)
      : messages.off;
  const last =
    lastSent === null ? messages.noneYet : messages.last(lastSent.issueKey, words.moment(lastSent.at, now));
  return (
    <Stack space="space.150">
      {failure !== null && (
        <SectionMessage appearance="error" title={messages.failed}>
          <Stack space="space.050">
            <Text>{failure.message}</Text>
            <Text color="color.text.subtle">
              {messages.tried(
                words.moment(failure.at, now),
                words.moment(Math.max(failure.retryAt, failure.at), now),
              )}
            </Text>
          </Stack>
        </SectionMessage>
      )}
      <Text>{failure === null ? `${next} ${last}` : last}</Text>
    </Stack>
  );
};

interface ActingProps {
  readonly view: WeeklyView;
  readonly onChanged: () => Promise<unknown>;
}

const Settings = ({ view, onChanged }: ActingProps) => {
  const { busy, error, run } = useAction();
  const [isOn, setOn] = useState(view.isOn);
  const [issueKey, setIssueKey] = useState(view.issueKey ?? '');
  const [weekday, setWeekday] = useState<Weekday>(view.weekday);
  const isChanged =
    isOn !== view.isOn || issueKey.trim() !== (view.issueKey ?? '') || weekday !== view.weekday;
  const save = (): Promise<void> =>
    run(async () => {
      const saved = await call('weekly/save', {
        isOn,
        issueKey: issueKey.trim(),
        weekday,
        after: view.revision,
      });
      setIssueKey(saved.issueKey ?? '');
      await onChanged();
    });
  return (
    <Stack space="space.150">
      <ActionError title={messages.notSaved} message={error} />
      <Inline space="space.100" alignBlock="center">
        <Toggle
          id="weekly-on"
          isChecked={isOn}
          onChange={() => {
            setOn((was) => !was);
          }}
        />
        <Label labelFor="weekly-on">{messages.toggle}</Label>
      </Inline>
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Box xcss={fieldWidth}>
          <Label labelFor="weekly-ticket">{messages.ticket}</Label>
          <Textfield
            id="weekly-ticket"
            name="weekly-ticket"
            placeholder={messages.ticketPlaceholder}
            value={issueKey}
            maxLength={64}
            onChange={(event) => {
              setIssueKey(String(event.target.value));
            }}
          />
        </Box>
        <Box xcss={fieldWidth}>
          <Label labelFor="weekly-day">{messages.day}</Label>
          <Select
            inputId="weekly-day"
            options={[...DAYS]}
            value={DAYS.find(({ value }) => value === weekday) ?? MONDAY}
            onChange={(chosen: Choice | null) => {
              setWeekday(chosen?.value ?? 'monday');
            }}
          />
        </Box>
        <LoadingButton
          appearance={isChanged ? 'primary' : 'default'}
          isLoading={busy}
          isDisabled={!isChanged || issueKey.trim() === ''}
          onClick={() => void save()}
        >
          {messages.save}
        </LoadingButton>
        <Preview view={view} onSent={onChanged} />
      </Inline>
    </Stack>
  );
};

interface PreviewProps {
  readonly view: WeeklyView;
  readonly onSent: () => Promise<unknown>;
}

type Shown = ComponentProps<typeof AdfRenderer>['document'];

/** Atlassian's type tells each kind of node apart, where the back end's builders know one kind of node. */
const isDocument = (value: object): value is Shown =>
  'type' in value && value.type === 'doc' && 'content' in value && Array.isArray(value.content);

/** The report as it would be posted now; whoever may change it can have that done. */
const Preview = ({ view: { mayChange, issueKey }, onSent }: PreviewProps) => {
  const [shown, setShown] = useState<{ readonly document: Shown; readonly id: string } | null>(null);
  const loading = useAction();
  const sending = useAction();
  const open = (): Promise<void> =>
    loading.run(async () => {
      const document: object = await call('weekly/preview', {});
      if (!isDocument(document)) throw new Error(messages.previewFailed);
      setShown({ document, id: crypto.randomUUID() });
    });
  const close = (): void => {
    setShown(null);
  };
  const send = (id: string): Promise<void> =>
    sending.run(async () => {
      await call('weekly/send', { id });
      close();
      await onSent();
    });
  return (
    <>
      <LoadingButton isLoading={loading.busy} onClick={() => void open()}>
        {messages.preview}
      </LoadingButton>
      {loading.error !== null && <Text color="color.text.danger">{loading.error}</Text>}
      <ModalTransition>
        {shown && (
          <Modal onClose={close} width="x-large">
            <ModalHeader>
              <ModalTitle>{messages.previewTitle}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.150">
                <ActionError title={messages.notPosted} message={sending.error} />
                <AdfRenderer document={shown.document} />
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={close} isDisabled={sending.busy}>
                {messages.close}
              </Button>
              {mayChange && (
                <LoadingButton
                  appearance="primary"
                  isLoading={sending.busy}
                  isDisabled={issueKey === null}
                  onClick={() => void send(shown.id)}
                >
                  {issueKey === null ? messages.chooseTicket : messages.postNow(issueKey)}
                </LoadingButton>
              )}
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
};
