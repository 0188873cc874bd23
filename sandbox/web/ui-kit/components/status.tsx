import Badge from '@atlaskit/badge';
import EmptyState from '@atlaskit/empty-state';
import Lozenge from '@atlaskit/lozenge';
import ProgressBar from '@atlaskit/progress-bar';
import { ProgressTracker } from '@atlaskit/progress-tracker';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import Tag from '@atlaskit/tag';
import TagGroup from '@atlaskit/tag-group';
import Tooltip from '@atlaskit/tooltip';
import * as z from 'zod/mini';
import { passing } from '../events';
import { textOf, type ForgeNode } from '../forge-doc';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps } from '../props';
import { useSurface, type Renderer } from '../surface-context';
import { slot } from './slot';

const BADGES = [
  'added',
  'default',
  'important',
  'primary',
  'primaryInverted',
  'removed',
  'warning',
  'discovery',
  'danger',
  'neutral',
  'success',
  'information',
  'inverse',
] as const;

const SEMANTIC_LOZENGES = [
  'default',
  'inprogress',
  'moved',
  'new',
  'removed',
  'success',
  'warning',
  'danger',
  'information',
  'neutral',
  'discovery',
] as const;
const ACCENT_LOZENGES = [
  'accent-red',
  'accent-orange',
  'accent-yellow',
  'accent-lime',
  'accent-green',
  'accent-teal',
  'accent-blue',
  'accent-purple',
  'accent-magenta',
  'accent-gray',
] as const;

const MESSAGES = ['information', 'warning', 'error', 'success', 'discovery'] as const;
const BARS = ['default', 'success', 'inverse'] as const;
const SPINNERS = ['xsmall', 'small', 'medium', 'large', 'xlarge'] as const;
const TAG_COLORS = [
  'standard',
  'green',
  'lime',
  'blue',
  'red',
  'purple',
  'magenta',
  'grey',
  'gray',
  'teal',
  'orange',
  'yellow',
  'limeLight',
  'orangeLight',
  'magentaLight',
  'greenLight',
  'blueLight',
  'redLight',
  'purpleLight',
  'greyLight',
  'tealLight',
  'yellowLight',
] as const;
const TOOLTIPS = [
  'top',
  'bottom',
  'left',
  'right',
  'top-start',
  'top-end',
  'bottom-start',
  'bottom-end',
  'auto',
  'mouse',
] as const;

const BadgeView: Renderer = ({ node }) => {
  const props = useProps(node);
  const count = Number(textOf(node));
  return (
    <Badge
      {...given({ appearance: props.choice('appearance', BADGES) })}
      max={props.raw('max') === false ? false : (props.number('max') ?? 99)}
      {...testIdOf(props)}
    >
      {Number.isNaN(count) ? textOf(node) : count}
    </Badge>
  );
};

const LozengeView: Renderer = ({ node }) => {
  const props = useProps(node);
  const appearance = props.choice('appearance', [...SEMANTIC_LOZENGES, ...ACCENT_LOZENGES]) ?? 'default';
  const shared = given({ isBold: props.flag('isBold'), maxWidth: props.length('maxWidth') });
  return (
    <Lozenge appearance={appearance} {...shared} {...testIdOf(props)}>
      {textOf(node)}
    </Lozenge>
  );
};

const ProgressBarView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <ProgressBar
      {...given({
        appearance: props.choice('appearance', BARS),
        ariaLabel: props.text('ariaLabel'),
        isIndeterminate: props.flag('isIndeterminate'),
        value: props.number('value'),
      })}
      {...testIdOf(props)}
    />
  );
};

const stage = z.object({
  id: z.string(),
  label: z.string(),
  percentageComplete: z.number(),
  status: z.enum(['unvisited', 'visited', 'current', 'disabled']),
});

const ProgressTrackerView: Renderer = ({ node }) => {
  const props = useProps(node);
  const { report } = useSurface();
  const items = (props.list('items') ?? []).flatMap((item) => {
    const read = z.safeParse(stage, item);
    if (!read.success) report(`ProgressTracker: an item is wrong: ${z.prettifyError(read.error)}`);
    // a stage without an address is text, for a link to nowhere helps nobody
    return read.success ? { ...read.data, noLink: true } : [];
  });
  return (
    <ProgressTracker
      items={items}
      animated={false}
      {...given({
        label: props.text('label'),
        spacing: props.choice('spacing', ['comfortable', 'cozy', 'compact'] as const),
      })}
      {...testIdOf(props)}
    />
  );
};

