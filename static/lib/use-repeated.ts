import { useEffect } from 'react';

/** Does something again and again while it makes sense; for states that pass by themselves within seconds. */
export function useRepeated(work: () => Promise<unknown>, everyMs: number, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const timer = setInterval(() => void work(), everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [work, everyMs, isWanted]);
}
