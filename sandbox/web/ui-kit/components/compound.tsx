import Avatar from '@atlaskit/avatar';
import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import Comment, { CommentAction, CommentAuthor, CommentEdited, CommentTime } from '@atlaskit/comment';
import InlineEdit from '@atlaskit/inline-edit';
import * as z from 'zod/mini';
import { Adf } from '../../adf/adf';
import { partOf } from '../forge-doc';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import { useSurface, type Renderer } from '../surface-context';

const link = z.object({
  text: z.string(),
  onClick: z.optional(z.custom<() => void>((value) => typeof value === 'function')),
});
type LinkProp = z.infer<typeof link>;

const linkIn = (value: unknown): LinkProp | undefined => z.safeParse(link, value).data;

const actionsIn = (props: Props, name: string) =>
  (props.list(name) ?? [])
    .flatMap((item) => linkIn(item) ?? [])
    .map(({ text, onClick }) => (
      <CommentAction key={text} onClick={() => onClick?.()}>
        {text}
      </CommentAction>
    ));

const CommentView: Renderer = ({ node }) => {
  const props = useProps(node);
  const author = linkIn(props.raw('author'));
  const time = linkIn(props.raw('time'));
  const edited = props.text('edited');
  const avatar = partOf(node, 'avatar');
  const nested = node.children.filter(({ type }) => type !== 'ContentWrapper');
  return (
    <Comment
      avatar={avatar.length === 0 ? <Avatar size="medium" /> : <NodeList nodes={avatar} />}
      content={<NodeList nodes={partOf(node, 'content')} />}
      actions={actionsIn(props, 'actions')}
      errorActions={actionsIn(props, 'errorActions')}
      {...(author ? { author: <CommentAuthor>{author.text}</CommentAuthor> } : {})}
      {...(time ? { time: <CommentTime>{time.text}</CommentTime> } : {})}
      {...(edited === undefined ? {} : { edited: <CommentEdited>{edited}</CommentEdited> })}
      {...given({
        errorIconLabel: props.text('errorIconLabel'),
        highlighted: props.flag('highlighted'),
        id: props.id(),
        isError: props.flag('isError'),
        isSaving: props.flag('isSaving'),
        restrictedTo: props.text('restrictedTo'),
        savingText: props.text('savingText'),
        type: props.text('type'),
      })}
      {...testIdOf(props)}
    >
      {nested.length === 0 ? null : <NodeList nodes={nested} />}
    </Comment>
  );
};

/** The app's side keeps value and validation; here is only what opens, confirms and cancels. */
const InlineEditView: Renderer = ({ node }) => {
  const props = useProps(node);
  const onConfirm = props.handler('onConfirm');
  return (
    <InlineEdit
      defaultValue=""
      isEditing={props.flag('isEditing') ?? false}
      readView={() => <NodeList nodes={partOf(node, 'readView')} />}
      editView={() => <NodeList nodes={partOf(node, 'editView')} />}
      onConfirm={() => onConfirm?.()}
      {...given({
        cancelButtonLabel: props.text('cancelButtonLabel'),
        confirmButtonLabel: props.text('confirmButtonLabel'),
        editButtonLabel: props.text('editButtonLabel'),
        hideActionButtons: props.flag('hideActionButtons'),
        isRequired: props.flag('isRequired'),
        keepEditViewOpenOnBlur: props.flag('keepEditViewOpenOnBlur'),
        label: props.text('label'),
        onCancel: props.handler('onCancel'),
        onEdit: props.handler('onEdit'),
        readViewFitContainerWidth: props.flag('readViewFitContainerWidth'),
      })}
    />
  );
};

const AdfRendererView: Renderer = ({ node }) => {
  const props = useProps(node);
  const { report } = useSurface();
  return <Adf document={props.raw('documentWithoutMedia') ?? props.raw('document')} report={report} />;
};

const BreadcrumbsView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Breadcrumbs
      {...given({
        ellipsisLabel: props.text('ellipsisLabel'),
        itemsAfterCollapse: props.number('itemsAfterCollapse'),
        itemsBeforeCollapse: props.number('itemsBeforeCollapse'),
        label: props.text('label'),
        maxItems: props.number('maxItems'),
      })}
      {...testIdOf(props)}
    >
      {node.children.map((child) => (
        <NodeList key={child.key} nodes={[child]} />
      ))}
    </Breadcrumbs>
  );
};

const BreadcrumbsItemView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <BreadcrumbsItem
      text={props.text('text') ?? ''}
      {...given({ href: props.text('href') })}
      {...testIdOf(props)}
    />
  );
};

/** The sizes have no published numbers; these follow the avatar's. */
const IMAGE_WIDTHS = { xsmall: 24, small: 48, medium: 96, large: 192, xlarge: 384 } as const;

const ImageView: Renderer = ({ node }) => {
  const props = useProps(node);
  const size = props.choice('size', ['xsmall', 'small', 'medium', 'large', 'xlarge'] as const);
  return (
    <img
      className="ui-kit-image"
      src={props.text('src')}
      alt={props.text('alt') ?? ''}
      style={given({
        height: props.length('height'),
        width: props.length('width') ?? (size && IMAGE_WIDTHS[size]),
      })}
    />
  );
};

export const compound: Readonly<Record<string, Renderer>> = {
  AdfRenderer: AdfRendererView,
  Breadcrumbs: BreadcrumbsView,
  BreadcrumbsItem: BreadcrumbsItemView,
  Comment: CommentView,
  Image: ImageView,
  InlineEdit: InlineEditView,
};
