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
import { useRef, useState } from 'react';
import { columnsOf } from '../../../src/common/contract/csv-parts';
import type {
  HistoryFormat,
  HistoryCalls,
  HistoryPreview,
  HistoryReport,
} from '../../../src/kpis/contract/history';
import type { HistoryMapping } from '../../../src/kpis/contract/history-mapping';
import { ErrorLines } from '../../components/error-lines';
import { callOf, messageOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { importIdOf, readPicked, type PickedFile, type SerializedFile } from '../../lib/picked-file';
import { draftFor, isComplete, mappingOf, PastMapping, type MappingDraft } from './past-mapping';
import { PastProblems } from './past-problems';

const call = callOf<HistoryCalls>();

type Step =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'mapping'; readonly file: PickedFile; readonly columns: readonly string[] }
  | {
      readonly kind: 'previewed';
      readonly file: PickedFile;
      readonly preview: HistoryPreview;
      readonly how: How;
    }
  | { readonly kind: 'running'; readonly file: PickedFile; readonly rowsDone: number }
  | {
      readonly kind: 'done';
      readonly file: PickedFile;
      readonly report: HistoryReport;
      readonly isStopped: boolean;
    };

interface How {
  readonly format: HistoryFormat;
  readonly mapping?: HistoryMapping;
}

interface Props {
  readonly format: HistoryFormat;
  /** Of an import that is gone on with. */
  readonly mapping: HistoryMapping | null;
  readonly words: ClockWords;
  /** When parts have come in, or all of them. */
  readonly onChanged: () => Promise<unknown>;
}

