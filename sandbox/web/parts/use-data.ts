import { useCallback, useEffect, useRef, useState } from 'react';

export type Loadable<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly data: T }
  | { readonly state: 'failed'; readonly error: unknown };

export interface Resource<T> {
  readonly value: Loadable<T>;
  /** Loads again; what is shown stays until the answer is there. */
  readonly reload: () => void;
  /** Loads again from the beginning, as after an error. */
  readonly retry: () => void;
}

/** Loads data for as long as the component shows the thing that `key` names. */
export function useData<T>(key: string, load: () => Promise<T>): Resource<T> {
  const [known, setKnown] = useState<{ readonly key: string; readonly value: Loadable<T> }>({
    key,
    value: { state: 'loading' },
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    let isStale = false;
    latest.current().then(
      (data) => {
        if (!isStale) setKnown({ key, value: { state: 'ready', data } });
      },
      (error: unknown) => {
        if (!isStale) setKnown({ key, value: { state: 'failed', error } });
      },
    );
    return () => {
      isStale = true;
    };
  }, [key, round]);

  const reload = useCallback(() => {
    setRound((before) => before + 1);
  }, []);
  const retry = useCallback(() => {
    setKnown((before) => ({ key: before.key, value: { state: 'loading' } }));
    setRound((before) => before + 1);
  }, []);
  return { value: known.key === key ? known.value : { state: 'loading' }, reload, retry };
}
