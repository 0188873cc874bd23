import {
  Button,
  CodeBlock,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import { messageOf } from '../lib/call';
import * as messages from './export-messages';

type State =
  | { readonly kind: 'closed' | 'loading' }
  | { readonly kind: 'shown'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

interface Props {
  /** What the button says. */
  readonly label: string;
  readonly title: string;
  readonly language: 'json' | 'text';
  /** What to do with it. */
  readonly note?: string;
  readonly load: () => Promise<string>;
}

/** Shows something as the text that it is exported as; there to be copied, since nothing downloads here. */
export const ExportText = ({ label, title, language, note = messages.note, load }: Props) => {
  const [state, setState] = useState<State>({ kind: 'closed' });
  const open = async (): Promise<void> => {
    setState({ kind: 'loading' });
    setState(
      await load().then(
        (text): State => ({ kind: 'shown', text }),
        (failure: unknown): State => ({ kind: 'failed', message: messageOf(failure) }),
      ),
    );
  };
  const close = (): void => {
    setState({ kind: 'closed' });
  };
  return (
    <>
      <LoadingButton isLoading={state.kind === 'loading'} onClick={() => void open()}>
        {label}
      </LoadingButton>
      <ModalTransition>
        {(state.kind === 'shown' || state.kind === 'failed') && (
          <Modal onClose={close} width="large">
            <ModalHeader>
              <ModalTitle>{title}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              {state.kind === 'failed' ? (
                <SectionMessage appearance="error" title={messages.failed}>
                  <Text>{state.message}</Text>
                </SectionMessage>
              ) : (
                <Stack space="space.100">
                  <Text>{note}</Text>
                  <CodeBlock language={language} text={state.text} />
                </Stack>
              )}
            </ModalBody>
            <ModalFooter>
              <Button onClick={close}>{messages.close}</Button>
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
};
