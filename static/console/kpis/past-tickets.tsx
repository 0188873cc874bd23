import {
  Box,
  Button,
  ButtonGroup,
  DynamicTable,
  Heading,
  Label,
  Select,
  Stack,
  Text,
  xcss,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { HistoryFormat, HistoryImportRow, HistoryCalls } from '../../../src/kpis/contract/history';
import { Back } from '../../components/back';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { kpiMessages } from './messages';
import { PastFileImport } from './past-file-import';
import { PastJiraImport } from './past-jira-import';
import { PastProblems } from './past-problems';
import { PastUndo } from './past-undo';

const call = callOf<HistoryCalls>();
const messages = kpiMessages.past;

const sourceWidth = xcss({ width: '320px' });

interface Source {
  readonly label: string;
  readonly value: HistoryFormat | 'jira';
}

const sourceOf = (value: Source['value']): Source => ({ value, label: messages.sources[value] });
const SERVICENOW = sourceOf('servicenow');
const SOURCES: readonly Source[] = [SERVICENOW, sourceOf('mapped'), sourceOf('jira')];

/** Brings in tickets from before the app was there, and takes them away again. */
export const PastTickets = ({ onBack }: { readonly onBack: () => void }) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('history/list', {}));
  const [source, setSource] = useState(SERVICENOW);
  const [resumed, setResumed] = useState<HistoryImportRow | null>(null);
  return (
    <Stack space="space.300">
      <Back label={kpiMessages.report.all} onBack={onBack} />
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">{`${messages.intro} ${messages.counting}`}</Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={4} label={messages.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.300">
          <Stack space="space.150">
            <Box xcss={sourceWidth}>
              <Label labelFor="past-source">{messages.from}</Label>
              <Select
                inputId="past-source"
                options={[...SOURCES]}
                value={source}
                onChange={(chosen: Source | null) => {
                  setResumed(null);
                  setSource(chosen ?? SERVICENOW);
                }}
              />
            </Box>
            {source.value === 'jira' ? (
              <PastJiraImport
                key={resumed?.importId ?? ''}
                resumed={resumed}
                words={words}
                onChanged={reload}
              />
            ) : (
              <>
                {resumed && (
                  <Text>{messages.pickAgain(resumed.name, resumed.partsTaken, resumed.parts)}</Text>
                )}
                <PastFileImport
                  key={`${source.value} ${resumed?.importId ?? ''}`}
                  format={source.value}
                  mapping={resumed?.mapping ?? null}
                  words={words}
                  onChanged={reload}
                />
              </>
            )}
          </Stack>
          <Imports
            imports={loaded.data.imports}
            words={words}
            onResume={(row) => {
              setResumed(row);
              setSource(SOURCES.find(({ value }) => value === row.format) ?? SERVICENOW);
            }}
            onChanged={reload}
          />
        </Stack>
      )}
    </Stack>
  );
};

interface ImportsProps {
  readonly imports: readonly HistoryImportRow[];
  readonly words: ClockWords;
  readonly onResume: (row: HistoryImportRow) => void;
  readonly onChanged: () => Promise<unknown>;
}

const Imports = ({ imports, words, onResume, onChanged }: ImportsProps) => {
  const [undoing, setUndoing] = useState<HistoryImportRow | null>(null);
  const [shown, setShown] = useState<HistoryImportRow | null>(null);
  return (
    <Stack space="space.150">
      <DynamicTable
        caption={messages.imports.caption}
        head={{
          cells: [
            { key: 'name', content: messages.imports.columns.name, width: 28 },
            { key: 'progress', content: messages.imports.columns.progress, width: 18 },
            { key: 'by', content: messages.imports.columns.by, width: 18 },
            { key: 'at', content: messages.imports.columns.at, width: 14 },
            { key: 'actions', content: '', width: 22 },
          ],
        }}
        rows={imports.map((row) => ({
          key: row.importId,
          cells: [
            { key: 'name', content: row.name },
            {
              key: 'progress',
              content:
                row.partsTaken === row.parts
                  ? messages.imports.complete
                  : messages.imports.parts(row.partsTaken, row.parts),
            },
            { key: 'by', content: <PersonName accountId={row.createdBy} /> },
            { key: 'at', content: words.day(row.createdAt) },
            {
              key: 'actions',
              content: (
                <ButtonGroup label={messages.imports.actions(row.name)}>
                  {row.partsTaken < row.parts ? (
                    <Button
                      spacing="compact"
                      onClick={() => {
                        onResume(row);
                      }}
                    >
                      {messages.imports.continue}
                    </Button>
                  ) : null}
                  <Button
                    spacing="compact"
                    onClick={() => {
                      setShown(row);
                    }}
                  >
                    {messages.imports.problems}
                  </Button>
                  <Button
                    spacing="compact"
                    onClick={() => {
                      setUndoing(row);
                    }}
                  >
                    {messages.imports.undo}
                  </Button>
                </ButtonGroup>
              ),
            },
          ],
        }))}
        emptyView={<Text>{messages.imports.empty}</Text>}
      />
      {shown && <ShownProblems key={shown.importId} row={shown} />}
      {undoing && (
        <PastUndo
          row={undoing}
          onDone={onChanged}
          onClose={() => {
            setUndoing(null);
          }}
        />
      )}
    </Stack>
  );
};

const ShownProblems = ({ row }: { readonly row: HistoryImportRow }) => {
  const { loaded, reload } = useLoaded(() => call('history/show', { importId: row.importId }));
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label={messages.imports.loadingProblems} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  if (loaded.data.problemCount === 0) return <Text>{messages.imports.noProblems(row.name)}</Text>;
  return <PastProblems report={loaded.data} name={row.name} />;
};