const SpinnerView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Spinner
      label={props.text('label') ?? 'Loading'}
      {...given({
        appearance: props.choice('appearance', ['inherit', 'invert'] as const),
        delay: props.number('delay'),
        size: props.choice('size', SPINNERS) ?? (props.has('size') ? undefined : 'medium'),
      })}
      {...testIdOf(props)}
    />
  );
};

const SectionMessageView: Renderer = ({ node }) => {
  const props = useProps(node);
  const isAction = (child: ForgeNode): boolean => child.type === 'SectionMessageAction';
  const actions = [...props.elements('actions'), ...node.children.filter(isAction)].map((action) => (
    <ActionView key={action.key} node={action} />
  ));
  const title = props.text('title');
  return (
    <SectionMessage
      {...given({ appearance: props.choice('appearance', MESSAGES) })}
      {...(title === undefined ? {} : { title })}
      {...(actions.length === 0 ? {} : { actions })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children.filter((child) => !isAction(child))} />
    </SectionMessage>
  );
};

const ActionView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <SectionMessageAction
      {...given({ href: props.text('href'), onClick: passing(props.handler('onClick')) })}
      {...testIdOf(props)}
    >
      {textOf(node)}
    </SectionMessageAction>
  );
};

const EmptyStateView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <EmptyState
      header={props.text('header') ?? ''}
      {...given({
        buttonGroupLabel: props.text('buttonGroupLabel'),
        description: slot(props, 'description'),
        headingLevel: props.number('headingLevel'),
        isLoading: props.flag('isLoading'),
        primaryAction: slot(props, 'primaryAction'),
        secondaryAction: slot(props, 'secondaryAction'),
        tertiaryAction: slot(props, 'tertiaryAction'),
        width: props.choice('width', ['narrow', 'wide'] as const),
      })}
      {...testIdOf(props)}
    />
  );
};

const TagView: Renderer = ({ node }) => {
  const props = useProps(node);
  const before = props.handler('onBeforeRemoveAction');
  return (
    <Tag
      text={props.text('text') ?? textOf(node)}
      isRemovable={props.flag('isRemovable') ?? props.has('removeButtonLabel')}
      {...given({
        appearance: props.choice('appearance', ['default', 'rounded'] as const),
        color: props.choice('color', TAG_COLORS),
        elemBefore: slot(props, 'elemBefore'),
        href: props.text('href'),
        onAfterRemoveAction: props.handler('onAfterRemoveAction'),
        // the app answers from another window, too late to hold the tag back
        onBeforeRemoveAction:
          before &&
          (() => {
            before();
            return true;
          }),
        removeButtonLabel: props.text('removeButtonLabel'),
      })}
      {...testIdOf(props)}
    />
  );
};

const TagGroupView: Renderer = ({ node }) => (
  <TagGroup {...given({ alignment: useProps(node).choice('alignment', ['start', 'end'] as const) })}>
    <NodeList nodes={node.children} />
  </TagGroup>
);

const TooltipView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Tooltip
      content={slot(props, 'content')}
      tag="span"
      {...given({
        delay: props.number('delay'),
        mousePosition: props.choice('mousePosition', ['top', 'bottom', 'left', 'right'] as const),
        position: props.choice('position', TOOLTIPS),
        truncate: props.flag('truncate'),
      })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children} />
    </Tooltip>
  );
};

export const status: Readonly<Record<string, Renderer>> = {
  Badge: BadgeView,
  EmptyState: EmptyStateView,
  Lozenge: LozengeView,
  ProgressBar: ProgressBarView,
  ProgressTracker: ProgressTrackerView,
  SectionMessage: SectionMessageView,
  SectionMessageAction: ActionView,
  Spinner: SpinnerView,
  Tag: TagView,
  TagGroup: TagGroupView,
  Tooltip: TooltipView,
};
