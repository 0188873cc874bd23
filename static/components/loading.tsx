import { Box, Stack, xcss } from '@forge/react';

const bar = (width: string, height: string) =>
  xcss({ width, height, backgroundColor: 'color.background.neutral', borderRadius: 'radius.small' });

const WIDTHS = ['55%', '80%', '70%', '40%'];

/** Grey bars about as high as what will stand there, so that nothing jumps when it comes. */
export const LoadingLines = ({ lines, label }: { readonly lines: number; readonly label: string }) => (
  <Box testId="loading">
    <Stack space="space.150">
      {Array.from({ length: lines }, (_, line) => (
        <Box
          key={line}
          xcss={bar(WIDTHS[line % WIDTHS.length] ?? '60%', '20px')}
          {...(line === 0 ? { role: 'status', 'aria-label': label } : {})}
        />
      ))}
    </Stack>
  </Box>
);
