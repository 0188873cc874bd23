import { useProductContext } from '@forge/react';
import { useMemo } from 'react';
import { clockWords, type ClockWords } from './clock-words';

/** Words for times in the viewer's own language and time zone. */
export function useClockWords(): ClockWords {
  const context = useProductContext();
  const locale = (context?.locale ?? 'en_US').replace('_', '-');
  const timeZone = context?.timezone ?? 'UTC';
  return useMemo(() => clockWords(locale, timeZone), [locale, timeZone]);
}
