import { LoadingButton, Stack } from '@forge/react';
import { useState } from 'react';
import type { OfferedFile } from '../../../src/common/contract/offered-file';
import type { KpiCalls, KpiReportQuestion } from '../../../src/kpis/contract/kpi';
import { ActionError } from '../../components/action-error';
import { FileLink } from '../../components/file-link';
import { callOf } from '../../lib/call';
import { useAction } from '../../lib/use-action';
import { kpiMessages } from './messages';

const call = callOf<KpiCalls>();
const messages = kpiMessages.workbook;

/** The report as a workbook: made when it is asked for, then a link, since nothing here can hand out a file. */
export const ReportDownload = ({ asked }: { readonly asked: KpiReportQuestion }) => {
  const [made, setMade] = useState<OfferedFile | null>(null);
  const { busy, error, run } = useAction();
  return (
    <Stack space="space.100" alignInline="start">
      {made ? (
        <FileLink file={made} label={messages.link} />
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
