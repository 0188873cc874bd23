import { Link, LoadingButton, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { KpiDownload, KpiCalls, KpiReportQuestion } from '../../../src/kpis/contract/kpi';
import { ActionError } from '../../components/action-error';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { kpiMessages } from './messages';

const call = callOf<KpiCalls>();
const messages = kpiMessages.workbook;

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
        <Stack space="space.050">
          <Text>
            <Link href={made.url} openNewTab>
              {messages.link}
            </Link>
          </Text>
          <Text color="color.text.subtle">{messages.until(words.moment(made.until, now))}</Text>
        </Stack>
      ) : (
        <LoadingButton
          isLoading={busy}
          onClick={() =>
            void run(async () => {
              setMade(await call('kpi/download', asked));
            })
          }
        >
          {messages.action}
        </LoadingButton>
      )}
      <ActionError title={messages.failed} message={error} />
    </Stack>
  );
};
