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

const call = callOf<WeeklyReportCalls>();

const fieldWidth = xcss({ width: '200px' });

interface Choice {
  readonly label: string;
  readonly value: Weekday;
}

const MONDAY: Choice = { label: 'Monday', value: 'monday' };
const DAYS: readonly Choice[] = [
  MONDAY,
  { label: 'Tuesday', value: 'tuesday' },
  { label: 'Wednesday', value: 'wednesday' },
  { label: 'Thursday', value: 'thursday' },
  { label: 'Friday', value: 'friday' },
  { label: 'Saturday', value: 'saturday' },
  { label: 'Sunday', value: 'sunday' },
];

/** The KPIs of each week as an internal comment on a ticket of the project. */
export const WeeklyReport = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('weekly/show', {}));
  return (
    <Stack space="space.150">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          Weekly report
        </Heading>
        <Text color="color.text.subtle">
          The KPIs of the last seven days, posted each week as an internal comment on a ticket of this
          project.
        </Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={3} label="Loading the weekly report" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <Standing view={loaded.data} words={words} />
          {loaded.data.mayChange ? (
            <Settings view={loaded.data} onChanged={reload} />
          ) : (
            <Inline space="space.150" alignBlock="center" shouldWrap>
              <Preview view={loaded.data} onSent={reload} />
              <Text color="color.text.subtle">People who administer this project change it.</Text>
            </Inline>
          )}
        </Stack>
      )}
    </Stack>
  );
};

interface StandingProps {
  readonly view: WeeklyView;
  readonly words: ClockWords;
}

/** What comes next, what came last, and what keeps it from coming. */
const Standing = ({
  view: { isOn, issueKey, nextAt, lastSent, failure, timeZone },
  words,
}: StandingProps) => {
  const now = Date.now();
  const next =
    isOn && nextAt !== null && issueKey !== null
      ? `Next on ${issueKey}: ${words.moment(nextAt, now)}, which is 08:00 in ${timeZone}.`
      : 'It is switched off.';
  const last =
    lastSent === null
      ? 'None was posted yet.'
      : `Last on ${lastSent.issueKey}: ${words.moment(lastSent.at, now)}.`;
  return (
    <Stack space="space.150">
      {failure !== null && (
        <SectionMessage appearance="error" title="This week’s report is not posted">
          <Stack space="space.050">
            <Text>{failure.message}</Text>
            <Text color="color.text.subtle">
              {`Tried ${words.moment(failure.at, now)}. It is tried again until it is posted, at the earliest ${words.moment(Math.max(failure.retryAt, failure.at), now)}, and at once after a change here.`}
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
      const saved = await call('weekly/save', { isOn, issueKey: issueKey.trim(), weekday });
      setIssueKey(saved.issueKey ?? '');
      await onChanged();
    });
  return (
    <Stack space="space.150">
      <ActionError title="Nothing was changed" message={error} />
      <Inline space="space.100" alignBlock="center">
        <Toggle
          id="weekly-on"
          isChecked={isOn}
          onChange={() => {
            setOn((was) => !was);
          }}
        />
        <Label labelFor="weekly-on">Post it every week</Label>
      </Inline>
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Box xcss={fieldWidth}>
          <Label labelFor="weekly-ticket">Ticket</Label>
          <Textfield
            id="weekly-ticket"
            name="weekly-ticket"
            placeholder="Key of a ticket"
            value={issueKey}
            maxLength={64}
            onChange={(event) => {
              setIssueKey(String(event.target.value));
            }}
          />
        </Box>
        <Box xcss={fieldWidth}>
          <Label labelFor="weekly-day">Day</Label>
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
          Save
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
      if (!isDocument(document)) throw new Error('the preview is no document');
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
        Preview
      </LoadingButton>
      {loading.error !== null && <Text color="color.text.danger">{loading.error}</Text>}
      <ModalTransition>
        {shown && (
          <Modal onClose={close} width="x-large">
            <ModalHeader>
              <ModalTitle>As it would be posted now</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.150">
                <ActionError title="It was not posted" message={sending.error} />
                <AdfRenderer document={shown.document} />
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={close} isDisabled={sending.busy}>
                Close
              </Button>
              {mayChange && (
                <LoadingButton
                  appearance="primary"
                  isLoading={sending.busy}
                  isDisabled={issueKey === null}
                  onClick={() => void send(shown.id)}
                >
                  {issueKey === null ? 'Choose a ticket to send it' : `Send now to ${issueKey}`}
                </LoadingButton>
              )}
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
};
