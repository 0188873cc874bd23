import { Box, Inline, Text, xcss } from '@forge/react';
import type { ReactNode } from 'react';

const label = xcss({ width: '132px' });
const value = xcss({ minWidth: '150px', flexGrow: '1' });

/** A name and a value side by side; the value moves below the name where there is no room. */
export const FactRow = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <Inline space="space.100" alignBlock="baseline" shouldWrap>
    <Box xcss={label}>
      <Text color="color.text.subtle">{name}</Text>
    </Box>
    <Box xcss={value}>{children}</Box>
  </Inline>
);
