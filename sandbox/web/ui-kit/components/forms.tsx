import {
  ErrorMessage,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  Label,
  RequiredAsterisk,
  ValidMessage,
} from '@atlaskit/form';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';
import { slot } from './slot';

const FormView: Renderer = ({ node }) => {
  const onSubmit = useProps(node).handler('onSubmit');
  return (
    <form
      // the app validates and shows its own words, not the browser's
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // a form inside a modal must not also send the one that the modal's button stands in
        event.stopPropagation();
        onSubmit?.({});
      }}
    >
      <NodeList nodes={node.children} />
    </form>
  );
};

const heading = (props: Props) =>
  given({ title: slot(props, 'title'), description: slot(props, 'description') });

const FormHeaderView: Renderer = ({ node }) => (
  <FormHeader {...heading(useProps(node))}>
    {node.children.length === 0 ? undefined : <NodeList nodes={node.children} />}
  </FormHeader>
);

const FormSectionView: Renderer = ({ node }) => (
  <FormSection {...heading(useProps(node))}>
    <NodeList nodes={node.children} />
  </FormSection>
);

const FormFooterView: Renderer = ({ node }) => (
  <FormFooter align={useProps(node).choice('align', ['start', 'end'] as const) ?? 'end'}>
    <NodeList nodes={node.children} />
  </FormFooter>
);

const LabelView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Label htmlFor={props.id('labelFor') ?? ''} {...given({ id: props.id() })} {...testIdOf(props)}>
      <NodeList nodes={node.children} />
    </Label>
  );
};

const message =
  (Message: typeof HelperMessage): Renderer =>
  ({ node }) => (
    <Message {...testIdOf(useProps(node))}>
      <NodeList nodes={node.children} />
    </Message>
  );

export const forms: Readonly<Record<string, Renderer>> = {
  ErrorMessage: message(ErrorMessage),
  Form: FormView,
  FormFooter: FormFooterView,
  FormHeader: FormHeaderView,
  FormSection: FormSectionView,
  HelperMessage: message(HelperMessage),
  Label: LabelView,
  RequiredAsterisk: () => <RequiredAsterisk />,
  ValidMessage: message(ValidMessage),
};
