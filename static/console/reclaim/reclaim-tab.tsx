import { Button, Heading, Inline, Stack, Text } from '@forge/react';
import { useState } from 'react';
import { BatchUndo } from './batch-undo';
import { Exclusions } from './exclusions';
import { reclaimMessages } from './messages';
import { ReclaimCases } from './reclaim-cases';
import { ReclaimPlan } from './reclaim-plan';
import { ReclaimRules } from './reclaim-rules';
import { ReclaimRuns } from './reclaim-runs';

type Shown = 'cases' | 'plan' | 'runs' | 'rules';

const VIEWS: readonly Shown[] = ['cases', 'plan', 'runs', 'rules'];

/** Taking seats back: what is open, what could be, what was done, and by which rules. */
export const ReclaimTab = () => {
  const [shown, setShown] = useState<Shown>('cases');
  const showCases = (): void => {
    setShown('cases');
  };
  return (
    <Stack space="space.200">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {reclaimMessages.tab.title}
        </Heading>
        <Text color="color.text.subtle">{reclaimMessages.tab.help}</Text>
      </Stack>
      <Inline space="space.100" shouldWrap rowSpace="space.100">
        {VIEWS.map((view) => (
          <Button
            key={view}
            appearance={shown === view ? 'primary' : 'default'}
            onClick={() => {
              setShown(view);
            }}
          >
            {reclaimMessages.tab.views[view]}
          </Button>
        ))}
      </Inline>
      {shown === 'cases' && <ReclaimCases />}
      {shown === 'plan' && (
        <Stack space="space.400">
          <ReclaimPlan onStarted={showCases} />
          <BatchUndo onStarted={showCases} />
        </Stack>
      )}
      {shown === 'runs' && <ReclaimRuns />}
      {shown === 'rules' && (
        <Stack space="space.300">
          <ReclaimRules />
          <Exclusions />
        </Stack>
      )}
    </Stack>
  );
};
