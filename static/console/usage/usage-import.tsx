import {
  Checkbox,
  DatePicker,
  HelperMessage,
  Inline,
  Label,
  RequiredAsterisk,
  Select,
  Stack,
  Textfield,
} from '@forge/react';
import { useState } from 'react';
import type { DATE_ORDERS, UsageCalls, UsagePlan } from '../../../src/imports/contract/usage';
import { ImportSteps } from '../../components/import-steps';
import { callOf } from '../../lib/call';
import { seatsWords } from '../shared/catalog-words';
import { OwnerMessages } from './owner-messages';
import { UsagePlanView } from './usage-plan-view';

const call = callOf<UsageCalls>();

interface DateOrder {
  readonly label: string;
  readonly value: (typeof DATE_ORDERS)[number];
}

const ISO: DateOrder = { label: 'Year first, 2026-11-23', value: 'iso' };
const DATE_ORDER_CHOICES: readonly DateOrder[] = [
  ISO,
  { label: 'Day first, 23/11/2026', value: 'dmy' },
  { label: 'Month first, 11/23/2026', value: 'mdy' },
];

/**
 * Takes a list of who has which license, and when they were last active.
 * @param day today, in UTC
 */
export const UsageImport = ({ day }: { readonly day: string }) => {
  const [source, setSource] = useState('');
  const [date, setDate] = useState(day);
  const [dateOrder, setDateOrder] = useState(ISO.value);
  const [acceptsFewer, setAcceptsFewer] = useState(false);
  return (
    <ImportSteps<UsagePlan>
      id="usage"
      label="Users, licenses and last activity (CSV)"
      help="One row a person and license, the first row naming the columns: e-mail address or login, application, tier or license, last activity. A last activity that is empty is unknown; “never” is never. Nobody loses a seat by an import."
      isComplete={source.trim() !== '' && date !== ''}
      plan={(importId) =>
        call('usage/plan-import', {
          importId,
          source,
          observedAt: Date.parse(date),
          dateOrder,
          acceptsFewer,
        })
      }
      show={(plan) => <UsagePlanView plan={plan} day={day} />}
      done={doneWords}
      afterwards={(plan) => <OwnerMessages plan={plan} />}
    >
      <Inline space="space.150" alignBlock="start" shouldWrap>
        <Stack>
          <Label labelFor="usage-source">
            Source <RequiredAsterisk />
          </Label>
          <Textfield
            id="usage-source"
            name="usage-source"
            value={source}
            placeholder="SSO"
            onChange={(event) => {
              setSource(String(event.target.value).slice(0, 40));
            }}
          />
          <HelperMessage>Always the same for the same kind of list.</HelperMessage>
        </Stack>
        <Stack>
          <Label labelFor="usage-date">
            As of <RequiredAsterisk />
          </Label>
          <DatePicker
            id="usage-date"
            name="usage-date"
            defaultValue={day}
            maxDate={day}
            weekStartDay={1}
            onChange={setDate}
          />
          <HelperMessage>The day on which the list was made.</HelperMessage>
        </Stack>
        <Stack>
          <Label labelFor="usage-dates">Dates in it</Label>
          <Select
            inputId="usage-dates"
            options={[...DATE_ORDER_CHOICES]}
            defaultValue={ISO}
            onChange={(order: DateOrder | null) => {
              setDateOrder((order ?? ISO).value);
            }}
          />
          <HelperMessage>Times without a zone are UTC.</HelperMessage>
        </Stack>
      </Inline>
      <Checkbox
        name="accepts-fewer"
        label="Believe that there are fewer people"
        isChecked={acceptsFewer}
        onChange={(event) => {
          setAcceptsFewer(event.target.checked === true);
        }}
      />
      <HelperMessage>
        A list with far fewer people than the one before makes nobody idle, unless you tick this.
      </HelperMessage>
    </ImportSteps>
  );
};

function doneWords({ source, pools, candidateCount }: UsagePlan): string {
  const added = pools.reduce((sum, pool) => sum + pool.added, 0);
  const recorded =
    added === 0 ? 'No new seat had to be recorded' : `${seatsWords(added)} recorded that nobody knew of`;
  const idle =
    candidateCount === 0
      ? 'nobody is idle by what is known'
      : candidateCount === 1
        ? 'one holder is idle by what is known'
        : `${candidateCount} holders are idle by what is known`;
  return `The list of ${source} was imported. ${recorded}; ${idle}. Nobody lost a seat.`;
}
