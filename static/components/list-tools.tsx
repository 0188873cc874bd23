import { Inline, Label, Select, Stack, Text, Textfield } from '@forge/react';
import * as messages from './list-tools-messages';

interface Order<Key extends string> {
  readonly label: string;
  readonly value: Key;
}

interface Props<Key extends string> {
  /** Of what the list is, for the ids of the fields. */
  readonly id: string;
  readonly search: string;
  readonly placeholder: string;
  /** The first one is chosen at the beginning. */
  readonly orders: readonly [Order<Key>, ...Order<Key>[]];
  /** How many there are, in words. */
  readonly counted: string;
  readonly onSearch: (search: string) => void;
  readonly onOrder: (order: Key) => void;
}

/** What a long list is searched and ordered by. */
export const ListTools = <Key extends string>(props: Props<Key>) => {
  const [first] = props.orders;
  return (
    <Inline space="space.150" alignBlock="end" shouldWrap>
      <Stack>
        <Label labelFor={`${props.id}-search`}>{messages.search}</Label>
        <Textfield
          id={`${props.id}-search`}
          name={`${props.id}-search`}
          value={props.search}
          placeholder={props.placeholder}
          onChange={(event) => {
            props.onSearch(String(event.target.value));
          }}
        />
      </Stack>
      <Stack>
        <Label labelFor={`${props.id}-order`}>{messages.order}</Label>
        <Select
          inputId={`${props.id}-order`}
          options={[...props.orders]}
          defaultValue={first}
          onChange={(option: Order<Key> | null) => {
            props.onOrder(option?.value ?? first.value);
          }}
        />
      </Stack>
      <Text color="color.text.subtle">{props.counted}</Text>
    </Inline>
  );
};
