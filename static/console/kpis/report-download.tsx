import { Link, LoadingButton, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { KpiDownload, KpiCalls, KpiReportQuestion } from '../../../src/kpis/contract/kpi';
import { ActionError } from '../../components/action-error';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';

const call = callOf<KpiCalls>();

interface Props {
  readonly asked: KpiReportQuestion;
  readonly now: number;
  readonly words: ClockWords;
}

/** The report as a workbook: made when it is asked for, then a link, since nothing here can hand out a file. */
export const ReportDownload = ({ asked, now, words }: Props) => {
  const [made, setMade] = useState<KpiDownload | null>(null);
  const { busy, error, run } = useAction();
  return (
    <Stack space="space.100" alignInline="start">
      {made ? (
        <Text>
          <Link href={made.url} openNewTab>
            Download the workbook
          </Link>
          {` until ${words.moment(made.until, now)}; whoever has the link gets it.`}
        </Text>
      ) : (
        <LoadingButton
          isLoading={busy}
          onClick={() =>
            void run(async () => {
              setMade(await call('kpi/download', asked));
            })
          }
        >
          Export as XLSX
        </LoadingButton>
      )}
      <ActionError title="The workbook was not made" message={error} />
    </Stack>
  );
};
