import { Box, Button, ErrorMessage, Heading, Inline, Stack, UserPicker, xcss } from '@forge/react';
import { stageWords } from '../../lib/words';
import { policyMessages } from './messages';
import { OneOf, TextInput } from './rule-fields';
import { newStage, type StageValues } from './rule-form';

const { stages: messages } = policyMessages.editor;

const frame = xcss({
  padding: 'space.150',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.small',
});

const KINDS = [
  ...(['manager', 'managers-manager', 'application-owner', 'security'] as const).map((value) => ({
    label: stageWords(value, null),
    value,
  })),
  { label: messages.group, value: 'group' as const },
  { label: messages.people, value: 'people' as const },
];

const ACTIONS = (['remind', 'escalate', 'replace', 'decline'] as const).map((value) => ({
  label: messages.timeouts[value],
  value,
}));

interface Props {
  readonly stages: readonly StageValues[];
  readonly problem: string | undefined;
  readonly onChange: (stages: readonly StageValues[]) => void;
}

/** Who has to approve: all of the stages, each with how many, in which turn and how fast. */
export const StageFields = ({ stages, problem, onChange }: Props) => {
  const nextKey = Math.max(-1, ...stages.map(({ key }) => key)) + 1;
  return (
    <Stack space="space.150">
      <Heading as="h4" size="xsmall">
        {messages.title}
      </Heading>
      {stages.map((stage, index) => (
        <Stage
          key={stage.key}
          stage={stage}
          number={index + 1}
          onChange={(changes) => {
            onChange(stages.map((one) => (one.key === stage.key ? { ...one, ...changes } : one)));
          }}
          onRemove={() => {
            onChange(stages.filter(({ key }) => key !== stage.key));
          }}
        />
      ))}
      {problem !== undefined && <ErrorMessage>{problem}</ErrorMessage>}
      <Inline>
        <Button
          onClick={() => {
            onChange([...stages, newStage(nextKey)]);
          }}
        >
          {messages.add}
        </Button>
      </Inline>
    </Stack>
  );
};

interface StageProps {
  readonly stage: StageValues;
  readonly number: number;
  readonly onChange: (changes: Partial<StageValues>) => void;
  readonly onRemove: () => void;
}

const Stage = ({ stage, number, onChange, onRemove }: StageProps) => {
  const field = (name: string): string => `stage-${stage.key}-${name}`;
  return (
    <Box xcss={frame}>
      <Stack space="space.100">
        <OneOf
          name={field('kind')}
          label={messages.number(number)}
          options={KINDS}
          chosen={stage.kind}
          onChange={(kind) => {
            onChange({ kind });
          }}
        />
        {stage.kind === 'group' && (
          <TextInput
            name={field('group')}
            label={messages.groupName}
            value={stage.group}
            problem={undefined}
            onChange={(group) => {
              onChange({ group });
            }}
          />
        )}
        {stage.kind === 'people' && (
          <UserPicker
            name={field('people')}
            label={messages.persons}
            isMulti
            defaultValue={[...stage.people]}
            onChange={(chosen: unknown) => {
              onChange({ people: idsOf(chosen) });
            }}
          />
        )}
        <Inline space="space.150" shouldWrap>
          <TextInput
            name={field('quorum')}
            label={messages.quorum}
            value={stage.quorum}
            problem={undefined}
            onChange={(quorum) => {
              onChange({ quorum });
            }}
          />
          <TextInput
            name={field('order')}
            label={messages.order}
            value={stage.order}
            problem={undefined}
            onChange={(order) => {
              onChange({ order });
            }}
          />
          <TextInput
            name={field('hours')}
            label={messages.hours}
            value={stage.hours}
            problem={undefined}
            onChange={(hours) => {
              onChange({ hours });
            }}
          />
          {stage.hours.trim() !== '' && (
            <OneOf
              name={field('then')}
              label={messages.then}
              options={ACTIONS}
              chosen={stage.then}
              onChange={(then) => {
                onChange({ then });
              }}
            />
          )}
        </Inline>
        <Inline>
          <Button appearance="subtle" onClick={onRemove}>
            {messages.remove(number)}
          </Button>
        </Inline>
      </Stack>
    </Box>
  );
};

/** The accounts of what the picker hands over: one person, several, or nobody. */
function idsOf(chosen: unknown): string[] {
  const people: readonly unknown[] = Array.isArray(chosen) ? chosen : [chosen];
  return people.flatMap((one) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? [one.id] : [],
  );
}
