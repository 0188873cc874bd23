import { useProductContext } from '@forge/react';

/** The viewer's locale, as Intl takes it: `en-US`. */
export const useLocale = (): string => (useProductContext()?.locale ?? 'en_US').replace('_', '-');
