import { Box, xcss } from '@forge/react';
import type { ReactNode } from 'react';

const WIDTHS = {
  date: xcss({ minWidth: '100px' }),
  name: xcss({ minWidth: '136px' }),
  text: xcss({ minWidth: '190px' }),
};

interface Props {
  readonly holds: keyof typeof WIDTHS;
  readonly children: ReactNode;
}

/** Keeps a table's cell from breaking words apart where the page is narrow; the table is scrolled instead. */
export const WideEnough = ({ holds, children }: Props) => <Box xcss={WIDTHS[holds]}>{children}</Box>;
