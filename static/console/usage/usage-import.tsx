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
import { usageMessages } from './messages';
import { OwnerMessages } from './owner-messages';
import { UsagePlanView } from './usage-plan-view';

const call = callOf<UsageCalls>();
const messages = usageMessages.import;

interface DateOrder {
  readonly label: string;
  readonly value: (typeof DATE_ORDERS)[number];
}

const orderOf = (value: DateOrder['value']): DateOrder => ({ label: messages.dateOrders[value], value });
const ISO = orderOf('iso');
const DATE_ORDER_CHOICES: readonly DateOrder[] = [ISO, orderOf('dmy'), orderOf('mdy')];

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
      label={messages.label}
      help={messages.help}
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
            {messages.source} <RequiredAsterisk />
          </Label>
          <Textfield
            id="usage-source"
            name="usage-source"
            value={source}
            placeholder={messages.sourcePlaceholder}
            onChange={(event) => {
              setSource(String(event.target.value).slice(0, 40));
            }}
          />
          <HelperMessage>{messages.sourceHelp}</HelperMessage>
        </Stack>
        <Stack>
          <Label labelFor="usage-date">
            {messages.asOf} <RequiredAsterisk />
          </Label>
          <DatePicker
            id="usage-date"
            name="usage-date"
            defaultValue={day}
            maxDate={day}
            weekStartDay={1}
            onChange={setDate}
          />
          <HelperMessage>{messages.asOfHelp}</HelperMessage>
        </Stack>
        <Stack>
          <Label labelFor="usage-dates">{messages.dateOrder}</Label>
          <Select
            inputId="usage-dates"
            options={[...DATE_ORDER_CHOICES]}
            defaultValue={ISO}
            onChange={(order: DateOrder | null) => {
              setDateOrder((order ?? ISO).value);
            }}
          />
          <HelperMessage>{messages.dateOrderHelp}</HelperMessage>
        </Stack>
      </Inline>
      <Checkbox
        name="accepts-fewer"
        label={messages.acceptFewer}
        isChecked={acceptsFewer}
        onChange={(event) => {
          setAcceptsFewer(event.target.checked === true);
        }}
      />
      <HelperMessage>{messages.acceptFewerHelp}</HelperMessage>
    </ImportSteps>
  );
};

function doneWords({ source, pools, candidateCount }: UsagePlan): string {
  const added = pools.reduce((sum, pool) => sum + pool.added, 0);
  const { done } = usageMessages;
  return [done.imported(source), done.added(added), done.idle(candidateCount), done.nothingLost].join(' ');
}
