import { Button, Checkbox, Inline, Text } from '@forge/react';
import { useState } from 'react';
import type { SeatList } from '../../../src/pools/contract/pools';
import { ReclaimSeats } from '../reclaim/reclaim-seats';
import { poolMessages } from './messages';
import type { Selection } from './use-selection';

const messages = poolMessages.selection;

interface Props {
  readonly list: SeatList;
  readonly selection: Selection;
  readonly reload: () => Promise<unknown>;
}

/** What can be done with the seats that are chosen. */
export const SelectedSeats = ({ list, selection, reload }: Props) => {
  // those whose plan is shown: choosing others meanwhile changes nothing about it
  const [planned, setPlanned] = useState<readonly number[] | null>(null);
  const { slots, choosable } = selection;
  if (choosable === 0) return <></>;
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap rowSpace="space.075">
      <Checkbox
        label={messages.all(choosable)}
        isChecked={slots.length === choosable}
        isIndeterminate={slots.length > 0 && slots.length < choosable}
        onChange={selection.toggleAll}
      />
      <Button
        isDisabled={slots.length === 0}
        onClick={() => {
          setPlanned(slots);
        }}
      >
        {slots.length === 0 ? messages.takeBackNone : messages.takeBack(slots.length)}
      </Button>
      <Text color="color.text.subtle">{slots.length === 0 ? messages.chooseFirst : messages.planFirst}</Text>
      {planned && (
        <ReclaimSeats
          list={list}
          slots={planned}
          onStarted={async () => {
            selection.clear();
            await reload();
          }}
          onClose={() => {
            setPlanned(null);
          }}
        />
      )}
    </Inline>
  );
};
