import Code from '@atlaskit/code/inline';
import Heading from '@atlaskit/heading';
import Link from '@atlaskit/link';
import Text from '@atlaskit/primitives/text';
import type { TextColor } from '@atlaskit/primitives';
import { createContext, useContext, type ReactNode } from 'react';
import { cssToken } from '../css-tokens';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps } from '../props';
import type { Renderer } from '../surface-context';

const TEXT_AS = ['span', 'p', 'strong', 'em', 'strike'] as const;
const TEXT_SIZES = ['small', 'medium', 'large'] as const;
const WEIGHTS = ['regular', 'medium', 'semibold', 'bold'] as const;
const ALIGN = ['start', 'center', 'end'] as const;
const HEADING_SIZES = ['xxlarge', 'xlarge', 'large', 'medium', 'small', 'xsmall', 'xxsmall'] as const;
const HEADING_AS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'span'] as const;
const HEADING_COLORS = ['color.text', 'color.text.inverse', 'color.text.warning.inverse'] as const;

/** Whether a line of text runs around this place, in which no paragraph may begin. */
const InText = createContext(false);

export const useInText = (): boolean => useContext(InText);

const inline = (children: ReactNode): ReactNode => <InText.Provider value>{children}</InText.Provider>;

const TextView: Renderer = ({ node }) => {
  const props = useProps(node);
  const isNested = useInText();
  const as = props.choice('as', TEXT_AS) ?? (isNested ? 'span' : 'p');
  const color = props.text('color');
  const children = inline(<NodeList nodes={node.children} />);
  return (
    <Text
      as={as === 'strike' ? 'span' : as}
      {...given({
        align: props.choice('align', ALIGN),
        // a token's name, checked just here
        color: color !== undefined && cssToken(color) ? (color as TextColor) : undefined,
        maxLines: props.number('maxLines'),
        size: props.choice('size', TEXT_SIZES),
        weight: props.choice('weight', WEIGHTS),
      })}
      {...testIdOf(props)}
    >
      {as === 'strike' ? <s>{children}</s> : children}
    </Text>
  );
};

const HeadingView: Renderer = ({ node }) => {
  const props = useProps(node);
  // UI Kit takes a size, an element or both; Atlaskit finds the element for a size, here is the other way
  const as = props.choice('as', HEADING_AS);
  const size = props.choice('size', HEADING_SIZES) ?? SIZE_OF[as ?? 'h3'] ?? 'medium';
  return (
    <Heading
      size={size}
      {...given({ as, color: props.choice('color', HEADING_COLORS), id: props.id() })}
      {...testIdOf(props)}
    >
      {inline(<NodeList nodes={node.children} />)}
    </Heading>
  );
};

const SIZE_OF: Readonly<Record<string, (typeof HEADING_SIZES)[number]>> = {
  h1: 'xlarge',
  h2: 'large',
  h3: 'medium',
  h4: 'small',
  h5: 'xsmall',
  h6: 'xxsmall',
};

const CodeView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Code {...testIdOf(props)}>
      <NodeList nodes={node.children} />
    </Code>
  );
};

/** Atlaskit's own code block carries the grammars of 300 languages; the sandbox shows plain lines. */
const CodeBlockView: Renderer = ({ node }) => {
  const props = useProps(node);
  const lines = (props.text('text') ?? '').split('\n');
  const isNumbered = props.flag('showLineNumbers') ?? true;
  const wraps = props.flag('shouldWrapLongLines') ?? false;
  return (
    // keyboards must be able to scroll it
    <pre className="code-block" data-wraps={wraps} data-testid={props.text('testId')} tabIndex={0}>
      {lines.map((line, index) => (
        <code key={`${index}-${line}`} data-line={isNumbered ? index + 1 : undefined}>
          {line}
          {'\n'}
        </code>
      ))}
    </pre>
  );
};

const LinkView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Link href={props.text('href') ?? ''} {...(props.flag('openNewTab') ? { target: '_blank' } : {})}>
      {inline(<NodeList nodes={node.children} />)}
    </Link>
  );
};

const ListView: Renderer = ({ node }) => {
  const type = useProps(node).choice('type', ['ordered', 'unordered'] as const);
  const items = <NodeList nodes={node.children} />;
  return type === 'ordered' ? (
    <ol className="ui-kit-list">{items}</ol>
  ) : (
    <ul className="ui-kit-list">{items}</ul>
  );
};

const ListItemView: Renderer = ({ node }) => (
  <li>
    <NodeList nodes={node.children} />
  </li>
);

const mark =
  (Element: 'strong' | 'em' | 's'): Renderer =>
  ({ node }) => <Element>{inline(<NodeList nodes={node.children} />)}</Element>;

export const text: Readonly<Record<string, Renderer>> = {
  Code: CodeView,
  CodeBlock: CodeBlockView,
  Em: mark('em'),
  Heading: HeadingView,
  Link: LinkView,
  List: ListView,
  ListItem: ListItemView,
  Strike: mark('s'),
  Strong: mark('strong'),
  Text: TextView,
};
