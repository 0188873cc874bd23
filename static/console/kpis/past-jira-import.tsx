import { SECOND } from '../../../src/common/rules/time';
import {
  Box,
  Button,
  ButtonGroup,
  DynamicTable,
  HelperMessage,
  Inline,
  Label,
  Link,
  LoadingButton,
  ProgressBar,
  RequiredAsterisk,
  SectionMessage,
  Stack,
  Text,
  TextArea,
  Textfield,
  xcss,
} from '@forge/react';
import { useRef, useState } from 'react';
import type {
  HistoryImportRow,
  HistoryCalls,
  JiraHistoryPlan,
  JiraHistoryProgress,
} from '../../../src/kpis/contract/history';
import { ErrorLines } from '../../components/error-lines';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';

const call = callOf<HistoryCalls>();

const statusWidth = xcss({ width: '320px' });

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'planned'; readonly plan: JiraHistoryPlan }
  | {
      readonly kind: 'running' | 'paused' | 'done';
      readonly importId: string;
      readonly progress: JiraHistoryProgress;
    };

const NOT_BEGUN: JiraHistoryProgress = {
  total: 0,
  read: 0,
  imported: 0,
  known: 0,
  unfulfilled: 0,
  isDone: false,
  waitSeconds: 0,
};

interface Props {
  /** An import that is gone on with. */
  readonly resumed: HistoryImportRow | null;
  readonly words: ClockWords;
  readonly onChanged: () => Promise<unknown>;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Takes tickets of this Jira from before the app was there: which ones, what would be made of them, then page by page. */
export const PastJiraImport = ({ resumed, words, onChanged }: Props) => {
  const [jql, setJql] = useState('');
  const [fulfilledStatus, setFulfilledStatus] = useState('');
  const [step, setStep] = useState<Step>(
    resumed ? { kind: 'paused', importId: resumed.importId, progress: NOT_BEGUN } : { kind: 'asking' },
  );
  const { busy, error, run } = useAction();
  const isStopped = useRef(false);

  const plan = (): Promise<void> =>
    run(async () => {
      setStep({ kind: 'planned', plan: await call('history/plan-jira', { jql, fulfilledStatus }) });
    });
  const readOn = async (importId: string): Promise<void> => {
    isStopped.current = false;
    const hasToStop = (): boolean => isStopped.current;
    let last: Step = { kind: 'paused', importId, progress: NOT_BEGUN };
    try {
      while (!hasToStop()) {
        const progress = await call('history/read-jira', { importId });
        last = { kind: progress.isDone ? 'done' : 'paused', importId, progress };
        setStep({ ...last, kind: progress.isDone ? 'done' : 'running' });
        if (progress.isDone) break;
        await pause(progress.waitSeconds * SECOND);
      }
    } finally {
      setStep(last);
      await onChanged();
    }
  };
  const begin = (): Promise<void> =>
    run(async () => {
      const importId = crypto.randomUUID();
      await call('history/begin-jira', { importId, jql, fulfilledStatus });
      await readOn(importId);
    });

  return (
    <Stack space="space.200">
      {error !== null && <ErrorLines title="This could not be done" text={error} />}
      {(step.kind === 'asking' || step.kind === 'planned') && (
        <Stack space="space.150">
          <Stack>
            <Label labelFor="past-jql">
              JQL <RequiredAsterisk />
            </Label>
            <TextArea
              id="past-jql"
              name="past-jql"
              isMonospaced
              value={jql}
              placeholder="project = HELP AND created < 2026-01-01"
              onChange={(event) => {
                setJql(String(event.target.value));
                setStep({ kind: 'asking' });
              }}
            />
            <HelperMessage>
              Tickets that you may see. Those that the app follows itself are left out, and none is changed.
            </HelperMessage>
          </Stack>
          <Box xcss={statusWidth}>
            <Label labelFor="past-fulfilled">Status that ends them</Label>
            <Textfield
              id="past-fulfilled"
              name="past-fulfilled"
              value={fulfilledStatus}
              placeholder="As mapped for this project"
              onChange={(event) => {
                setFulfilledStatus(String(event.target.value));
                setStep({ kind: 'asking' });
              }}
            />
          </Box>
          {step.kind === 'planned' && <Planned plan={step.plan} words={words} />}
          <Inline>
            <ButtonGroup label="Look at the tickets">
              {step.kind === 'planned' ? (
                <LoadingButton
                  appearance="primary"
                  isLoading={busy}
                  isDisabled={step.plan.total === 0}
                  onClick={() => void begin()}
                >
                  {`Import about ${step.plan.total.toLocaleString('en')} tickets`}
                </LoadingButton>
              ) : (
                <LoadingButton
                  appearance="primary"
                  isLoading={busy}
                  isDisabled={jql.trim() === ''}
                  onClick={() => void plan()}
                >
                  Dry run
                </LoadingButton>
              )}
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
      {(step.kind === 'running' || step.kind === 'paused') && (
        <Stack space="space.100">
          <Progress progress={step.progress} />
          <Inline>
            {step.kind === 'running' ? (
              <Button
                onClick={() => {
                  isStopped.current = true;
                }}
              >
                Stop
              </Button>
            ) : (
              <LoadingButton
                appearance="primary"
                isLoading={busy}
                onClick={() => void run(() => readOn(step.importId))}
              >
                Go on
              </LoadingButton>
            )}
          </Inline>
        </Stack>
      )}
      {step.kind === 'done' && (
        <Stack space="space.150">
          <SectionMessage appearance="success" title="The tickets are imported">
            <Text>{`${countedWords(step.progress)} Each fulfillment counts in the period in which it was.`}</Text>
          </SectionMessage>
          <Inline>
            <Button
              onClick={() => {
                setStep({ kind: 'asking' });
              }}
            >
              Import others
            </Button>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

const countedWords = ({ read, imported, known, unfulfilled }: JiraHistoryProgress): string =>
  `${read.toLocaleString('en')} tickets were read and ${imported.toLocaleString('en')} imported; ${known.toLocaleString('en')} the app follows itself, ${unfulfilled.toLocaleString('en')} were never fulfilled.`;

const Progress = ({ progress }: { readonly progress: JiraHistoryProgress }) => {
  const share = progress.total === 0 ? 0 : Math.min(1, progress.read / progress.total);
  return (
    <Stack space="space.100">
      <ProgressBar ariaLabel="Importing from Jira" value={share} />
      <Text>
        {`${progress.read.toLocaleString('en')} of about ${progress.total.toLocaleString('en')} tickets, ${Math.floor(share * 100)}%`}
      </Text>
      {progress.waitSeconds > 0 && (
        <Text>{`Jira asks to wait ${progress.waitSeconds} seconds; it goes on by itself then.`}</Text>
      )}
      <Text color="color.text.subtle">
        You may stop or close this page: what came in stays, and “Go on” in the list below takes it up from
        there.
      </Text>
    </Stack>
  );
};

const Planned = ({
  plan: { total, tickets },
  words,
}: {
  readonly plan: JiraHistoryPlan;
  readonly words: ClockWords;
}) => (
  <DynamicTable
    caption={`The first of about ${total.toLocaleString('en')} tickets`}
    head={{
      cells: [
        { key: 'ticket', content: 'Ticket' },
        { key: 'fulfilled', content: 'Last fulfilled' },
        { key: 'times', content: 'Fulfillments' },
        { key: 'reopened', content: 'Reopened' },
        { key: 'missed', content: 'Goals missed' },
      ],
    }}
    rows={tickets.map((ticket) => ({
      key: ticket.issueKey,
      cells: [
        { key: 'ticket', content: <Link href={`/browse/${ticket.issueKey}`}>{ticket.issueKey}</Link> },
        {
          key: 'fulfilled',
          content: ticket.isKnown
            ? 'the app follows it itself'
            : ticket.fulfilledAt === null
              ? 'never'
              : words.moment(ticket.fulfilledAt, 0),
        },
        { key: 'times', content: String(ticket.fulfillments) },
        { key: 'reopened', content: String(ticket.reopenings) },
        {
          key: 'missed',
          content: ticket.measured === 0 ? 'not measured' : `${ticket.missed} of ${ticket.measured}`,
        },
      ],
    }))}
    emptyView={<Text>The query finds no ticket.</Text>}
  />
);
