import {
  Button,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
} from '@forge/react';
import type { ReactNode } from 'react';
import { ActionError } from './action-error';
import { useAction } from '../lib/use-action';
import * as messages from './question-messages';

interface Props {
  readonly title: string;
  /** What the button says that does it. */
  readonly label: string;
  readonly children: ReactNode;
  readonly isComplete: boolean;
  /** Does it; the question closes once that is done. */
  readonly onSend: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for what has to be known before something is done. */
export const Question = ({ title, label, children, isComplete, onSend, onClose }: Props) => {
  const { busy, error, run } = useAction();
  const send = (): Promise<void> =>
    run(async () => {
      await onSend();
      onClose();
    });
  return (
    <ModalTransition>
      <Modal onClose={onClose}>
        <ModalHeader>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Stack space="space.150">
            <ActionError title={messages.failed} message={error} />
            {children}
          </Stack>
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
            {messages.cancel}
          </Button>
          <LoadingButton
            appearance="primary"
            isLoading={busy}
            isDisabled={!isComplete}
            onClick={() => void send()}
          >
            {label}
          </LoadingButton>
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
};
