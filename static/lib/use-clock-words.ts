import { useProductContext } from '@forge/react';
import { clockWords, type ClockWords } from './clock-words';

/** Words for times in the viewer's own language and time zone. */
export function useClockWords(): ClockWords {
  const context = useProductContext();
  return clockWords((context?.locale ?? 'en_US').replace('_', '-'), context?.timezone ?? 'UTC');
}
