import { useEffect } from 'react';

const listeners = new Set<() => void>();

/** Says that something waits for a second admin now, so that what lists it reads it again. */
export function changeProposed(): void {
  for (const listener of listeners) listener();
}

/** Reads again when something on the page was sent to a second admin. */
export function useOnProposed(reload: () => Promise<unknown>): void {
  useEffect(() => {
    const listener = (): void => void reload();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [reload]);
}
