import { useState } from 'react';
import type { PayloadOf } from '../../../src/common/contract/calls';
import type { SimulatorCalls } from '../../../src/flows/contract/simulator';
import type { PolicyCalls, PolicyView } from '../../../src/policy/contract/policy';
import { callOf, messageOf } from '../../lib/call';
import { useLoaded, type Loaded } from '../../lib/use-loaded';

export const call = callOf<PolicyCalls & SimulatorCalls>();

/** Calls that change the policy answer with how it stands afterwards. */
type Change = {
  [Key in keyof PolicyCalls]: PolicyCalls[Key]['output'] extends PolicyView ? Key : never;
}[keyof PolicyCalls];

/** Makes one change. @returns undefined when it went well, else what is wrong, in words */
export type ChangePolicy = <Key extends Exclude<Change, 'policy/show'>>(
  change: Key,
  payload: PayloadOf<PolicyCalls, Key>,
) => Promise<string | undefined>;

/** The policy as it stands, and the one way to change it. */
export function usePolicy(): {
  readonly loaded: Loaded<PolicyView>;
  readonly reload: () => Promise<unknown>;
  readonly change: ChangePolicy;
} {
  const [changed, setChanged] = useState<PolicyView>();
  const { loaded, reload } = useLoaded(() => call('policy/show', {}));
  const change: ChangePolicy = async (key, payload) => {
    try {
      setChanged(await call(key, payload));
      return undefined;
    } catch (failure) {
      return messageOf(failure);
    }
  };
  const again = async (): Promise<unknown> => {
    const next = await reload();
    setChanged(undefined);
    return next;
  };
  return {
    loaded: changed && loaded.kind === 'ready' ? { kind: 'ready', data: changed } : loaded,
    reload: again,
    change,
  };
}

/** Where somebody was in the life of the draft when they wrote. */
export const placeOf = ({ draft }: PolicyView): { readonly version: number; readonly step: number } | null =>
  draft && { version: draft.version, step: draft.step };
