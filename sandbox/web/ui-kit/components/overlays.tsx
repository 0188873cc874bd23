import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from '@atlaskit/modal-dialog';
import Popup from '@atlaskit/popup';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useId } from 'react';
import { partOf } from '../forge-doc';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';
import { TriggerAriaProvider } from '../trigger-aria';
import { InModalProvider } from './in-modal';

/** UI Kit has two named sizes that Atlaskit's modal does not. */
const sizeOf = (props: Props, name: 'width' | 'height'): string | number | undefined => {
  const size = props.length(name);
  if (size === 'fullscreen') return '100%';
  return size === 'resizable' ? 'large' : size;
};

const ModalView: Renderer = ({ node }) => {
  const props = useProps(node);
  const title = props.text('title');
  const onClose = props.handler('onClose');
  return (
    <Modal
      {...given({
        height: sizeOf(props, 'height'),
        label: props.text('label'),
        onClose:
          onClose &&
          (({ type }: { readonly type: string }) => {
            onClose({ type });
          }),
        shouldScrollInViewport: props.flag('shouldScrollInViewport'),
        width: sizeOf(props, 'width'),
      })}
      {...testIdOf(props)}
    >
      <InModalProvider value>
        {title === undefined ? null : (
          <ModalHeader>
            <ModalTitle>{title}</ModalTitle>
          </ModalHeader>
        )}
        <NodeList nodes={node.children} />
      </InModalProvider>
    </Modal>
  );
};

/** Keeps the modal's element apart from the list, so that it may fade out after the app has removed it. */
const ModalTransitionView: Renderer = ({ node }) => (
  <ModalTransition>{node.children.length === 0 ? null : <NodeList nodes={node.children} />}</ModalTransition>
);

const ModalTitleView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <ModalTitle
      {...given({
        appearance: props.choice('appearance', ['danger', 'warning'] as const),
        isMultiline: props.flag('isMultiline'),
      })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children} />
    </ModalTitle>
  );
};

const ModalBodyView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <ModalBody {...given({ hasInlinePadding: props.flag('hasInlinePadding') })} {...testIdOf(props)}>
      <NodeList nodes={node.children} />
    </ModalBody>
  );
};

const ModalHeaderView: Renderer = ({ node }) => (
  <ModalHeader {...testIdOf(useProps(node))}>
    <NodeList nodes={node.children} />
  </ModalHeader>
);

const ModalFooterView: Renderer = ({ node }) => (
  <ModalFooter {...testIdOf(useProps(node))}>
    <NodeList nodes={node.children} />
  </ModalFooter>
);

const PLACEMENTS = [
  'auto',
  'auto-start',
  'auto-end',
  'top',
  'top-start',
  'top-end',
  'bottom',
  'bottom-start',
  'bottom-end',
  'right',
  'right-start',
  'right-end',
  'left',
  'left-start',
  'left-end',
] as const;

const PopupView: Renderer = ({ node }) => {
  const props = useProps(node);
  const onClose = props.handler('onClose');
  return (
    <Popup
      isOpen={props.flag('isOpen') ?? false}
      {...given({
        autoFocus: props.flag('autoFocus'),
        id: props.id(),
        label: props.text('label'),
        placement: props.choice('placement', PLACEMENTS),
        role: props.text('role'),
        shouldFlip: props.flag('shouldFlip'),
        titleId: props.id('titleId'),
      })}
      {...testIdOf(props)}
      onClose={() => onClose?.()}
      content={() => <NodeList nodes={partOf(node, 'content')} />}
      trigger={({ ref, 'aria-expanded': expanded, 'aria-controls': controls }) => (
        <span ref={ref} className="popup-trigger">
          <TriggerAriaProvider
            value={given({
              'aria-expanded': expanded,
              'aria-haspopup': 'dialog' as const,
              'aria-controls': controls,
            })}
          >
            <NodeList nodes={partOf(node, 'trigger')} />
          </TriggerAriaProvider>
        </span>
      )}
    />
  );
};

const TabsView: Renderer = ({ node }) => {
  const props = useProps(node);
  const ownId = useId();
  const onChange = props.handler('onChange');
  return (
    <Tabs
      id={props.id() ?? ownId}
      {...given({
        defaultSelected: props.number('defaultSelected'),
        selected: props.number('selected'),
        shouldUnmountTabPanelOnChange: props.flag('shouldUnmountTabPanelOnChange'),
      })}
      {...testIdOf(props)}
      onChange={(index) => onChange?.(index)}
    >
      {/* the list and each panel must be children of their own */}
      {node.children.map((child) => (
        <NodeList key={child.key} nodes={[child]} />
      ))}
    </Tabs>
  );
};

const TabListView: Renderer = ({ node }) => (
  <TabList>
    {node.children.map((child) => (
      <NodeList key={child.key} nodes={[child]} />
    ))}
  </TabList>
);

const TabView: Renderer = ({ node }) => (
  <Tab {...testIdOf(useProps(node))}>
    <NodeList nodes={node.children} />
  </Tab>
);

const TabPanelView: Renderer = ({ node }) => (
  <TabPanel {...testIdOf(useProps(node))}>
    <div className="tab-panel">
      <NodeList nodes={node.children} />
    </div>
  </TabPanel>
);

export const overlays: Readonly<Record<string, Renderer>> = {
  Modal: ModalView,
  ModalBody: ModalBodyView,
  ModalFooter: ModalFooterView,
  ModalHeader: ModalHeaderView,
  ModalTitle: ModalTitleView,
  ModalTransition: ModalTransitionView,
  Popup: PopupView,
  Tab: TabView,
  TabList: TabListView,
  TabPanel: TabPanelView,
  Tabs: TabsView,
};
