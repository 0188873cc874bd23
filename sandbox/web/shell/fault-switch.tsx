import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import Text from '@atlaskit/primitives/text';
import Textfield from '@atlaskit/textfield';
import Toggle from '@atlaskit/toggle';
import { useState, type ReactNode } from 'react';
import { getFaults, setFaults, type Faults } from '../api/faults';
import { showFailure } from '../env/flags';
import { Loaded } from '../parts/states';
import { Rows } from '../parts/skeleton';
import { useData } from '../parts/use-data';

/** Lets calls and deliveries of the app go wrong from a seed, and shows how often each kind of fault does. */
export function FaultSwitch(): ReactNode {
  const faults = useData('faults', getFaults);
  return (
    <Loaded of={faults} skeleton={<Rows rows={1} columns={2} />} what="the faults">
      {(loaded) => <Switch faults={loaded} onChanged={faults.reload} />}
    </Loaded>
  );
}

const FIRST_SEED = 1;
const MAX_SEED = 2 ** 32 - 1;

function Switch({
  faults: { plan, usualRates },
  onChanged,
}: {
  readonly faults: Faults;
  readonly onChanged: () => void;
}): ReactNode {
  const [seedText, setSeedText] = useState(String(plan?.seed ?? FIRST_SEED));
  const [isBusy, setBusy] = useState(false);
  const seed = Number(seedText);
  const isSeed = /^\d{1,10}$/.test(seedText) && seed <= MAX_SEED;

  const change = async (to: number | undefined): Promise<void> => {
    setBusy(true);
    try {
      await setFaults(to);
      onChanged();
    } catch (error) {
      showFailure('The faults could not be changed', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="faults" aria-label="Faults">
      <div className="faults-line">
        <label htmlFor="faults-toggle">
          <Text weight="medium">Faults</Text>
        </label>
        <Toggle
          id="faults-toggle"
          isChecked={plan !== null}
          isDisabled={isBusy || (plan === null && !isSeed)}
          onChange={() => void change(plan === null ? seed : undefined)}
        />
        <label htmlFor="faults-seed">
          <Text size="small">Seed</Text>
        </label>
        <div className="faults-seed">
          <Textfield
            id="faults-seed"
            isCompact
            inputMode="numeric"
            value={seedText}
            isInvalid={!isSeed}
            aria-describedby="faults-seed-help"
            onChange={({ currentTarget }) => {
              setSeedText(currentTarget.value);
            }}
          />
        </div>
        {plan !== null && plan.seed !== seed && (
          <Button spacing="compact" isDisabled={!isSeed || isBusy} onClick={() => void change(seed)}>
            Use this seed
          </Button>
        )}
        {plan === null ? <Lozenge>Off</Lozenge> : <Lozenge appearance="moved">{`Seed ${plan.seed}`}</Lozenge>}
      </div>
      <Text id="faults-seed-help" size="small" color={isSeed ? 'color.text.subtle' : 'color.text.danger'}>
        {isSeed ? 'The same seed brings the same faults.' : `A whole number from 0 to ${MAX_SEED}.`}
      </Text>
      <Rates rates={plan?.rates ?? usualRates} />
    </section>
  );
}

function Rates({ rates }: { readonly rates: Readonly<Record<string, number>> }): ReactNode {
  return (
    <details>
      <summary>
        <Text size="small">How often each happens</Text>
      </summary>
      <dl className="faults-rates">
        {Object.entries(rates).map(([kind, rate]) => (
          <div key={kind}>
            <dt>{kind}</dt>
            <dd>{`${Math.round(rate * 1000) / 10} %`}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
