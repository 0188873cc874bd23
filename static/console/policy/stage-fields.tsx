import { Box, Button, ErrorMessage, Heading, Inline, Stack, UserPicker, xcss } from '@forge/react';
import { OneOf, TextInput } from './rule-fields';
import { newStage, type StageValues } from './rule-form';

const frame = xcss({
  padding: 'space.150',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.small',
});

const KINDS = [
  { label: 'Manager', value: 'manager' },
  { label: 'Manager’s manager', value: 'managers-manager' },
  { label: 'Application owner', value: 'application-owner' },
  { label: 'Security', value: 'security' },
  { label: 'A group', value: 'group' },
  { label: 'Named people', value: 'people' },
] as const;

const ACTIONS = [
  { label: 'remind them', value: 'remind' },
  { label: 'escalate it', value: 'escalate' },
  { label: 'ask somebody else', value: 'replace' },
  { label: 'decline it', value: 'decline' },
] as const;

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
        Who has to approve: all of these
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
          Add a stage
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
          label={`Stage ${number}`}
          options={KINDS}
          chosen={stage.kind}
          onChange={(kind) => {
            onChange({ kind });
          }}
        />
        {stage.kind === 'group' && (
          <TextInput
            name={field('group')}
            label="Name of the group"
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
            label="People"
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
            label="How many approve"
            value={stage.quorum}
            problem={undefined}
            onChange={(quorum) => {
              onChange({ quorum });
            }}
          />
          <TextInput
            name={field('order')}
            label="Turn"
            value={stage.order}
            problem={undefined}
            onChange={(order) => {
              onChange({ order });
            }}
          />
          <TextInput
            name={field('hours')}
            label="Within business hours"
            value={stage.hours}
            problem={undefined}
            onChange={(hours) => {
              onChange({ hours });
            }}
          />
          {stage.hours.trim() !== '' && (
            <OneOf
              name={field('then')}
              label="Otherwise"
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
            {`Remove stage ${number}`}
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
