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
  User,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { HistoryFormat, HistoryImportRow, HistoryCalls } from '../../../src/kpis/contract/history';
import { Back } from '../../components/back';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { PastFileImport } from './past-file-import';
import { PastJiraImport } from './past-jira-import';
import { PastProblems } from './past-problems';
import { PastUndo } from './past-undo';

const call = callOf<HistoryCalls>();

const sourceWidth = xcss({ width: '320px' });

interface Source {
  readonly label: string;
  readonly value: HistoryFormat | 'jira';
}

const SERVICENOW: Source = { value: 'servicenow', label: 'Incident log of ServiceNow (CSV)' };
const SOURCES: readonly Source[] = [
  SERVICENOW,
  { value: 'mapped', label: 'Any CSV, with its columns mapped' },
  { value: 'jira', label: 'This Jira, by JQL' },
];

/** Brings in tickets from before the app was there, and takes them away again. */
export const PastTickets = ({ onBack }: { readonly onBack: () => void }) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('history/list', {}));
  const [source, setSource] = useState(SERVICENOW);
  const [resumed, setResumed] = useState<HistoryImportRow | null>(null);
  return (
    <Stack space="space.300">
      <Back label="All KPIs" onBack={onBack} />
      <Stack space="space.100">
        <Heading as="h3" size="small">
          Past tickets
        </Heading>
        <Text color="color.text.subtle">
          Tickets from before the app was there, so that SLA adherence and reopen rate do not begin with
          nothing. They count in the periods in which they were last closed.
        </Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={4} label="Loading the imports" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.300">
          <Stack space="space.150">
            <Box xcss={sourceWidth}>
              <Label labelFor="past-source">Import from</Label>
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
                  <Text>{`Pick ${resumed.name} again to go on: ${resumed.partsTaken} of ${resumed.parts} parts are in.`}</Text>
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
        caption="Imports"
        head={{
          cells: [
            { key: 'name', content: 'File or query', width: 28 },
            { key: 'progress', content: 'Came in', width: 18 },
            { key: 'by', content: 'By', width: 18 },
            { key: 'at', content: 'Begun', width: 14 },
            { key: 'actions', content: '', width: 22 },
          ],
        }}
        rows={imports.map((row) => ({
          key: row.importId,
          cells: [
            { key: 'name', content: row.name },
            {
              key: 'progress',
              content: row.partsTaken === row.parts ? 'all of it' : `${row.partsTaken} of ${row.parts} parts`,
            },
            { key: 'by', content: <User accountId={row.createdBy} /> },
            { key: 'at', content: words.day(row.createdAt) },
            {
              key: 'actions',
              content: (
                <ButtonGroup label={`What can be done with ${row.name}`}>
                  {row.partsTaken < row.parts ? (
                    <Button
                      spacing="compact"
                      onClick={() => {
                        onResume(row);
                      }}
                    >
                      Go on
                    </Button>
                  ) : null}
                  <Button
                    spacing="compact"
                    onClick={() => {
                      setShown(row);
                    }}
                  >
                    Problems
                  </Button>
                  <Button
                    spacing="compact"
                    onClick={() => {
                      setUndoing(row);
                    }}
                  >
                    Undo
                  </Button>
                </ButtonGroup>
              ),
            },
          ],
        }))}
        emptyView={<Text>Nothing has been imported yet.</Text>}
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
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label="Loading the problems" />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  if (loaded.data.problemCount === 0) return <Text>{`Everything in ${row.name} could be read.`}</Text>;
  return <PastProblems report={loaded.data} name={row.name} />;
};
