import {
  Button,
  DynamicTable,
  Inline,
  Label,
  List,
  ListItem,
  LoadingButton,
  Lozenge,
  Pagination,
  SectionMessage,
  Select,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { useState } from 'react';
import { CASES_AN_EXPORT } from '../../../src/common/contract/export-limits';
import { ALL_CASES, CASES_A_PAGE, OPEN_CASES, type CaseRow } from '../../../src/reclaim/contract/reclaim';
import type { CaseState } from '../../../src/reclaim/rules/reclaim-case';
import { ActionError } from '../../components/action-error';
import { ExportParts } from '../../components/export-parts';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LoadingLines } from '../../components/loading';
import { CASE_MARKS, evidenceSentence } from '../../lib/case-words';
import { spanWords, type ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { EXPORT_NOTE } from '../shared/catalog-words';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { cases, decision: decisionWords } = reclaimMessages;

interface Option {
  readonly label: string;
  readonly value: 'open' | 'all' | CaseState;
}

const OPEN: Option = { label: cases.filter.open, value: 'open' };
const FILTERS: readonly Option[] = [
  OPEN,
  ...ALL_CASES.map((state) => ({ label: CASE_MARKS[state].word, value: state })),
  { label: cases.filter.all, value: 'all' },
];

const statesOf = (filter: Option['value']): readonly CaseState[] =>
  filter === 'open' ? OPEN_CASES : filter === 'all' ? ALL_CASES : [filter];

/** The cases, with the one thing to do about each. */
export const ReclaimCases = () => {
  const words = useClockWords();
  const [filter, setFilter] = useState<Option['value']>('open');
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(
    () => call('reclaim/cases', { states: statesOf(filter), page }),
    JSON.stringify([filter, page]),
  );
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label={cases.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const { rows, total, canAsk, medianCycleMs } = loaded.data;
  const pages = Math.ceil(total / CASES_A_PAGE);
  return (
    <Stack space="space.150">
      {!canAsk && (
        <SectionMessage appearance="warning" title={cases.cannotAsk.title}>
          <Text>{cases.cannotAsk.text}</Text>
        </SectionMessage>
      )}
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="case-state">{cases.filter.label}</Label>
          <Select
            inputId="case-state"
            options={[...FILTERS]}
            defaultValue={OPEN}
            onChange={(option: Option | null) => {
              setFilter(option?.value ?? 'open');
              setPage(0);
            }}
          />
        </Stack>
        <Text color="color.text.subtle">{cases.counted(total)}</Text>
        {medianCycleMs !== null && (
          <Text color="color.text.subtle">{cases.medianTime(spanWords(medianCycleMs))}</Text>
        )}
      </Inline>
      <ExportParts
        what={cases.export.what}
        name={cases.export.name}
        total={total}
        perPart={CASES_AN_EXPORT}
        counted={cases.counted}
        note={EXPORT_NOTE}
        load={async (part) => (await call('reclaim/export', { states: statesOf(filter), part })).text}
      />
      <DynamicTable
        label={cases.label}
        head={{
          cells: [
            { key: 'code', content: cases.columns.code, width: 12 },
            { key: 'what', content: cases.columns.what, width: 16 },
            { key: 'who', content: cases.columns.who, width: 16 },
            { key: 'state', content: cases.columns.state, width: 14 },
            { key: 'why', content: cases.columns.why, width: 24 },
            { key: 'do', content: cases.columns.do, width: 18 },
          ],
        }}
        rows={rows.map((row) => rowOf(row, words, reload))}
        emptyView={<Text>{filter === 'open' ? cases.noneOpen : cases.noneFound}</Text>}
      />
      {pages > 1 && (
        <Pagination
          pages={Array.from({ length: pages }, (_, index) => index + 1)}
          selectedIndex={page}
          label={cases.pages}
          onChange={(_event, chosen) => {
            setPage(Number(chosen) - 1);
          }}
        />
      )}
    </Stack>
  );
};

function rowOf(row: CaseRow, words: ClockWords, reload: () => Promise<unknown>) {
  const mark = CASE_MARKS[row.state];
  return {
    key: row.caseId,
    cells: [
      { key: 'code', content: row.code },
      { key: 'what', content: row.what },
      { key: 'who', content: <Holder holderId={row.holderId} /> },
      { key: 'state', content: <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge> },
      {
        key: 'why',
        content: (
          <Stack space="space.050">
            <Text>{evidenceSentence(row.evidence, words)}</Text>
            {row.remarks.length > 0 && (
              <List type="unordered">
                {row.remarks.map(({ at, text }) => (
                  <ListItem key={`${at} ${text}`}>{cases.remark(words.day(at), text)}</ListItem>
                ))}
              </List>
            )}
          </Stack>
        ),
      },
      { key: 'do', content: <CaseAction row={row} onChanged={reload} /> },
    ],
  };
}

interface ActionProps {
  readonly row: CaseRow;
  readonly onChanged: () => Promise<unknown>;
}

const CaseAction = ({ row, onChanged }: ActionProps) => {
  const { busy, error, run } = useAction();
  if (!row.isMine) return <Text color="color.text.subtle">{cases.othersDecide}</Text>;
  const act = (work: () => Promise<unknown>) => (): void => {
    void run(() => work().finally(onChanged));
  };
  return (
    <Stack space="space.050">
      <ActionError title={cases.failed} message={error} />
      {row.state === 'awaiting-approval' && <Decide row={row} onChanged={onChanged} />}
      {row.state === 'awaiting-removal' && (
        <Inline>
          <LoadingButton
            spacing="compact"
            isLoading={busy}
            onClick={act(() => call('reclaim/confirm', { caseId: row.caseId }))}
          >
            {row.action === 'downgrade' ? cases.confirmDowngrade : cases.confirmRemoval}
          </LoadingButton>
        </Inline>
      )}
      {row.state === 'done' && (
        <Inline>
          <LoadingButton
            spacing="compact"
            isLoading={busy}
            onClick={act(() => call('reclaim/undo', { caseId: row.caseId }))}
          >
            {cases.restore}
          </LoadingButton>
        </Inline>
      )}
    </Stack>
  );
};

/** The owner decides about a seat whose holder did not answer. */
const Decide = ({ row, onChanged }: ActionProps) => {
  const { busy, error, run } = useAction();
  const [reason, setReason] = useState('');
  const decide = (decision: 'approve' | 'refuse') => (): void => {
    void run(() => call('reclaim/decide', { caseId: row.caseId, decision, reason }).finally(onChanged));
  };
  const isShort = reason.trim().length < 3;
  return (
    <Stack space="space.075">
      <ActionError title={decisionWords.failed} message={error} />
      <Label labelFor={`why-${row.caseId}`}>{decisionWords.reason}</Label>
      <Textfield
        id={`why-${row.caseId}`}
        name={`why-${row.caseId}`}
        value={reason}
        maxLength={300}
        onChange={(event) => {
          setReason(String(event.target.value));
        }}
      />
      <Inline space="space.075" shouldWrap rowSpace="space.075">
        <LoadingButton spacing="compact" isLoading={busy} isDisabled={isShort} onClick={decide('approve')}>
          {decisionWords.approve}
        </LoadingButton>
        <Button spacing="compact" isDisabled={busy || isShort} onClick={decide('refuse')}>
          {decisionWords.refuse}
        </Button>
      </Inline>
    </Stack>
  );
};
