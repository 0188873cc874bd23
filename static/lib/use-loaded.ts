import { useCallback, useEffect, useRef, useState } from 'react';
import { CallError, messageOf } from './call';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly forbidden: boolean }
  | { readonly kind: 'ready'; readonly data: T };

/**
 * Loads something when the surface appears and whenever `reload` is called. What is shown stays until the new
 * comes, and an answer that was overtaken by a later question is dropped.
 * @param question what is asked for, where that changes: another question loads again
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  question = '',
): {
  readonly loaded: Loaded<T>;
  readonly reload: () => Promise<Loaded<T>>;
} {
  const [loaded, setLoaded] = useState<Loaded<T>>({ kind: 'loading' });
  const latest = useRef(0);
  const current = useRef(load);
  current.current = load;

  const reload = useCallback(async () => {
    const turn = ++latest.current;
    const next = await current.current().then(
      (data): Loaded<T> => ({ kind: 'ready', data }),
      (error: unknown): Loaded<T> => ({
        kind: 'failed',
        message: messageOf(error),
        forbidden: error instanceof CallError && (error.code === 'forbidden' || error.code === 'not-found'),
      }),
    );
    if (turn === latest.current) setLoaded(next);
    return next;
  }, []);

  useEffect(() => {
    void reload();
  }, [reload, question]);
  return { loaded, reload };
}
