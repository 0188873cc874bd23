import {
  Button,
  ButtonGroup,
  Checkbox,
  CodeBlock,
  DatePicker,
  DynamicTable,
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
  User,
} from '@forge/react';
import { useState } from 'react';
import type { ImportOutputs } from '../../src/contracts/imports';
import type { DATE_ORDERS, UsageOutputs, UsagePlan } from '../../src/contracts/usage';
import { ActionError } from '../components/action-error';
import { Holder } from '../components/holder';
import { stageDocument } from '../components/stage-document';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';

const call = callOf<UsageOutputs & ImportOutputs>();

interface Option {
  readonly label: string;
  readonly value: (typeof DATE_ORDERS)[number];
}

const ISO: Option = { label: '2026-03-31, as ISO 8601 has it', value: 'iso' };
const ORDERS: readonly Option[] = [
  ISO,
  { label: '31/03/2026, day first', value: 'dmy' },
  { label: '03/31/2026, month first', value: 'mdy' },
];

interface Planned {
  readonly importId: string;
  readonly plan: UsagePlan;
}

/** Takes a list of users, licenses and last activity, shows what follows from it, and applies it when told to. */
export const UsageImport = () => {
  const { busy, error, run } = useAction();
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const [day, setDay] = useState('');
  const [dateOrder, setDateOrder] = useState<Option['value']>('iso');
  const [acceptsFewer, setAcceptsFewer] = useState(false);
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [isDone, setDone] = useState(false);
  const plan = (): Promise<void> =>
    run(async () => {
      setDone(false);
      const importId = await stageDocument(text);
      const observedAt = day === '' ? Date.now() : Date.parse(day);
      const shown = await call('usage/plan-import', {
        importId,
        source,
        observedAt,
        dateOrder,
        acceptsFewer,
      });
      setPlanned({ importId, plan: shown });
    });
  const apply = (importId: string): Promise<void> =>
    run(async () => {
      await call('import/apply', { importId });
      setPlanned(null);
      setText('');
      setDone(true);
    });
  const discard = (importId: string): Promise<void> =>
    run(async () => {
      await call('import/discard', { importId });
      setPlanned(null);
    });
  return (
    <Stack space="space.200">
      {isDone && (
        <SectionMessage appearance="success">
          <Text>The list was imported. Nobody has lost anything.</Text>
        </SectionMessage>
      )}
      <ActionError title="This cannot be imported" message={error} />
      {planned ? (
        <Stack space="space.200">
          <Plan plan={planned.plan} />
          <ButtonGroup label="Decide on the import">
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={!planned.plan.applicable}
              onClick={() => void apply(planned.importId)}
            >
              Apply these changes
            </LoadingButton>
            <Button isDisabled={busy} onClick={() => void discard(planned.importId)}>
              Discard
            </Button>
          </ButtonGroup>
        </Stack>
      ) : (
        <Stack space="space.100">
          <Label labelFor="usage-text">Users, licenses and last activity (CSV)</Label>
          <TextArea
            id="usage-text"
            name="usage-text"
            isMonospaced
            minimumRows={8}
            maxHeight="320px"
            value={text}
            placeholder="Paste the file’s content"
            onChange={(event) => {
              setText(String(event.target.value));
            }}
          />
          <HelperMessage>
            One row a person and license, the first row naming the columns: e-mail or login, application, tier
            or license, last activity. Times without a zone are UTC; an empty one means that nobody knows.
          </HelperMessage>
          <Inline space="space.150" alignBlock="start" shouldWrap>
            <Stack>
              <Label labelFor="usage-source">Where it comes from</Label>
              <Textfield
                id="usage-source"
                name="usage-source"
                placeholder="SSO"
                value={source}
                maxLength={40}
                onChange={(event) => {
                  setSource(String(event.target.value));
                }}
              />
            </Stack>
            <Stack>
              <Label labelFor="usage-day">As of (today when empty, UTC)</Label>
              <DatePicker
                id="usage-day"
                name="usage-day"
                onChange={(date: string) => {
                  setDay(date);
                }}
              />
            </Stack>
            <Stack>
              <Label labelFor="usage-dates">How it writes dates</Label>
              <Select
                inputId="usage-dates"
                options={[...ORDERS]}
                defaultValue={ISO}
                onChange={(option: Option | null) => {
                  setDateOrder(option?.value ?? 'iso');
                }}
              />
            </Stack>
          </Inline>
          <Checkbox
            name="usage-fewer"
            label="Believe it even if it names far fewer people than before"
            isChecked={acceptsFewer}
            onChange={(event) => {
              setAcceptsFewer(event.target.checked === true);
            }}
          />
          <Inline>
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={text.trim() === '' || source.trim() === ''}
              onClick={() => void plan()}
            >
              Dry run
            </LoadingButton>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

const Plan = ({ plan }: { readonly plan: UsagePlan }) => {
  const words = useClockWords();
  return (
    <Stack space="space.250">
      {!plan.applicable && (
        <SectionMessage appearance="error" title="This cannot be applied as it is">
          <Text>No row of it can be used. Nothing was changed.</Text>
        </SectionMessage>
      )}
      {plan.sources
        .filter(({ state }) => state !== 'good')
        .map(({ applicationKey, application, state, people, previousPeople }) => (
          <SectionMessage
            key={applicationKey}
            appearance="warning"
            title={`${application}: nobody becomes idle by this list`}
          >
            <Text>
              {state === 'shrunk'
                ? `It names ${people} people, after ${previousPeople ?? 0} before. That is more likely a fault of the list than so many leavers.`
                : state === 'empty'
                  ? 'It names nobody.'
                  : 'It is older than a week.'}
            </Text>
          </SectionMessage>
        ))}
      <DynamicTable
        caption="Pools"
        head={{
          cells: [
            { key: 'what', content: 'Pool' },
            { key: 'seats', content: 'Seats in use' },
            { key: 'added', content: 'New in the record' },
            { key: 'missing', content: 'Not in the list' },
            { key: 'idle', content: 'Not used' },
            { key: 'unknown', content: 'Nobody knows' },
          ],
        }}
        rows={plan.pools.map((pool) => ({
          key: pool.poolId,
          cells: [
            { key: 'what', content: pool.what },
            {
              key: 'seats',
              content: `${pool.after} of ${pool.purchased}${pool.over > 0 ? `, ${pool.over} over` : ''}`,
            },
            { key: 'added', content: String(pool.added) },
            { key: 'missing', content: pool.missing === 0 ? '0' : `${pool.missing} (they keep their seats)` },
            { key: 'idle', content: String(pool.inactive) },
            { key: 'unknown', content: String(pool.unknown) },
          ],
        }))}
        emptyView={<Text>No row belongs to a pool.</Text>}
      />
      {plan.candidates.length > 0 && (
        <DynamicTable
          caption={`Seats that could be taken back (${plan.candidateCount})`}
          head={{
            cells: [
              { key: 'who', content: 'Holder' },
              { key: 'pool', content: 'Pool' },
              { key: 'since', content: 'Last used' },
            ],
          }}
          rows={plan.candidates.map(({ poolId, holderId, since }) => ({
            key: `${poolId} ${holderId}`,
            cells: [
              { key: 'who', content: <Holder holderId={holderId} /> },
              { key: 'pool', content: poolId },
              { key: 'since', content: since === null ? 'never, as far as it says' : words.day(since) },
            ],
          }))}
          rowsPerPage={10}
        />
      )}
      {plan.problems.length > 0 && (
        <DynamicTable
          caption={`Rows that cannot be used (${plan.problemCount})`}
          head={{
            cells: [
              { key: 'line', content: 'Line' },
              { key: 'problem', content: 'Problem' },
            ],
          }}
          rows={plan.problems.map(({ line, message }) => ({
            key: `${line} ${message}`,
            cells: [
              { key: 'line', content: String(line) },
              { key: 'problem', content: message },
            ],
          }))}
          rowsPerPage={10}
        />
      )}
      {plan.messages.map(({ applicationKey, ownerId, text }) => (
        <Stack key={applicationKey} space="space.075">
          <Inline space="space.075" alignBlock="center" shouldWrap>
            <Heading as="h4" size="xsmall">
              A message to the owner
            </Heading>
            {ownerId === null ? <Text>(nobody owns it)</Text> : <User accountId={ownerId} />}
          </Inline>
          <CodeBlock language="text" text={text} />
        </Stack>
      ))}
    </Stack>
  );
};
