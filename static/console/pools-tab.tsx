import { Button, Heading, Inline, Stack } from '@forge/react';
import { useState } from 'react';
import { PoolAlerts } from './pool-alerts';
import { PoolDetails } from './pool-details';
import { PoolsTable } from './pools-table';
import { UsageImport } from './usage-import';

type Shown = { readonly kind: 'list' | 'import' } | { readonly kind: 'pool'; readonly poolId: string };

/** License pools: all of them, one of them, or taking who uses what from a file. */
export const PoolsTab = () => {
  const [shown, setShown] = useState<Shown>({ kind: 'list' });
  const open = (poolId: string): void => {
    setShown({ kind: 'pool', poolId });
  };
  const back = (): void => {
    setShown({ kind: 'list' });
  };
  switch (shown.kind) {
    case 'list':
      return (
        <Stack space="space.300">
          <PoolsTable
            onOpen={open}
            onImport={() => {
              setShown({ kind: 'import' });
            }}
          />
          <PoolAlerts onOpen={open} />
        </Stack>
      );
    case 'pool':
      return (
        <Stack space="space.200">
          <Back onBack={back} />
          <PoolDetails poolId={shown.poolId} />
        </Stack>
      );
    case 'import':
      return (
        <Stack space="space.200">
          <Back onBack={back} />
          <Heading as="h3" size="small">
            Import users and their last activity
          </Heading>
          <UsageImport />
        </Stack>
      );
  }
};

const Back = ({ onBack }: { readonly onBack: () => void }) => (
  <Inline>
    <Button appearance="subtle" iconBefore="arrow-left" onClick={onBack}>
      All pools
    </Button>
  </Inline>
);
