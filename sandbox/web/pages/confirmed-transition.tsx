import Button from '@atlaskit/button/new';
import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from '@atlaskit/modal-dialog';
import { useState, type ReactNode } from 'react';
import { showFailure } from '../env/flags';

interface ConfirmedTransitionProps {
  readonly name: string;
  readonly issueKey: string;
  readonly run: () => Promise<unknown>;
  readonly onDone: () => void;
}

/** A step that the requester cannot take back, hence asked twice. */
export function ConfirmedTransition({ name, issueKey, run, onDone }: ConfirmedTransitionProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const close = (): void => {
    setAsking(false);
  };
  const confirm = async (): Promise<void> => {
    setRunning(true);
    try {
      await run();
    } catch (error) {
      showFailure(`“${name}” did not go through`, error);
    } finally {
      setRunning(false);
      close();
      onDone();
    }
  };
  return (
    <div>
      <Button
        onClick={() => {
          setAsking(true);
        }}
      >
        {name}
      </Button>
      <ModalTransition>
        {isAsking ? (
          <Modal onClose={close} width="small">
            <ModalHeader>
              <ModalTitle>{`${name} ${issueKey}?`}</ModalTitle>
            </ModalHeader>
            <ModalBody>You cannot take this back. You can send a new request at any time.</ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={close}>
                Keep the request
              </Button>
              <Button appearance="primary" isLoading={isRunning} onClick={() => void confirm()}>
                {name}
              </Button>
            </ModalFooter>
          </Modal>
        ) : null}
      </ModalTransition>
    </div>
  );
}
