import { Heading, Inline, Label, Select, Stack, Text, TextArea } from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { UsagePlan } from '../../../src/imports/contract/usage';
import { usageMessages } from './messages';

const said = usageMessages.ownerMessage;

interface Choice {
  readonly label: string;
  readonly value: string;
}

/** What the owner of each application of a list should know, there to be copied and sent. */
export const OwnerMessages = ({ plan: { messages, sources } }: { readonly plan: UsagePlan }) => {
  const [wanted, setWanted] = useState<string | null>(null);
  const message = messages.find(({ applicationKey }) => applicationKey === wanted) ?? messages[0];
  if (!message) return <></>;
  const choices = messages.map(({ applicationKey }): Choice => ({
    value: applicationKey,
    label: sources.find((source) => source.applicationKey === applicationKey)?.application ?? applicationKey,
  }));
  const chosen = choices.find(({ value }) => value === message.applicationKey);
  return (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        {said.title}
      </Heading>
      {choices.length > 1 && (
        <Stack>
          <Label labelFor="message-application">{said.application}</Label>
          <Select
            inputId="message-application"
            options={choices}
            {...(chosen ? { value: chosen } : {})}
            onChange={(choice: Choice | null) => {
              setWanted(choice?.value ?? null);
            }}
          />
        </Stack>
      )}
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <Text color="color.text.subtle">{said.to(chosen?.label ?? message.applicationKey)}</Text>
        {message.ownerId === null ? <Text>{said.noOwner}</Text> : <PersonName accountId={message.ownerId} />}
      </Inline>
      <Label labelFor="owner-message">{said.text}</Label>
      <TextArea
        id="owner-message"
        name="owner-message"
        isReadOnly
        minimumRows={6}
        maxHeight="320px"
        value={message.text}
      />
    </Stack>
  );
};
