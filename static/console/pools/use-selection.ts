import { useState } from 'react';

/** The seats of a page that somebody has chosen, by their slots. */
export interface Selection {
  /** In order. */
  readonly slots: readonly number[];
  /** How many can be chosen. */
  readonly choosable: number;
  readonly has: (slot: number) => boolean;
  readonly toggle: (slot: number) => void;
  /** Chooses all on the page; none when all are chosen already. */
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

/** @param choosable of the page that is shown: what is not on it, or cannot be chosen any more, is not chosen either */
export function useSelection(choosable: readonly number[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const slots = choosable.filter((slot) => chosen.has(slot));
  const clear = (): void => {
    setChosen(new Set());
  };
  return {
    slots,
    choosable: choosable.length,
    has: (slot) => slots.includes(slot),
    toggle: (slot) => {
      setChosen(new Set(slots.includes(slot) ? slots.filter((one) => one !== slot) : [...slots, slot]));
    },
    toggleAll: () => {
      setChosen(new Set(slots.length === choosable.length ? [] : choosable));
    },
    clear,
  };
}
