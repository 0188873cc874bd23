import { useProductContext } from '@forge/react';
import { useMemo } from 'react';
import { clockWords, type ClockWords } from './clock-words';
import { useLocale } from './use-locale';

/** Words for times in the viewer's own language and time zone. */
export function useClockWords(): ClockWords {
  const locale = useLocale();
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  return useMemo(() => clockWords(locale, timeZone), [locale, timeZone]);
}
