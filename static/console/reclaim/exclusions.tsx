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
  User,
  useProductContext,
} from '@forge/react';
import { useState } from 'react';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import type { ExclusionRow } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LoadingLines } from '../../components/loading';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { call } from './use-reclaim';

interface Option {
  readonly label: string;
  readonly value: ExclusionRow['kind'];
}

const SERVICE: Option = { label: 'Service account', value: 'service-account' };
const KINDS: readonly Option[] = [
  SERVICE,
  { label: 'VIP', value: 'vip' },
  { label: 'On leave', value: 'on-leave' },
  { label: 'Other', value: 'other' },
];

/** People whose seats are not taken back. Who is on leave by the roster needs no entry. */
export const Exclusions = () => {
  const words = useClockWords();
  const { busy, error, run } = useAction();
  const { loaded, reload } = useLoaded(() => call('reclaim/exclusions', {}));
  if (loaded.kind === 'loading') return <LoadingLines lines={4} label="Loading the exclusions" />;
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
        Exclusions
      </Heading>
      <Text color="color.text.subtle">Who is on leave by the roster is left alone without an entry.</Text>
      <ActionError title="Not removed" message={error} />
      <DynamicTable
        label="Exclusions"
        head={{
          cells: [
            { key: 'who', content: 'Who' },
            { key: 'where', content: 'Application' },
            { key: 'why', content: 'Why' },
            { key: 'by', content: 'By' },
            { key: 'do', content: 'To do' },
          ],
        }}
        rows={loaded.data.map((row) => ({
          key: `${row.holderId} ${row.applicationKey ?? ''}`,
          cells: [
            { key: 'who', content: <Holder holderId={row.holderId} /> },
            { key: 'where', content: row.applicationKey ?? 'all' },
            {
              key: 'why',
              content: `${KINDS.find(({ value }) => value === row.kind)?.label ?? row.kind}: ${row.reason}${row.endsAt === null ? '' : `, until ${words.day(row.endsAt)}`}`,
            },
            { key: 'by', content: <User accountId={row.addedBy} /> },
            {
              key: 'do',
              content: (
                <Button spacing="compact" isDisabled={busy} onClick={() => void include(row)}>
                  Remove
                </Button>
              ),
            },
          ],
        }))}
        rowsPerPage={15}
        emptyView={<Text>Nobody is excluded.</Text>}
      />
      <Add onAdded={reload} />
    </Stack>
  );
};

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
      <ActionError title="Not excluded" message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Stack>
          <Label labelFor="exclude-who">Account id, or login:name</Label>
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
          <Label labelFor="exclude-where">Application key (all when empty)</Label>
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
          <Label labelFor="exclude-kind">Kind</Label>
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
          <Label labelFor="exclude-why">Why</Label>
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
          <Label labelFor="exclude-until">Until the end of (no end when empty)</Label>
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
          Exclude
        </LoadingButton>
      </Inline>
      <HelperMessage>{`The last day is by the clocks of ${timeZone}.`}</HelperMessage>
    </Stack>
  );
};
