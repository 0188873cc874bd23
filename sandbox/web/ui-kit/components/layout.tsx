import { Bleed } from '@atlaskit/primitives/bleed';
import Box from '@atlaskit/primitives/box';
import Inline from '@atlaskit/primitives/inline';
import Pressable from '@atlaskit/primitives/pressable';
import Stack from '@atlaskit/primitives/stack';
import type { BackgroundColor, Space as SpaceToken } from '@atlaskit/primitives';
import { cssToken } from '../css-tokens';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import { useSurface, type Renderer, type SurfaceContext } from '../surface-context';
import { useTriggerAria } from '../trigger-aria';
import { stylesOf } from '../xcss';

const SPACES = [
  'space.0',
  'space.025',
  'space.050',
  'space.075',
  'space.100',
  'space.150',
  'space.200',
  'space.250',
  'space.300',
  'space.400',
  'space.500',
  'space.600',
  'space.800',
  'space.1000',
] as const satisfies readonly SpaceToken[];

const BLEEDS = ['space.025', 'space.050', 'space.100', 'space.150', 'space.200'] as const;
const BLOCK = ['start', 'center', 'end', 'stretch'] as const;
const INLINE_BLOCK = [...BLOCK, 'baseline'] as const;
const INLINE = ['start', 'center', 'end', 'stretch'] as const;
const SPREAD = ['space-between'] as const;
const GROW = ['hug', 'fill'] as const;

const PADDINGS = [
  'padding',
  'paddingBlock',
  'paddingBlockStart',
  'paddingBlockEnd',
  'paddingInline',
  'paddingInlineStart',
  'paddingInlineEnd',
] as const;

/** Padding, background and xcss, which Box and Pressable share. */
function boxProps(props: Props, surface: SurfaceContext) {
  const paddings = PADDINGS.map((name) => [name, props.choice(name, SPACES)] as const);
  return given({
    ...Object.fromEntries(paddings.filter(([, value]) => value !== undefined)),
    backgroundColor: backgroundOf(props),
    xcss: stylesOf(props.raw('xcss'), surface.report),
  });
}

function backgroundOf(props: Props): BackgroundColor | undefined {
  const name = props.text('backgroundColor');
  return name !== undefined && cssToken(name) !== undefined ? (name as BackgroundColor) : undefined;
}

const BoxView: Renderer = ({ node }) => {
  const props = useProps(node);
  const surface = useSurface();
  return (
    <Box {...boxProps(props, surface)} {...given({ role: props.text('role') })} {...testIdOf(props)}>
      <NodeList nodes={node.children} />
    </Box>
  );
};

const StackView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Stack
      {...given({
        alignBlock: props.choice('alignBlock', BLOCK),
        alignInline: props.choice('alignInline', INLINE),
        grow: props.choice('grow', GROW),
        space: props.choice('space', SPACES),
        spread: props.choice('spread', SPREAD),
      })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children} />
    </Stack>
  );
};

const InlineView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Inline
      {...given({
        alignBlock: props.choice('alignBlock', INLINE_BLOCK),
        alignInline: props.choice('alignInline', INLINE),
        grow: props.choice('grow', GROW),
        rowSpace: props.choice('rowSpace', SPACES),
        separator: props.text('separator'),
        shouldWrap: props.flag('shouldWrap'),
        space: props.choice('space', SPACES),
        spread: props.choice('spread', SPREAD),
      })}
      {...testIdOf(props)}
    >
      {/* a list of its own, for the separator goes between children */}
      {node.children.map((child) => (
        <NodeList key={child.key} nodes={[child]} />
      ))}
    </Inline>
  );
};

const BleedView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Bleed
      {...given({
        all: props.choice('all', BLEEDS),
        block: props.choice('block', BLEEDS),
        inline: props.choice('inline', BLEEDS),
      })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children} />
    </Bleed>
  );
};

const PressableView: Renderer = ({ node }) => {
  const props = useProps(node);
  const surface = useSurface();
  const onClick = props.handler('onClick');
  return (
    <Pressable
      {...boxProps(props, surface)}
      {...given({ isDisabled: props.flag('isDisabled') })}
      {...useTriggerAria()}
      {...testIdOf(props)}
      onClick={() => onClick?.()}
    >
      <NodeList nodes={node.children} />
    </Pressable>
  );
};

const Children: Renderer = ({ node }) => <NodeList nodes={node.children} />;
const Text: Renderer = ({ node }) => String(node.props['text']);

export const layout: Readonly<Record<string, Renderer>> = {
  Root: Children,
  ContentWrapper: Children,
  String: Text,
  Bleed: BleedView,
  Box: BoxView,
  Inline: InlineView,
  Pressable: PressableView,
  Stack: StackView,
};