/** Takes a file of past tickets: what is in it, how it would be read, and then part by part. */
export const PastFileImport = ({ format, mapping: given, words, onChanged }: Props) => {
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const [draft, setDraft] = useState<MappingDraft>(draftFor([]));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isStopped = useRef(false);

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    await work().catch((failure: unknown) => {
      setError(messageOf(failure));
    });
    setBusy(false);
  };

  const show = async (file: PickedFile, how: How): Promise<void> => {
    const [first] = file.parts;
    const { firstRow = 2, text = '' } = first ?? {};
    setStep({
      kind: 'previewed',
      file,
      how,
      preview: await call('history/preview', { ...how, firstRow, text }),
    });
  };
  const pick = (files: readonly SerializedFile[]): Promise<void> =>
    run(async () => {
      const [picked] = files;
      if (!picked) return;
      const file = await readPicked(picked);
      if (format === 'servicenow') return show(file, { format });
      if (given) return show(file, { format, mapping: given });
      const columns = columnsOf(file.parts[0]?.text.split('\n')[0] ?? '');
      setDraft(draftFor(columns));
      setStep({ kind: 'mapping', file, columns });
    });
  const send = (file: PickedFile, how: How): Promise<void> =>
    run(async () => {
      isStopped.current = false;
      const hasToStop = (): boolean => isStopped.current;
      const importId = await importIdOf(file.digest, how);
      const { partsTaken } = await call('history/show', { importId });
      let rowsDone = 0;
      const parts = file.parts.length;
      try {
        for (const [part, { firstRow, text, rows }] of file.parts.entries()) {
          if (hasToStop()) break;
          if (!partsTaken.includes(part))
            await call('history/take-part', {
              importId,
              ...how,
              name: file.name,
              part,
              parts,
              firstRow,
              text,
            });
          rowsDone += rows;
          setStep({ kind: 'running', file, rowsDone });
        }
      } catch (failure) {
        // what came in stays; the same button goes on with the rest
        await show(file, how);
        throw failure;
      } finally {
        await onChanged();
      }
      const report = await call('history/show', { importId });
      setStep({ kind: 'done', file, report, isStopped: !report.isWhole });
    });
  const again = (): void => {
    setStep({ kind: 'choosing' });
  };

  return (
    <Stack space="space.200">
      {error !== null && <ErrorLines title="This could not be done" text={error} />}
      {step.kind === 'choosing' && (
        <FilePicker
          label="File"
          description={
            format === 'servicenow'
              ? 'The incident log as ServiceNow exports it (CSV, also packed with gzip). Its times are read as UTC. No names of people are kept.'
              : 'A CSV whose first row names the columns, also packed with gzip. Which column is what is asked next.'
          }
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
              onClick={() => void run(() => show(step.file, { format, mapping: mappingOf(draft) }))}
            >
              Dry run
            </LoadingButton>
          </Inline>
        </Stack>
      )}
      {step.kind === 'previewed' && (
        <Stack space="space.200">
          <FileLine file={step.file} onOther={again} isBusy={busy} />
          <Previewed preview={step.preview} words={words} />
          <Inline>
            <ButtonGroup label="Decide on the import">
              <LoadingButton
                appearance="primary"
                isLoading={busy}
                onClick={() => void send(step.file, step.how)}
              >
                {`Import ${step.file.rows.toLocaleString('en')} rows`}
              </LoadingButton>
              {format === 'mapped' && given === null ? (
                <Button
                  isDisabled={busy}
                  onClick={() => {
                    setStep({ kind: 'mapping', file: step.file, columns: step.preview.columns });
                  }}
                >
                  Change the columns
                </Button>
              ) : null}
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
      {step.kind === 'running' && (
        <Running
          file={step.file}
          rowsDone={step.rowsDone}
          onStop={() => {
            isStopped.current = true;
          }}
        />
      )}
      {step.kind === 'done' && (
        <Stack space="space.200">
          <Done {...step} />
          <PastProblems report={step.report} name={step.file.name} />
          <Inline>
            <Button onClick={again}>
              {step.isStopped ? 'Go on with the same file' : 'Import another file'}
            </Button>
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
    <Text color="color.text.subtle">{`${file.rows.toLocaleString('en')} rows`}</Text>
    <Button appearance="subtle" isDisabled={isBusy} onClick={onOther}>
      Another file
    </Button>
  </Inline>
);

const SAID = { yes: 'yes', no: 'no', unknown: 'not said', states: 'by its states' } as const;

const Previewed = ({ preview, words }: { readonly preview: HistoryPreview; readonly words: ClockWords }) => (
  <Stack space="space.150">
    {preview.problemCount > 0 && (
      <SectionMessage
        appearance="warning"
        title={`${preview.problemCount} problems in the first ${preview.rowCount} rows`}
      >
        {preview.problems.slice(0, 5).map(({ row, message }, index) => (
          <Text key={index}>{`Row ${row}: ${message}`}</Text>
        ))}
        <Text>Such rows are imported with what can be read of them.</Text>
      </SectionMessage>
    )}
    <DynamicTable
      caption="The first rows as they would be read"
      head={{
        cells: [
          { key: 'row', content: 'Row' },
          { key: 'ticket', content: 'Ticket' },
          { key: 'at', content: 'Time' },
          { key: 'closed', content: 'Closed' },
          { key: 'missed', content: 'Goal missed' },
          { key: 'reopened', content: 'Reopened' },
          { key: 'application', content: 'Application' },
        ],
      }}
      rows={preview.rows.map((row) => ({
        key: String(row.row),
        cells: [
          { key: 'row', content: String(row.row) },
          { key: 'ticket', content: row.ticket === '' ? 'not said' : row.ticket },
          { key: 'at', content: row.at === 0 ? 'not said' : words.moment(row.at, 0) },
          { key: 'closed', content: row.isClosed ? 'yes' : 'no' },
          { key: 'missed', content: SAID[row.slaMissed] },
          { key: 'reopened', content: SAID[row.reopened] },
          { key: 'application', content: row.application === '' ? '–' : row.application },
        ],
      }))}
    />
  </Stack>
);

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
      <Label labelFor="past-progress">{`Importing ${file.name}`}</Label>
      <ProgressBar ariaLabel={`Importing ${file.name}`} value={share} />
      <Text>
        {`${rowsDone.toLocaleString('en')} of ${file.rows.toLocaleString('en')} rows, ${Math.floor(share * 100)}%`}
      </Text>
      <Text color="color.text.subtle">
        You may stop or close this page: what came in stays, and picking the same file again goes on from
        there.
      </Text>
      <Inline>
        <Button onClick={onStop}>Stop</Button>
      </Inline>
    </Stack>
  );
};

const Done = ({ file, report, isStopped }: Extract<Step, { kind: 'done' }>) => (
  <SectionMessage
    appearance={isStopped ? 'information' : 'success'}
    title={isStopped ? `${file.name} is imported in part` : `${file.name} is imported`}
  >
    <Text>
      {`${report.rows.toLocaleString('en')} rows came in, ${report.brought.toLocaleString('en')} of them new. The project now has ${report.tickets.toLocaleString('en')} past tickets.`}
    </Text>
    <Text>
      They count in SLA adherence and reopen rate of the periods in which they were last closed; KPIs that
      need approvals leave them out.
    </Text>
  </SectionMessage>
);
