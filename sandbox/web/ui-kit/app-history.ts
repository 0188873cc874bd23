import { navigate, onMove } from '../env/router';
import { projectPagePath } from './navigation';
import type { SurfacePlace } from './bridge-calls';

/** A place in the app's own part of the address, in the shape of the `history` package, version 4. */
interface AppLocation {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state: unknown;
  readonly key: string;
}

type Action = 'PUSH' | 'REPLACE' | 'POP';
type Listener = (location: AppLocation, action: Action) => void;
type To = string | { readonly pathname?: string; readonly search?: string; readonly hash?: string };

/** Where the page of a module begins, for those that have one of their own. */
function baseOf({ moduleKey, place }: SurfacePlace): string | undefined {
  switch (place.page) {
    case 'admin':
      return '/jira/settings/apps/admin-page';
    case 'project':
      return projectPagePath(place.projectKey, moduleKey);
    default:
      return undefined;
  }
}

/**
 * The app's own history below its page's address, so that its views have links.
 * @throws {Error} for modules without a page of their own, as on Forge
 */
export function appHistory(surface: SurfacePlace): { history: unknown; stop: () => void } {
  const base = baseOf(surface);
  if (base === undefined) throw new Error(`${surface.moduleKey} has no page of its own, hence no history.`);
  const listeners = new Set<Listener>();
  let action: Action = 'POP';

  const here = (): AppLocation => ({
    pathname: location.pathname.startsWith(base) ? location.pathname.slice(base.length) || '/' : '/',
    search: location.search,
    hash: location.hash,
    state: (history.state as unknown) ?? undefined,
    key: location.href,
  });
  const createHref = (to: To): string => `${base}${pathOf(to)}`;
  const go = (how: 'push' | 'replace', to: To, state: unknown): void => {
    action = how === 'push' ? 'PUSH' : 'REPLACE';
    navigate(createHref(to), how, state ?? null);
  };
  const stop = onMove(() => {
    if (location.pathname.startsWith(base)) for (const listener of listeners) listener(here(), action);
    action = 'POP';
  });
  return {
    stop,
    history: {
      action: 'POP',
      location: here(),
      createHref,
      push: (to: To, state?: unknown) => {
        go('push', to, state);
      },
      replace: (to: To, state?: unknown) => {
        go('replace', to, state);
      },
      go: (by: number) => {
        history.go(by);
      },
      goBack: () => {
        history.back();
      },
      goForward: () => {
        history.forward();
      },
      listen: (listener: Listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
  };
}

function pathOf(to: To): string {
  const path = typeof to === 'string' ? to : `${to.pathname ?? '/'}${to.search ?? ''}${to.hash ?? ''}`;
  return path === '/' ? '' : path.replace(/^(?!\/)/, '/');
}
