import {
  Button,
  HelperMessage,
  Label,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
  TextArea,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyView } from '../../../src/policy/contract/policy';
import { ErrorLines } from '../../components/error-lines';
import { policyMessages } from './messages';
import { placeOf, type ChangePolicy } from './use-policy';

const { import: messages } = policyMessages;

interface Props {
  readonly isOpen: boolean;
  readonly view: PolicyView;
  readonly change: ChangePolicy;
  readonly onClose: () => void;
}

/** Takes a policy document as the draft. */
export const ImportDocument = ({ isOpen, view, change, onClose }: Props) => {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    setError(undefined);
    onClose();
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    const problem = await change('policy/import', { after: placeOf(view), text });
    setBusy(false);
    setError(problem);
    if (problem !== undefined) return;
    setText('');
    onClose();
  };
  return (
    <ModalTransition>
      {isOpen && (
        <Modal onClose={close} width="large">
          <ModalHeader>
            <ModalTitle>{messages.title}</ModalTitle>
          </ModalHeader>
          <ModalBody>
            <Stack space="space.100">
              {error !== undefined && <ErrorLines title={messages.failed} text={error} />}
              <Label labelFor="policy-text">{messages.document}</Label>
              <TextArea
                id="policy-text"
                name="policy-text"
                isMonospaced
                minimumRows={10}
                maxHeight="360px"
                value={text}
                placeholder={messages.placeholder}
                onChange={(event) => {
                  setText(String(event.target.value));
                }}
              />
              <HelperMessage>{view.draft ? messages.replacesDraft : messages.becomesDraft}</HelperMessage>
            </Stack>
          </ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={close} isDisabled={busy}>
              {messages.cancel}
            </Button>
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={text.trim() === ''}
              onClick={() => void send()}
            >
              {messages.action}
            </LoadingButton>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
};
