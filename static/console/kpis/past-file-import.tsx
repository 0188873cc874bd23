import {
  Button,
  ButtonGroup,
  DynamicTable,
  FilePicker,
  Inline,
  Label,
  LoadingButton,
  ProgressBar,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import type { HistoryPreview } from '../../../src/kpis/contract/history';
import { ErrorLines } from '../../components/error-lines';
import type { ClockWords } from '../../lib/clock-words';
import type { PickedFile } from '../../lib/picked-file';
import { kpiMessages } from './messages';
import { isComplete, PastMapping } from './past-mapping';
import { PastProblems } from './past-problems';
import { useFileImport, type FileImportProps, type FileStep } from './use-file-import';

const messages = kpiMessages.past.file;

interface Props extends FileImportProps {
  readonly words: ClockWords;
}

/** Takes a file of past tickets: what is in it, how it would be read, and then part by part. */
export const PastFileImport = ({ words, ...props }: Props) => {
  const { format, mapping } = props;
  const { step, draft, setDraft, busy, error, pick, preview, changeColumns, send, stop, again } =
    useFileImport(props);
  return (
    <Stack space="space.200">
      {error !== null && <ErrorLines title={kpiMessages.past.failed} text={error} />}
      {step.kind === 'choosing' && (
        <FilePicker
          label={messages.label}
          description={format === 'servicenow' ? messages.servicenowHelp : messages.mappedHelp}
          onChange={(files) => void pick(files)}
        />
      )}
      {step.kind === 'mapping' && (
        <Stack space="space.200">
          <FileLine file={step.file} onOther={again} isBusy={busy} />
          <PastMapping columns={step.columns} draft={draft} onChange={setDraft} />
          <Inline>
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={!isComplete(draft)}
              onClick={() => void preview(step.file)}
            >
              {kpiMessages.past.dryRun}
            </LoadingButton>
          </Inline>
        </Stack>
      )}
      {step.kind === 'previewed' && (
        <Stack space="space.200">
          <FileLine file={step.file} onOther={again} isBusy={busy} />
          <Previewed preview={step.preview} words={words} />
          <Inline>
            <ButtonGroup label={kpiMessages.past.importActions}>
              <LoadingButton
                appearance="primary"
                isLoading={busy}
                onClick={() => void send(step.file, step.how)}
              >
                {messages.import(step.file.rows)}
              </LoadingButton>
              {format === 'mapped' && mapping === null ? (
                <Button
                  isDisabled={busy}
                  onClick={() => {
                    changeColumns(step.file, step.preview.columns);
                  }}
                >
                  {messages.changeColumns}
                </Button>
              ) : null}
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
      {step.kind === 'running' && <Running file={step.file} rowsDone={step.rowsDone} onStop={stop} />}
      {step.kind === 'done' && (
        <Stack space="space.200">
          <Done {...step} />
          <PastProblems report={step.report} name={step.file.name} />
          <Inline>
            <Button onClick={again}>{step.isStopped ? messages.goOn : messages.again}</Button>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

const FileLine = ({
  file,
  onOther,
  isBusy,
}: {
  readonly file: PickedFile;
  readonly onOther: () => void;
  readonly isBusy: boolean;
}) => (
  <Inline space="space.100" alignBlock="center" shouldWrap>
    <Text weight="medium">{file.name}</Text>
    <Text color="color.text.subtle">{messages.rows(file.rows)}</Text>
    <Button appearance="subtle" isDisabled={isBusy} onClick={onOther}>
      {messages.other}
    </Button>
  </Inline>
);

const Previewed = ({ preview, words }: { readonly preview: HistoryPreview; readonly words: ClockWords }) => {
  const said = kpiMessages.past.preview;
  const { columns, answers } = said;
  return (
    <Stack space="space.150">
      {preview.problemCount > 0 && (
        <SectionMessage appearance="warning" title={said.problems(preview.problemCount, preview.rowCount)}>
          {preview.problems.slice(0, 5).map(({ row, message }, index) => (
            <Text key={index}>{said.problem(row, message)}</Text>
          ))}
          <Text>{said.effect}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        caption={said.caption}
        head={{
          cells: [
            { key: 'row', content: columns.row },
            { key: 'ticket', content: columns.ticket },
            { key: 'at', content: columns.at },
            { key: 'closed', content: columns.closed },
            { key: 'missed', content: columns.missed },
            { key: 'reopened', content: columns.reopened },
            { key: 'application', content: columns.application },
          ],
        }}
        rows={preview.rows.map((row) => ({
          key: String(row.row),
          cells: [
            { key: 'row', content: String(row.row) },
            { key: 'ticket', content: row.ticket === '' ? said.unread : row.ticket },
            { key: 'at', content: row.at === 0 ? said.unread : words.moment(row.at, 0) },
            { key: 'closed', content: row.isClosed ? answers.yes : answers.no },
            { key: 'missed', content: answers[row.slaMissed] },
            { key: 'reopened', content: answers[row.reopened] },
            {
              key: 'application',
              content: row.application === '' ? kpiMessages.noValue : row.application,
            },
          ],
        }))}
      />
    </Stack>
  );
};

const Running = ({
  file,
  rowsDone,
  onStop,
}: {
  readonly file: PickedFile;
  readonly rowsDone: number;
  readonly onStop: () => void;
}) => {
  const share = rowsDone / file.rows;
  return (
    <Stack space="space.100">
      <Label labelFor="past-progress">{messages.importing(file.name)}</Label>
      <ProgressBar ariaLabel={messages.importing(file.name)} value={share} />
      <Text>{messages.progress(rowsDone, file.rows, kpiMessages.past.percent(share))}</Text>
      <Text color="color.text.subtle">{messages.canStop}</Text>
      <Inline>
        <Button onClick={onStop}>{kpiMessages.past.stop}</Button>
      </Inline>
    </Stack>
  );
};

const Done = ({ file, report, isStopped }: Extract<FileStep, { kind: 'done' }>) => (
  <SectionMessage
    appearance={isStopped ? 'information' : 'success'}
    title={isStopped ? messages.doneInPart(file.name) : messages.done(file.name)}
  >
    <Text>{`${messages.result(report.rows, report.brought)} ${messages.total(report.tickets)}`}</Text>
    <Text>{`${messages.counting} ${messages.notCounting}`}</Text>
  </SectionMessage>
);
