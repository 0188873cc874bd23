import Button, { LinkButton } from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import { passing } from '../events';
import { textOf } from '../forge-doc';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';
import { useTriggerAria } from '../trigger-aria';
import { useGlyph } from './icons';

const APPEARANCES = ['default', 'danger', 'primary', 'subtle', 'warning', 'discovery'] as const;
const LINK_APPEARANCES = ['link', 'subtle-link'] as const;
const SPACINGS = ['compact', 'default', 'none'] as const;
const TYPES = ['button', 'submit', 'reset'] as const;

function appearanceOf(props: Props): (typeof APPEARANCES)[number] | undefined {
  const appearance = props.choice('appearance', [...APPEARANCES, ...LINK_APPEARANCES]);
  // the new buttons have no link look; subtle is what comes next to it
  return appearance === 'link' || appearance === 'subtle-link' ? 'subtle' : appearance;
}

/** What every kind of button takes. */
function common(props: Props) {
  const spacing = props.choice('spacing', SPACINGS);
  return given({
    appearance: appearanceOf(props),
    autoFocus: props.flag('autoFocus'),
    isDisabled: props.flag('isDisabled'),
    isSelected: props.flag('isSelected'),
    onBlur: passing(props.handler('onBlur')),
    onClick: passing(props.handler('onClick')),
    onFocus: passing(props.handler('onFocus')),
    shouldFitContainer: props.flag('shouldFitContainer'),
    spacing: spacing === 'none' ? ('compact' as const) : spacing,
  });
}

const ButtonView: Renderer = ({ node }) => {
  const props = useProps(node);
  const iconBefore = useGlyph(props, 'iconBefore');
  const iconAfter = useGlyph(props, 'iconAfter');
  return (
    <Button
      {...common(props)}
      {...given({
        type: props.choice('type', TYPES),
        iconBefore,
        iconAfter,
      })}
      {...useTriggerAria()}
      {...testIdOf(props)}
    >
      {textOf(node)}
    </Button>
  );
};

const LoadingButtonView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Button
      {...common(props)}
      {...given({ type: props.choice('type', TYPES), isLoading: props.flag('isLoading') })}
      {...testIdOf(props)}
    >
      {textOf(node)}
    </Button>
  );
};

const LinkButtonView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <LinkButton
      href={props.text('href') ?? ''}
      {...common(props)}
      {...given({ target: props.text('target') })}
      {...testIdOf(props)}
    >
      {textOf(node)}
    </LinkButton>
  );
};

const ButtonGroupView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <ButtonGroup {...given({ label: props.text('label'), titleId: props.id('titleId') })}>
      {node.children.map((child) => (
        <NodeList key={child.key} nodes={[child]} />
      ))}
    </ButtonGroup>
  );
};

export const buttons: Readonly<Record<string, Renderer>> = {
  Button: ButtonView,
  ButtonGroup: ButtonGroupView,
  LinkButton: LinkButtonView,
  LoadingButton: LoadingButtonView,
};
