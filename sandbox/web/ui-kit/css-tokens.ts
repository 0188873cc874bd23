import tokenNames from '@atlaskit/tokens/token-names';

const names: Readonly<Record<string, string>> = tokenNames;

/** `color.text` as `var(--ds-text)`; undefined when there is no such token. */
export function cssToken(name: string): string | undefined {
  const variable = Object.hasOwn(names, name) ? names[name] : undefined;
  return variable === undefined ? undefined : `var(${variable})`;
}

/** A token's value, or a CSS color given as such. */
export const cssColor = (value: string): string => cssToken(value) ?? value;
