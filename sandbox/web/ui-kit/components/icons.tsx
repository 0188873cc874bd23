import Tile from '@atlaskit/tile';
import { token } from '@atlaskit/tokens';
import type { NewCoreIconProps } from '@atlaskit/icon';
import type { ComponentType } from 'react';
import { cssToken } from '../css-tokens';
import { NodeList } from '../node-list';
import { given, testIdOf, useProps, type Props } from '../props';
import { useSurface, type Renderer } from '../surface-context';
import * as glyphs from './glyphs';
import { legacyGlyphs } from './legacy-glyphs';

export type Glyph = ComponentType<NewCoreIconProps>;

const table: Readonly<Record<string, Glyph>> = glyphs;

/** The icon of that name: one of today's, or what replaced one of Atlassian's older set. */
export function glyphNamed(name: string): Glyph | undefined {
  const today = legacyGlyphs[name] ?? name;
  const key = today.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Reads a property that names an icon. */
export function useGlyph(props: Props, name: string): Glyph | undefined {
  const { report } = useSurface();
  const wanted = props.text(name);
  if (wanted === undefined) return undefined;
  const glyph = glyphNamed(wanted);
  if (!glyph) report(`There is no icon '${wanted}'.`);
  return glyph;
}

type IconColor = NonNullable<NewCoreIconProps['color']>;

const IconView: Renderer = ({ node }) => {
  const props = useProps(node);
  const Icon = useGlyph(props, 'glyph');
  const color = cssToken(props.text('color') ?? props.text('primaryColor') ?? '');
  if (!Icon) return null;
  return (
    <Icon
      label={props.text('label') ?? ''}
      size={props.choice('size', ['small', 'medium', 'large'] as const) === 'small' ? 'small' : 'medium'}
      // whatever token it is, it is one
      {...given({ color: color as IconColor | undefined })}
    />
  );
};

const TILE_SIZES = ['xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge'] as const;

const TileView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Tile
      label={props.text('label') ?? ''}
      {...given({
        size: props.choice('size', TILE_SIZES),
        hasBorder: props.flag('hasBorder'),
        isInset: props.flag('isInset'),
      })}
      {...testIdOf(props)}
    >
      <NodeList nodes={node.children} />
    </Tile>
  );
};

/** Work item types and the like, without the colors that only Atlassian's own package has. */
const OBJECT_GLYPHS: Readonly<Record<string, string>> = {
  blog: 'quotation-mark',
  changes: 'changes',
  code: 'angle-brackets',
  idea: 'lightbulb',
  improvement: 'arrow-up',
  'new-feature': 'add',
  'page-live-doc': 'page',
  question: 'question-circle',
  subtask: 'subtasks',
};

const ObjectIcon: Renderer = ({ node }) => {
  const props = useProps(node);
  const { report } = useSurface();
  const name = props.text('glyph') ?? '';
  const Icon = glyphNamed(OBJECT_GLYPHS[name] ?? name);
  if (!Icon) {
    report(`There is no icon '${name}'.`);
    return null;
  }
  return <Icon label={props.text('label') ?? name} color={token('color.icon.information')} />;
};

const ObjectTile: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Tile
      label={props.text('label') ?? ''}
      {...given({ size: props.choice('size', TILE_SIZES) })}
      {...testIdOf(props)}
    >
      <ObjectIcon node={node} />
    </Tile>
  );
};

export const icons: Readonly<Record<string, Renderer>> = {
  AtlassianIcon: ObjectIcon,
  AtlassianTile: ObjectTile,
  Icon: IconView,
  Tile: TileView,
};
