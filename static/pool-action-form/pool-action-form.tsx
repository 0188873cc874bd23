import { events, view } from '@forge/bridge';
import {
  EmptyState,
  ErrorMessage,
  Form,
  HelperMessage,
  Label,
  RequiredAsterisk,
  Select,
  Stack,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { ActionFormCalls, PoolChoice } from '../../src/flows/contract/action-form';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { RuleRunsAs } from '../components/rule-runs-as';
import { administratorOrOwner } from '../components/rule-runs-as-messages';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import * as messages from './messages';
import { savedPool, wasRefused, type SavedPool } from './saved-pool';

const call = callOf<ActionFormCalls>();

/** The form in which a rule of Automation names the license pool of an action. */
export const PoolActionForm = () => {
  const { loaded, reload } = useLoaded(async () => {
    const [{ pools }, { extension }] = await Promise.all([call('action-form/pools', {}), view.getContext()]);
    return { pools, saved: savedPool(extension, pools), refused: wasRefused(extension) };
  });
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={3} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.pools.length === 0 ? (
        <EmptyState header={messages.noPools.title} description={messages.noPools.text} />
      ) : (
        <Fields {...loaded.data} />
      );
  }
};

interface FieldsProps {
  readonly pools: readonly PoolChoice[];
  readonly saved: SavedPool;
  readonly refused: boolean;
}

const firstProblem = ({ saved, refused }: FieldsProps): string | null => {
  if (saved.kind === 'gone') return messages.gone;
  return refused && saved.kind === 'none' ? messages.required : null;
};

const Fields = (props: FieldsProps) => {
  const { pools, saved } = props;
  const [chosen, setChosen] = useState(saved.kind === 'known' ? saved.choice : null);
  const [problem, setProblem] = useState(firstProblem(props));
  const isChecking = useRuleChecks();
  const isSmart = chosen === null && saved.kind === 'smart-value';

  const submit = async (pool: PoolChoice): Promise<void> => {
    try {
      await view.submit({ pool: pool.value });
      setProblem(null);
    } catch {
      setProblem(messages.notKept);
    }
  };
  // Automation's own button sends the form, and keeps what was handed over with each change until then
  const send = async (): Promise<void> => {
    if (chosen) await submit(chosen);
    else if (!isSmart) setProblem(saved.kind === 'gone' ? messages.gone : messages.required);
  };
  return (
    <Form onSubmit={() => void send()}>
      <Stack space="space.150">
        <Stack space="space.0">
          <Label labelFor="pool">
            {messages.pool}
            <RequiredAsterisk />
          </Label>
          <Select
            inputId="pool"
            options={[...pools]}
            value={chosen}
            placeholder={messages.placeholder}
            isInvalid={problem !== null}
            isDisabled={isChecking}
            onChange={(next: PoolChoice | null) => {
              setChosen(next);
              if (next) void submit(next);
            }}
          />
          {isSmart && <HelperMessage>{messages.smartValue}</HelperMessage>}
          {problem !== null && <ErrorMessage>{problem}</ErrorMessage>}
        </Stack>
        <RuleRunsAs who={administratorOrOwner} />
      </Stack>
    </Form>
  );
};

/** Whether Automation checks the rule right now, when nothing may change. */
function useRuleChecks(): boolean {
  const [isChecking, setChecking] = useState(false);
  useEffect(() => {
    const heard = events.on('AUTOMATION_ACTION_VALIDATE_RULE_EVENT', (event?: { isValidating?: unknown }) => {
      setChecking(event?.isValidating === true);
    });
    return () => {
      void heard.then(({ unsubscribe }) => {
        unsubscribe();
      });
    };
  }, []);
  return isChecking;
}
