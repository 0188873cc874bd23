import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Stack from '@atlaskit/primitives/stack';
import TextArea from '@atlaskit/textarea';
import { useState, type ReactNode } from 'react';
import { documentOf, plainTextOf } from '../../adf/plain-text';
import type { ForgeNode } from '../forge-doc';
import { useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';

const ROWS = 3;

/** The text of an editor; the app gives only where it begins and hears of every change as a document. */
function useText(props: Props): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => plainTextOf(props.raw('defaultValue')));
  const onChange = props.handler('onChange');
  return [
    text,
    (next) => {
      setText(next);
      onChange?.(documentOf(next));
    },
  ];
}

interface EditorProps {
  readonly node: ForgeNode;
  readonly appearance: 'standard' | 'none';
  readonly buttons?: (text: string) => ReactNode;
}

/** Atlassian's editor is not public: the sandbox takes plain text and hands it over as a document. */
function Editor({ node, appearance, buttons }: EditorProps): ReactNode {
  const props = useProps(node);
  const [text, setText] = useText(props);
  return (
    <Stack space="space.100">
      <TextArea
        aria-label="Main content area, start typing to enter text."
        appearance={appearance}
        minimumRows={ROWS}
        isDisabled={props.flag('isDisabled') ?? false}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
      {buttons?.(text)}
    </Stack>
  );
}

const ChromelessEditorView: Renderer = ({ node }) => <Editor node={node} appearance="none" />;

const CommentEditorView: Renderer = ({ node }) => {
  const props = useProps(node);
  const onSave = props.handler('onSave');
  const onCancel = props.handler('onCancel');
  const isDisabled = props.flag('isDisabled') ?? false;
  const buttons = (text: string): ReactNode => (
    <ButtonGroup label="What to do with the text">
      {onSave && (
        <Button appearance="primary" isDisabled={isDisabled} onClick={() => onSave(documentOf(text))}>
          Save
        </Button>
      )}
      {onCancel && (
        <Button appearance="subtle" isDisabled={isDisabled} onClick={() => onCancel()}>
          Cancel
        </Button>
      )}
    </ButtonGroup>
  );
  return <Editor node={node} appearance="standard" {...(onSave || onCancel ? { buttons } : {})} />;
};

export const editors: Readonly<Record<string, Renderer>> = {
  ChromelessEditor: ChromelessEditorView,
  CommentEditor: CommentEditorView,
};
