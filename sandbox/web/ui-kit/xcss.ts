import { xcss } from '@atlaskit/primitives/xcss';

const BORDER_STYLES = ['dotted', 'dashed', 'solid', 'none', 'hidden'];
const OVERFLOWS = ['hidden', 'visible', 'scroll', 'auto'];

/** Properties that take a closed set of values in UI Kit. */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  display: ['block', 'inline-block', 'inline', 'none'],
  position: ['relative', 'static'],
  overflow: OVERFLOWS,
  overflowX: OVERFLOWS,
  overflowY: OVERFLOWS,
  borderStyle: BORDER_STYLES,
  borderTopStyle: BORDER_STYLES,
  borderRightStyle: BORDER_STYLES,
  borderBottomStyle: BORDER_STYLES,
  borderLeftStyle: BORDER_STYLES,
};

const FREE = ['textAlign', 'flexGrow', 'width', 'height', 'minWidth', 'maxWidth', 'minHeight', 'maxHeight'];
const TOKENS = [
  'color',
  'boxShadow',
  'opacity',
  'backgroundColor',
  'borderColor',
  'borderWidth',
  'borderRadius',
];
const SIDES = /^(margin|padding)((Block|Inline)(Start|End)?|Top|Right|Bottom|Left)?$/;
const BORDER_SIDES =
  /^border((Block|Inline)(Start|End)?|Top|Right|Bottom|Left)(Color|Width)$|^border(Top|Bottom)(Left|Right)Radius$|^border(Start|End)(Start|End)Radius$/;
const NESTED = /^:|^@media /;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKnown = (name: string): boolean =>
  FREE.includes(name) || TOKENS.includes(name) || SIDES.test(name) || BORDER_SIDES.test(name);

type StyleObject = Readonly<Record<string, unknown>>;

/** Properties checked one by one, as the class that Atlaskit's primitives take. */
const compile = (styles: StyleObject) =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor works on literals at build time only
  xcss(styles as Parameters<typeof xcss>[0]);

/**
 * Styles as UI Kit's `xcss` takes them: tokens by name, and only the properties that UI Kit lets through.
 * @param report hears of the others, which Forge would drop without a word
 */
export function stylesOf(
  styles: unknown,
  report: (message: string) => void,
): ReturnType<typeof compile> | undefined {
  const allowed = filter(styles, report);
  return Object.keys(allowed).length === 0 ? undefined : compile(allowed);
}

function filter(styles: unknown, report: (message: string) => void): StyleObject {
  if (Array.isArray(styles)) {
    return Object.fromEntries(styles.flatMap((one) => Object.entries(filter(one, report))));
  }
  if (!isRecord(styles)) return {};
  const entries = Object.entries(styles).flatMap(([name, value]): [string, unknown][] => {
    if (NESTED.test(name)) return [[name, filter(value, report)]];
    const closed = Object.hasOwn(CLOSED, name) ? CLOSED[name] : undefined;
    if (closed ? closed.includes(String(value)) : isKnown(name)) return [[name, value]];
    report(`xcss: UI Kit does not support ${name}: ${String(value)}`);
    return [];
  });
  return Object.fromEntries(entries);
}
