import { Inline, Stack, Text } from '@forge/react';
import type { PreviewedStage } from '../../src/flows/contract/portal';
import { stageWordsInside } from '../lib/words';
import { StagePeople } from './stage-people';

/** Who would decide, in the order in which they are asked. */
export const PreviewedStages = ({ stages }: { readonly stages: readonly PreviewedStage[] }) => (
  <Stack space="space.050">
    {stages.map(({ key, stage, groupName, personIds, peopleCount, quorum }) => (
      <Inline key={key} space="space.075" alignBlock="center" shouldWrap>
        <StagePeople
          people={personIds.map((personId) => ({ personId, forId: null }))}
          count={peopleCount}
          quorum={quorum}
        />
        <Text color="color.text.subtle">{stageWordsInside(stage, groupName)}</Text>
      </Inline>
    ))}
  </Stack>
);
