import { createContext, useContext, type ReactNode } from 'react';
import type { ForgeNode } from './forge-doc';

/** Draws one component of UI Kit. */
export type Renderer = (props: { readonly node: ForgeNode }) => ReactNode;

/** What every component of a surface shares. */
export interface SurfaceContext {
  /** Goes before the app's own ids, since two surfaces of one page may use the same ones. */
  readonly idPrefix: string;
  readonly renderers: Readonly<Record<string, Renderer>>;
  readonly report: (message: string) => void;
  /** Takes what a handler of the app threw. */
  readonly threw: (error: unknown) => void;
}

const Context = createContext<SurfaceContext>({
  idPrefix: '',
  renderers: {},
  report: () => undefined,
  threw: () => undefined,
});

export const SurfaceProvider = Context.Provider;

export const useSurface = (): SurfaceContext => useContext(Context);
