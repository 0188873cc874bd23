import { Text } from '@forge/react';
import type { ReactNode } from 'react';

/** Looks like a Label; UI Kit has no way to tie one to a group of radio buttons, whose labels say it all, or to a list. */
export const GroupLabel = ({ children }: { readonly children: ReactNode }) => (
  <Text size="small" weight="semibold" color="color.text.subtle">
    {children}
  </Text>
);
