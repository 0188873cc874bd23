import { useEffect } from 'react';

/**
 * Does something again and again while it makes sense; for states that pass by themselves within seconds.
 * @param most how often, so that a page that is left open does not go on
 */
export function useRepeated(
  work: () => Promise<unknown>,
  everyMs: number,
  isWanted: boolean,
  most = Infinity,
): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    let done = 0;
    const timer = setInterval(() => {
      if (++done >= most) clearInterval(timer);
      void work();
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [work, everyMs, isWanted, most]);
}
