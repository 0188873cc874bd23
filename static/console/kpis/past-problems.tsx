import { DynamicTable, Inline, Stack } from '@forge/react';
import type { HistoryReport } from '../../../src/kpis/contract/history';
import { ExportText } from '../../components/export-text';
import { kpiMessages } from './messages';

const messages = kpiMessages.past.problems;

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What could not be read of an import, row by row, with a way to take it along. */
export const PastProblems = ({
  report: { problems, problemCount, problemRows },
  name,
}: {
  readonly report: Pick<HistoryReport, 'problems' | 'problemCount' | 'problemRows'>;
  readonly name: string;
}) =>
  problemCount === 0 ? null : (
    <Stack space="space.100">
      <DynamicTable
        caption={messages.caption(problemCount, problemRows)}
        head={{
          cells: [
            { key: 'row', content: messages.columns.row, width: 15 },
            { key: 'problem', content: messages.columns.problem, width: 85 },
          ],
        }}
        rows={problems.map(({ row, message }, index) => ({
          key: String(index),
          cells: [
            { key: 'row', content: String(row) },
            { key: 'problem', content: message },
          ],
        }))}
        rowsPerPage={10}
      />
      <Inline>
        <ExportText
          label={messages.export}
          title={messages.title(name)}
          note={
            problems.length < problemCount ? messages.firstOnly(problems.length, problemCount) : messages.note
          }
          load={() =>
            Promise.resolve(
              ['row,problem', ...problems.map(({ row, message }) => `${row},${cell(message)}`)].join('\n'),
            )
          }
        />
      </Inline>
    </Stack>
  );
