import { Heading, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { GuardCalls, GuardView } from '../../src/guard/contract/guard';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { ProjectGuard } from './project-guard';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.guard;

const call = callOf<GuardCalls>();

/** Whether the guard stands on every transition to fulfilled, project by project, and the way to repair it. */
export const GuardSection = () => {
  const { loaded, reload } = useLoaded(() => call('guard/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={3} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.projects.length === 0 ? null : <Guards found={loaded.data} />;
  }
};

const Guards = ({ found }: { readonly found: GuardView }) => {
  const words = useClockWords();
  const [view, setView] = useState(found);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const act = async (name: string, work: () => Promise<GuardView>): Promise<void> => {
    setBusy(name);
    setError(null);
    try {
      setView(await work());
    } catch (failure) {
      setError(messageOf(failure));
    } finally {
      setBusy(null);
    }
  };
  const check = (name: string) => act(name, () => call('guard/check', {}));
  return (
    <Stack space="space.150">
      <Inline spread="space-between" alignBlock="center" space="space.100" shouldWrap>
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <LoadingButton
          isLoading={busy === 'check'}
          isDisabled={busy !== null}
          onClick={() => void check('check')}
        >
          {messages.checkNow}
        </LoadingButton>
      </Inline>
      <Text color="color.text.subtle">{messages.help}</Text>
      {error !== null && (
        <SectionMessage appearance="error" title={messages.failed}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      {view.projects.map((project) => (
        <ProjectGuard
          key={project.projectId}
          guard={project}
          words={words}
          now={view.now}
          busy={busy}
          onCheck={(name) => void check(name)}
          onSwitchOn={(name) =>
            void act(name, () => call('guard/switch-on', { projectId: project.projectId }))
          }
        />
      ))}
    </Stack>
  );
};
