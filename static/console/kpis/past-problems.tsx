import { DynamicTable, Inline, Stack } from '@forge/react';
import type { HistoryReport } from '../../../src/kpis/contract/history';
import { ExportText } from '../../components/export-text';

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
        caption={`${problemCount.toLocaleString('en')} problems in ${problemRows.toLocaleString('en')} rows`}
        head={{
          cells: [
            { key: 'row', content: 'Row', width: 15 },
            { key: 'problem', content: 'Problem', width: 85 },
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
          label="Export the problems as CSV"
          title={`Problems of ${name}`}
          language="text"
          note={
            problems.length < problemCount
              ? `The first ${problems.length} of ${problemCount}.`
              : 'Copy it into a file. The header is row 1.'
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
