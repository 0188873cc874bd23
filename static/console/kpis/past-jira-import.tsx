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
import type { JiraHistoryPlan, JiraHistoryProgress } from '../../../src/kpis/contract/history';
import { ErrorLines } from '../../components/error-lines';
import type { ClockWords } from '../../lib/clock-words';
import { kpiMessages } from './messages';
import { useJiraImport, type JiraImport, type JiraImportProps } from './use-jira-import';

const messages = kpiMessages.past.jira;

const statusWidth = xcss({ width: '320px' });

interface Props extends JiraImportProps {
  readonly words: ClockWords;
}

/** Takes tickets of this Jira from before the app was there: which ones, what would be made of them, then page by page. */
export const PastJiraImport = ({ words, ...props }: Props) => {
  const jiraImport = useJiraImport(props);
  const { step, busy, error, resume, stop, again } = jiraImport;
  return (
    <Stack space="space.200">
      {error !== null && <ErrorLines title={kpiMessages.past.failed} text={error} />}
      {(step.kind === 'asking' || step.kind === 'planned') && (
        <Stack space="space.150">
          <Query jiraImport={jiraImport} />
          {step.kind === 'planned' && <Planned plan={step.plan} words={words} />}
          <Inline>
            <ButtonGroup label={kpiMessages.past.importActions}>
              <Begin jiraImport={jiraImport} />
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
      {(step.kind === 'running' || step.kind === 'paused') && (
        <Stack space="space.100">
          <Progress progress={step.progress} />
          <Inline>
            {step.kind === 'running' ? (
              <Button onClick={stop}>{kpiMessages.past.stop}</Button>
            ) : (
              <LoadingButton appearance="primary" isLoading={busy} onClick={() => void resume(step.importId)}>
                {messages.continue}
              </LoadingButton>
            )}
          </Inline>
        </Stack>
      )}
      {step.kind === 'done' && (
        <Stack space="space.150">
          <SectionMessage appearance="success" title={messages.done}>
            <Text>{`${countedWords(step.progress)} ${messages.counting}`}</Text>
          </SectionMessage>
          <Inline>
            <Button onClick={again}>{messages.again}</Button>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

interface PartProps {
  readonly jiraImport: JiraImport;
}

const Query = ({ jiraImport: { jql, setJql, fulfilledStatus, setFulfilledStatus } }: PartProps) => (
  <>
    <Stack>
      <Label labelFor="past-jql">
        {messages.jql} <RequiredAsterisk />
      </Label>
      <TextArea
        id="past-jql"
        name="past-jql"
        isMonospaced
        value={jql}
        placeholder={messages.jqlPlaceholder}
        onChange={(event) => {
          setJql(String(event.target.value));
        }}
      />
      <HelperMessage>{messages.jqlHelp}</HelperMessage>
    </Stack>
    <Box xcss={statusWidth}>
      <Label labelFor="past-fulfilled">{messages.status}</Label>
      <Textfield
        id="past-fulfilled"
        name="past-fulfilled"
        value={fulfilledStatus}
        placeholder={messages.statusPlaceholder}
        onChange={(event) => {
          setFulfilledStatus(String(event.target.value));
        }}
      />
    </Box>
  </>
);

/** A dry run first, and the import itself once its plan is shown. */
const Begin = ({ jiraImport: { step, jql, busy, plan, begin } }: PartProps) =>
  step.kind === 'planned' ? (
    <LoadingButton
      appearance="primary"
      isLoading={busy}
      isDisabled={step.plan.total === 0}
      onClick={() => void begin()}
    >
      {messages.import(step.plan.total)}
    </LoadingButton>
  ) : (
    <LoadingButton
      appearance="primary"
      isLoading={busy}
      isDisabled={jql.trim() === ''}
      onClick={() => void plan()}
    >
      {kpiMessages.past.dryRun}
    </LoadingButton>
  );

const countedWords = ({ read, imported, known, unfulfilled }: JiraHistoryProgress): string =>
  `${messages.result(read, imported)} ${messages.skipped(known, unfulfilled)}`;

const Progress = ({ progress }: { readonly progress: JiraHistoryProgress }) => {
  const share = progress.total === 0 ? 0 : Math.min(1, progress.read / progress.total);
  return (
    <Stack space="space.100">
      <ProgressBar ariaLabel={messages.importing} value={share} />
      <Text>{messages.progress(progress.read, progress.total, kpiMessages.past.percent(share))}</Text>
      {progress.waitSeconds > 0 && <Text>{messages.wait(progress.waitSeconds)}</Text>}
      <Text color="color.text.subtle">{messages.canStop}</Text>
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
    caption={messages.caption(total)}
    head={{
      cells: [
        { key: 'ticket', content: messages.columns.ticket },
        { key: 'fulfilled', content: messages.columns.fulfilled },
        { key: 'times', content: messages.columns.times },
        { key: 'reopened', content: messages.columns.reopened },
        { key: 'missed', content: messages.columns.missed },
      ],
    }}
    rows={tickets.map((ticket) => ({
      key: ticket.issueKey,
      cells: [
        { key: 'ticket', content: <Link href={`/browse/${ticket.issueKey}`}>{ticket.issueKey}</Link> },
        {
          key: 'fulfilled',
          content: ticket.isKnown
            ? messages.known
            : ticket.fulfilledAt === null
              ? messages.never
              : words.moment(ticket.fulfilledAt, 0),
        },
        { key: 'times', content: messages.number(ticket.fulfillments) },
        { key: 'reopened', content: messages.number(ticket.reopenings) },
        {
          key: 'missed',
          content:
            ticket.measured === 0 ? messages.notMeasured : messages.missed(ticket.missed, ticket.measured),
        },
      ],
    }))}
    emptyView={<Text>{messages.empty}</Text>}
  />
);
