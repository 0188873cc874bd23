import {
  Button,
  DatePicker,
  DynamicTable,
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  Select,
  Stack,
  Text,
  Textfield,
  useProductContext,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import type { ExclusionRow } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { exclusions } = reclaimMessages;

interface Option {
  readonly label: string;
  readonly value: ExclusionRow['kind'];
}

const optionOf = (value: Option['value']): Option => ({ label: exclusions.kinds[value], value });
const SERVICE = optionOf('service-account');
const KINDS: readonly Option[] = [SERVICE, optionOf('vip'), optionOf('on-leave'), optionOf('other')];

/** People whose seats are not taken back. Who is on leave by the roster needs no entry. */
export const Exclusions = () => {
  const words = useClockWords();
  const { busy, error, run } = useAction();
  const { loaded, reload } = useLoaded(() => call('reclaim/exclusions', {}));
  if (loaded.kind === 'loading') return <LoadingLines lines={4} label={exclusions.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const include = ({ holderId, applicationKey }: ExclusionRow): Promise<void> =>
    run(async () => {
      await call('reclaim/include', { holderId, applicationKey });
      await reload();
    });
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        {exclusions.title}
      </Heading>
      <Text color="color.text.subtle">{exclusions.help}</Text>
      <ActionError title={exclusions.removeFailed} message={error} />
      <DynamicTable
        label={exclusions.title}
        head={{
          cells: [
            { key: 'who', content: exclusions.columns.who },
            { key: 'where', content: exclusions.columns.where },
            { key: 'why', content: exclusions.columns.why },
            { key: 'by', content: exclusions.columns.by },
            { key: 'do', content: exclusions.columns.do },
          ],
        }}
        rows={loaded.data.map((row) => ({
          key: `${row.holderId} ${row.applicationKey ?? ''}`,
          cells: [
            { key: 'who', content: <Holder holderId={row.holderId} /> },
            { key: 'where', content: row.applicationKey ?? exclusions.everyApplication },
            { key: 'why', content: whyWords(row, words) },
            { key: 'by', content: <PersonName accountId={row.addedBy} /> },
            {
              key: 'do',
              content: (
                <Button spacing="compact" isDisabled={busy} onClick={() => void include(row)}>
                  {exclusions.remove}
                </Button>
              ),
            },
          ],
        }))}
        rowsPerPage={15}
        emptyView={<Text>{exclusions.none}</Text>}
      />
      <Add onAdded={reload} />
    </Stack>
  );
};

function whyWords({ kind, reason, endsAt }: ExclusionRow, words: ClockWords): string {
  const named = exclusions.kinds[kind];
  return endsAt === null
    ? exclusions.why(named, reason)
    : exclusions.whyUntil(named, reason, words.day(endsAt));
}

const Add = ({ onAdded }: { readonly onAdded: () => Promise<unknown> }) => {
  const { busy, error, run } = useAction();
  const [holderId, setHolderId] = useState('');
  const [applicationKey, setApplicationKey] = useState('');
  const [kind, setKind] = useState<Option['value']>('service-account');
  const [reason, setReason] = useState('');
  // an empty one has no end
  const [lastDay, setLastDay] = useState('');
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const add = (): Promise<void> =>
    run(async () => {
      await call('reclaim/exclude', {
        holderId: holderId.trim(),
        applicationKey: applicationKey.trim() === '' ? null : applicationKey.trim(),
        kind,
        reason,
        endsAt: lastDay === '' ? null : momentIn(timeZone, lastDay, '23:59'),
      });
      setHolderId('');
      setReason('');
      setLastDay('');
      await onAdded();
    });
  return (
    <Stack space="space.100">
      <ActionError title={exclusions.addFailed} message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Stack>
          <Label labelFor="exclude-who">{exclusions.holder}</Label>
          <Textfield
            id="exclude-who"
            name="exclude-who"
            value={holderId}
            maxLength={128}
            onChange={(event) => {
              setHolderId(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="exclude-where">{exclusions.application}</Label>
          <Textfield
            id="exclude-where"
            name="exclude-where"
            value={applicationKey}
            maxLength={40}
            onChange={(event) => {
              setApplicationKey(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="exclude-kind">{exclusions.kind}</Label>
          <Select
            inputId="exclude-kind"
            options={[...KINDS]}
            defaultValue={SERVICE}
            onChange={(option: Option | null) => {
              setKind(option?.value ?? 'service-account');
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="exclude-why">{exclusions.reason}</Label>
          <Textfield
            id="exclude-why"
            name="exclude-why"
            value={reason}
            maxLength={300}
            onChange={(event) => {
              setReason(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="exclude-until">{exclusions.lastDay}</Label>
          <DatePicker
            id="exclude-until"
            name="exclude-until"
            value={lastDay}
            weekStartDay={1}
            onChange={setLastDay}
          />
        </Stack>
        <LoadingButton
          isLoading={busy}
          isDisabled={holderId.trim() === '' || reason.trim().length < 3}
          onClick={() => void add()}
        >
          {exclusions.add}
        </LoadingButton>
      </Inline>
      <HelperMessage>{exclusions.timeZone(timeZone)}</HelperMessage>
    </Stack>
  );
};
