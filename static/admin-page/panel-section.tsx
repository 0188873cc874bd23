import { Heading, Inline, LoadingButton, Lozenge, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type {
  PanelVisibilityCalls,
  PanelVisibilityView,
  ProjectPanelView,
} from '../../src/flows/contract/panel-visibility';
import { ActionError } from '../components/action-error';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.panel;

const call = callOf<PanelVisibilityCalls>();

/** Where Jira was asked to show the panel, project by project, and the way to ask. */
export const PanelSection = () => {
  const { loaded, reload } = useLoaded(() => call('panel-visibility/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={2} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.projects.length === 0 ? null : <Panels found={loaded.data} />;
  }
};

const Panels = ({ found }: { readonly found: PanelVisibilityView }) => {
  const words = useClockWords();
  const [view, setView] = useState(found);
  const [asked, setAsked] = useState('');
  const { busy, error, run } = useAction();
  const ask = (projectId: string): void => {
    setAsked(projectId);
    void run(async () => {
      setView(await call('panel-visibility/ask', { projectId }));
    });
  };
  return (
    <Stack space="space.150">
      <Heading as="h3" size="small">
        {messages.title}
      </Heading>
      <Text color="color.text.subtle">{messages.help}</Text>
      <ActionError title={messages.failed} message={error} />
      {view.projects.map((project) => (
        <Inline key={project.projectId} space="space.100" alignBlock="center" shouldWrap>
          <Lozenge appearance={LOZENGES[project.state]}>{messages.states[project.state]}</Lozenge>
          <Text weight="medium">{project.projectKey}</Text>
          <Text color="color.text.subtle">
            {sentenceOf(project, project.askedAt === null ? '' : words.moment(project.askedAt, view.now))}
          </Text>
          <LoadingButton
            appearance={project.state === 'not-asked' ? 'primary' : 'default'}
            isLoading={busy && asked === project.projectId}
            isDisabled={busy || project.state === 'working'}
            onClick={() => {
              ask(project.projectId);
            }}
          >
            {project.state === 'not-asked' ? messages.ask(project.projectKey) : messages.askAgain}
          </LoadingButton>
        </Inline>
      ))}
    </Stack>
  );
};

const LOZENGES = {
  'not-asked': 'default',
  working: 'inprogress',
  asked: 'success',
  failed: 'removed',
} as const;

function sentenceOf({ state }: ProjectPanelView, moment: string): string {
  switch (state) {
    case 'not-asked':
      return messages.notAsked;
    case 'working':
      return messages.working(moment);
    case 'asked':
      return messages.asked(moment);
    case 'failed':
      return messages.couldNot(moment);
  }
}
