import { useEffect, useRef, useState } from 'react';

const SETTLE_MS = 400;

/**
 * The value that an input shows. The app lives in another window and answers a change with a later commit,
 * so the host keeps what was typed and takes the app's value only when it is news: an echo of something sent
 * earlier must not undo what was typed since.
 *
 * @param controlled the app's value; undefined for an input that keeps its own
 */
export function useMirrored<T>(controlled: T | undefined, initial: T): readonly [T, (next: T) => void] {
  const [shown, setShown] = useState(controlled ?? initial);
  const sent = useRef<T[]>([]);
  const latest = useRef(controlled);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  if (!isSame(latest.current, controlled)) {
    latest.current = controlled;
    const echoed = sent.current.findIndex((value) => isSame(value, controlled));
    if (echoed >= 0) sent.current = sent.current.slice(echoed + 1);
    else {
      sent.current = [];
      if (controlled !== undefined) setShown(controlled);
    }
  }

  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  const change = (next: T): void => {
    setShown(next);
    if (controlled === undefined) return;
    sent.current.push(next);
    // an app that does not take the change commits nothing: then its value stands
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = [];
      if (latest.current !== undefined) setShown(latest.current);
    }, SETTLE_MS);
  };
  return [shown, change];
}

/** Options and lists are made anew by every commit; what they say counts. */
const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
