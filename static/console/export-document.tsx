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
import { call } from './use-policy';

type State =
  | { readonly kind: 'closed' | 'loading' }
  | { readonly kind: 'shown'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Shows a version as the document that imports as the same; there to be copied, since nothing downloads here. */
export const ExportDocument = ({ version }: { readonly version: number }) => {
  const [state, setState] = useState<State>({ kind: 'closed' });
  const open = async (): Promise<void> => {
    setState({ kind: 'loading' });
    setState(
      await call('policy/export', { version }).then(
        ({ text }): State => ({ kind: 'shown', text }),
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
        Export JSON
      </LoadingButton>
      <ModalTransition>
        {(state.kind === 'shown' || state.kind === 'failed') && (
          <Modal onClose={close} width="large">
            <ModalHeader>
              <ModalTitle>{`Policy version ${version} as JSON`}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              {state.kind === 'failed' ? (
                <SectionMessage appearance="error" title="This cannot be exported">
                  <Text>{state.message}</Text>
                </SectionMessage>
              ) : (
                <Stack space="space.100">
                  <Text>Copy it into a file. Imported again, it changes nothing.</Text>
                  <CodeBlock language="json" text={state.text} />
                </Stack>
              )}
            </ModalBody>
            <ModalFooter>
              <Button onClick={close}>Close</Button>
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
};
