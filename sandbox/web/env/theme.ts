import { Store } from './store';

export type ColorMode = 'light' | 'dark';

const KEY = 'sandbox-theme';

const isColorMode = (value: unknown): value is ColorMode => value === 'light' || value === 'dark';

/** What `?theme=` asks for, else what was chosen last, else what the system prefers. */
function initialColorMode(): ColorMode {
  const asked = new URLSearchParams(location.search).get('theme');
  if (isColorMode(asked)) return asked;
  const kept = localStorage.getItem(KEY);
  if (isColorMode(kept)) return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export const colorMode = new Store<ColorMode>(initialColorMode());

export function chooseColorMode(mode: ColorMode): void {
  localStorage.setItem(KEY, mode);
  colorMode.set(mode);
}

/** The theme as surfaces are told it: the color mode, and what Atlaskit says on the page's root of the rest. */
export function themeNow(): Readonly<Record<string, string>> {
  const parts = (document.documentElement.dataset['theme'] ?? '').split(' ').filter(Boolean);
  const themes = parts.map((part) => part.split(':'));
  return {
    ...Object.fromEntries(themes.map(([name = '', theme = name]) => [name, theme])),
    colorMode: colorMode.get(),
  };
}
