/** One element of a UI Kit surface, as the host draws it. */
export interface ForgeNode {
  readonly type: string;
  readonly key: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly ForgeNode[];
}

/** A React element that the app passed in a property, such as an empty state's action. */
export class ElementProp {
  constructor(readonly nodes: readonly ForgeNode[]) {}
}

// @forge/react puts it before ids on creation; some versions leave it out after an update
const ID_PREFIX = /^forge-app-[0-9a-f]{5}-/;
const ID_PROPS = ['id', 'labelFor', 'inputId', 'titleId', 'aria-labelledby', 'aria-describedby'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isElement = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && '$$typeof' in value;

interface Copied {
  readonly props: unknown;
  readonly text: unknown;
  readonly copy: ForgeNode;
}

/** What an element of a forgeDoc was copied to, so that the next copy of the same document is the same there. */
export type Copies = WeakMap<object, Copied>;

/**
 * Copies a forgeDoc, which the app's reconciler goes on changing in place, into something that React may
 * draw whenever it likes. What older versions of @forge/react leave in the properties after an update
 * (children, raw ids) is put right here.
 *
 * @param copies earlier copies of this document: what has not changed since is not copied, hence not drawn, again
 */
export function snapshot(doc: unknown, copies: Copies = new WeakMap()): ForgeNode {
  if (!isObject(doc) || typeof doc['type'] !== 'string') throw new Error('This is no forgeDoc.');
  const { type, key, props, children } = doc;
  const own = isObject(props) ? props : {};
  const below = Array.isArray(children) ? children.map((child) => snapshot(child, copies)) : [];
  const known = copies.get(doc);
  if (known && isSame(known, props, own['text'], below)) return known.copy;
  const copy = { type, key: typeof key === 'string' ? key : type, props: cleanProps(own), children: below };
  copies.set(doc, { props, text: own['text'], copy });
  return copy;
}

/** The reconciler gives an element new properties, except for a text, which it changes in place. */
const isSame = (known: Copied, props: unknown, text: unknown, below: readonly ForgeNode[]): boolean =>
  known.props === props &&
  known.text === text &&
  known.copy.children.length === below.length &&
  below.every((child, index) => child === known.copy.children[index]);

function cleanProps(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(props).filter(([name]) => name !== 'children');
  return Object.fromEntries(kept.map(([name, value]) => [name, cleanProp(name, value)]));
}

function cleanProp(name: string, value: unknown): unknown {
  if (typeof value === 'string' && ID_PROPS.includes(name)) return value.replace(ID_PREFIX, '');
  if (isElement(value)) return new ElementProp(nodesOf(value, name));
  if (Array.isArray(value) && value.some(isElement)) {
    return new ElementProp(value.flatMap((item, index) => nodesOf(item, `${name}-${index}`)));
  }
  return value;
}

/** What React would make of a child, for elements that never went through the app's reconciler. */
function nodesOf(child: unknown, key: string): ForgeNode[] {
  if (typeof child === 'string' || typeof child === 'number') {
    return [{ type: 'String', key, props: { text: String(child) }, children: [] }];
  }
  if (Array.isArray(child)) return child.flatMap((item, index) => nodesOf(item, `${key}-${index}`));
  if (!isElement(child)) return [];
  const props = isObject(child['props']) ? child['props'] : {};
  const children = nodesOf(props['children'], `${key}-child`);
  const { type } = child;
  if (typeof type === 'symbol') return children;
  // a component in a property is never rendered by @forge/react, on Forge neither
  const name = typeof type === 'string' ? type : `component ${nameOf(type)} in a property`;
  return [{ type: name, key, props: cleanProps(props), children }];
}

const nameOf = (type: unknown): string => (typeof type === 'function' ? type.name : typeof type);

/** All text below a node, for names and labels. */
export function textOf(node: ForgeNode): string {
  const { text } = node.props;
  return node.type === 'String' ? String(text) : node.children.map(textOf).join('');
}

/** The children of the named content wrapper, the way composite components carry their parts. */
export const partOf = (node: ForgeNode, name: string): readonly ForgeNode[] =>
  node.children.find((child) => child.type === 'ContentWrapper' && child.props['name'] === name)?.children ??
  [];
