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
import { placeOf, type ChangePolicy } from './use-policy';

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
            <ModalTitle>Import a policy</ModalTitle>
          </ModalHeader>
          <ModalBody>
            <Stack space="space.100">
              {error !== undefined && <ErrorLines title="This cannot be imported" text={error} />}
              <Label labelFor="policy-text">Policy document (JSON)</Label>
              <TextArea
                id="policy-text"
                name="policy-text"
                isMonospaced
                minimumRows={10}
                maxHeight="360px"
                value={text}
                placeholder="Paste the file’s content"
                onChange={(event) => {
                  setText(String(event.target.value));
                }}
              />
              <HelperMessage>
                {view.draft
                  ? 'It takes the place of the draft. What is in force stays as it is until somebody else approves the draft.'
                  : 'It becomes a draft. What is in force stays as it is until somebody else approves the draft.'}
              </HelperMessage>
            </Stack>
          </ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={close} isDisabled={busy}>
              Cancel
            </Button>
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={text.trim() === ''}
              onClick={() => void send()}
            >
              Import as the draft
            </LoadingButton>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
};
