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
  SectionMessage,
  Stack,
  Text,
  TextArea,
} from '@forge/react';
import { useId, useState } from 'react';
import type { OfferedFile } from '../../src/common/contract/offered-file';
import { messageOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { ActionError } from './action-error';
import { FileLink } from './file-link';
import * as messages from './export-messages';

type State =
  | { readonly kind: 'closed' | 'loading' }
  | { readonly kind: 'shown'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

interface Props {
  /** What the button says. */
  readonly label: string;
  readonly title: string;
  /** What to do with it. */
  readonly note?: string;
  readonly load: () => Promise<string>;
  /** Keeps it as a file for a while. */
  readonly download?: () => Promise<OfferedFile>;
}

/**
 * Shows something as the text that it is exported as. It stands in a field, in which a keyboard selects all of it: an app of
 * UI Kit has neither a clipboard nor a page to begin a download from.
 */
export const ExportText = ({ label, title, note = messages.note, load, download }: Props) => {
  const id = useId();
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
                  <Label labelFor={id}>{messages.text}</Label>
                  <TextArea
                    id={id}
                    name={id}
                    isReadOnly
                    isMonospaced
                    minimumRows={12}
                    maxHeight="420px"
                    value={state.text}
                  />
                  <HelperMessage>{messages.copy}</HelperMessage>
                </Stack>
              )}
              {download && <DownloadLink download={download} />}
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

/** Made when it is asked for: whoever has the link gets the file. */
const DownloadLink = ({ download }: Required<Pick<Props, 'download'>>) => {
  const [file, setFile] = useState<OfferedFile | null>(null);
  const { busy, error, run } = useAction();
  return (
    <Stack space="space.100" alignInline="start">
      {file ? (
        <FileLink file={file} label={messages.link} />
      ) : (
        <LoadingButton
          isLoading={busy}
          onClick={() =>
            void run(async () => {
              setFile(await download());
            })
          }
        >
          {messages.makeLink}
        </LoadingButton>
      )}
      <ActionError title={messages.failed} message={error} />
    </Stack>
  );
};
