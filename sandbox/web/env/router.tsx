import { forwardRef, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

const MOVED = 'sandbox:moved';

/** Path, query and fragment of the page, as one string that changes with it. */
const address = (): string => `${location.pathname}${location.search}${location.hash}`;

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

export const onMove = subscribe;

export function navigate(to: string, how: 'push' | 'replace' = 'push', state: unknown = null): void {
  if (how === 'push') history.pushState(state, '', to);
  else history.replaceState(state, '', to);
  window.dispatchEvent(new Event(MOVED));
}

export function usePath(): string {
  useSyncExternalStore(subscribe, address);
  return location.pathname;
}

/** Reads `:name` parts of a path; a pattern that ends with `/*` also takes everything below. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const open = wanted.at(-1) === '*';
  if (open) wanted.pop();
  if (given.length < wanted.length || (!open && given.length > wanted.length)) return undefined;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) found[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return found;
}

/** Where a link leads inside this site; undefined for other sites and for files. */
export function internalPath(href: string): string | undefined {
  const url = new URL(href, location.href);
  if (url.origin !== location.origin || /^\/(rest|sandbox)\//.test(url.pathname)) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}

const opensElsewhere = (event: MouseEvent<HTMLAnchorElement>): boolean =>
  event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { href: string };

/** The link that every Atlaskit component uses: moves inside the page where it can. */
export const RouterLink = forwardRef<HTMLAnchorElement, Props>(function RouterLink(
  { href, onClick, children, ...rest },
  ref,
) {
  return (
    <a
      {...rest}
      ref={ref}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        const path = internalPath(href);
        if (event.defaultPrevented || opensElsewhere(event) || rest.target || path === undefined) return;
        event.preventDefault();
        navigate(path);
      }}
    >
      {children}
    </a>
  );
});
