import { useState } from 'react';
import { messageOf } from './call';
import { changeProposed } from './changes-proposed';

/** What became of what somebody saved: it holds, it waits for a second administrator, or it was refused. */
export type SaveOutcome = 'saved' | 'proposed' | { readonly refused: string };

/** A form that is saved: while that runs its button waits, and what became of it shows until somebody edits the form. */
export function useSave(): {
  readonly busy: boolean;
  readonly outcome: SaveOutcome | null;
  readonly edited: () => void;
  readonly save: (work: () => Promise<'saved' | 'proposed'>) => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null);
  const edited = (): void => {
    setOutcome(null);
  };
  const save = async (work: () => Promise<'saved' | 'proposed'>): Promise<void> => {
    setBusy(true);
    setOutcome(null);
    try {
      const done = await work();
      setOutcome(done);
      if (done === 'proposed') changeProposed();
    } catch (failure) {
      setOutcome({ refused: messageOf(failure) });
    } finally {
      setBusy(false);
    }
  };
  return { busy, outcome, edited, save };
}
