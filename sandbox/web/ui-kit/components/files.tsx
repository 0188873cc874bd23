import Button, { IconButton } from '@atlaskit/button/new';
import { HelperMessage, Label } from '@atlaskit/form';
import Delete from '@atlaskit/icon/core/delete';
import Download from '@atlaskit/icon/core/download';
import File from '@atlaskit/icon/core/file';
import Inline from '@atlaskit/primitives/inline';
import Stack from '@atlaskit/primitives/stack';
import Text from '@atlaskit/primitives/text';
import ProgressBar from '@atlaskit/progress-bar';
import { token } from '@atlaskit/tokens';
import { useId, useRef, useState } from 'react';
import { useProps } from '../props';
import { useSurface, type Renderer } from '../surface-context';

/** What @forge/react's FilePicker hands over: the content in base64, without a `data:` prefix. */
interface SerializedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly data: string;
}

const serialize = (file: globalThis.File): Promise<SerializedFile> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => {
      reject(new Error(`${file.name} could not be read`));
    });
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      const { name, type, size } = file;
      resolve({ name, type, size, data: url.slice(url.indexOf(',') + 1) });
    });
    reader.readAsDataURL(file);
  });

const FilePickerView: Renderer = ({ node }) => {
  const props = useProps(node);
  const { report } = useSurface();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onChange = props.handler('onChange');
  const description = props.text('description');
  const take = (files: FileList | null): void => {
    if (!files || files.length === 0) return;
    Promise.all([...files].map(serialize)).then(
      (serialized) => onChange?.(serialized),
      (error: unknown) => {
        report(String(error));
      },
    );
  };
  return (
    <Stack>
      {props.has('label') ? <Label htmlFor={id}>{props.text('label')}</Label> : null}
      <div
        className="file-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Text color="color.text.subtle">Drag and drop a file here, or</Text>
        <Button onClick={() => input.current?.click()}>Choose file</Button>
        <input
          ref={input}
          id={id}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label={props.text('label') ?? 'File'}
          data-testid={props.text('testId')}
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            // the same file may be picked again after it was corrected
            currentTarget.value = '';
          }}
        />
      </div>
      {description === undefined ? null : <HelperMessage>{description}</HelperMessage>}
    </Stack>
  );
};

const KILOBYTE = 1024;

const sizeText = (bytes: number): string =>
  bytes < KILOBYTE ? `${bytes} B` : `${(bytes / KILOBYTE).toFixed(1)} KB`;

const FileCardView: Renderer = ({ node }) => {
  const props = useProps(node);
  const size = props.number('fileSize');
  const name = props.text('fileName') ?? '';
  const error = props.text('error');
  const onDelete = props.handler('onDelete');
  const onDownload = props.handler('onDownload');
  return (
    <div className="file-card" data-testid={props.text('testId')}>
      <File label="" color={token('color.icon.subtle')} />
      <Stack grow="fill">
        <Text weight="medium">{name}</Text>
        {props.flag('isUploading') ? (
          <ProgressBar ariaLabel={`Uploading ${name}`} value={props.number('uploadProgress') ?? 0} />
        ) : (
          <Text size="small" color={error === undefined ? 'color.text.subtle' : 'color.text.danger'}>
            {error ??
              [props.text('fileType'), size === undefined ? '' : sizeText(size)].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Stack>
      <Inline space="space.050">
        {onDownload && (
          <IconButton
            icon={Download}
            label={`Download ${name}`}
            appearance="subtle"
            onClick={() => onDownload()}
          />
        )}
        {onDelete && (
          <IconButton icon={Delete} label={`Delete ${name}`} appearance="subtle" onClick={() => onDelete()} />
        )}
      </Inline>
    </div>
  );
};

export const files: Readonly<Record<string, Renderer>> = {
  FileCard: FileCardView,
  FilePicker: FilePickerView,
};
