import EmptyState from '@atlaskit/empty-state';
import SectionMessage from '@atlaskit/section-message';
import { Component, useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Module } from '../api/session';
import { reportProblem } from '../env/problems';
import { colorMode, themeNow } from '../env/theme';
import { Lines } from '../parts/skeleton';
import { Bridge, type SurfaceHandlers } from './bridge';
import { refusalToShow, type Place } from './bridge-calls';
import type { ForgeNode } from './forge-doc';
import { startFrame } from './frame';
import { NodeView } from './node-list';
import { messageOf } from './message-of';
import { events } from './page-bus';
import { renderers } from './renderers';
import { SurfaceProvider } from './surface-context';

interface SurfaceProps extends SurfaceHandlers {
  readonly module: Module;
  readonly place: Place;
  /** Which of the module's resources runs. */
  readonly view?: 'main' | 'edit';
}

type State =
  | { readonly is: 'starting' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'crashed'; readonly message: string }
  | { readonly is: 'drawn'; readonly root: ForgeNode };

/**
 * Runs one UI Kit surface of the app and draws what it commits, in this page's own React tree: theme, focus,
 * modals and flags are the page's.
 */
export function Surface({ module, place, view = 'main', ...handlers }: SurfaceProps): ReactNode {
  const [state, setState] = useState<State>({ is: 'starting' });
  const [complaints, setComplaints] = useState<readonly string[]>([]);
  const idPrefix = useId();
  const latest = useRef(handlers);
  latest.current = handlers;
  const placeKey = JSON.stringify(place);

  const report = useCallback(
    (message: string): void => {
      reportProblem(module.key, message);
    },
    [module.key],
  );
  const complain = useCallback(
    (message: string): void => {
      report(message);
      setComplaints((known) => (known.includes(message) ? known : [...known, message]));
    },
    [report],
  );
  const shared = useMemo(
    () => ({
      idPrefix,
      renderers,
      report,
      threw: (error: unknown): void => {
        complain(messageOf(error));
      },
    }),
    [idPrefix, report, complain],
  );

  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    const surface = { moduleKey: module.key, place };
    const resource = view === 'edit' ? module.editResource : module.resource;
    const crashed = (message: string): void => {
      complain(message);
      setState((known) => (known.is === 'drawn' ? known : { is: 'crashed', message }));
    };
    const start = (): void => {
      let bridge: Bridge | undefined;
      const end = startFrame({
        title: `${module.key} (the app's code)`,
        script: `/sandbox/assets/surface-${resource ?? ''}.js`,
        onCrash: crashed,
        bridge: (realm) => {
          bridge = new Bridge({
            realm,
            place: surface,
            handlers: () => latest.current,
            draw: (root) => {
              if (!isGone) setState({ is: 'drawn', root });
            },
            crashed,
            report: complain,
          });
          return bridge.call;
        },
      });
      stop = () => {
        bridge?.close();
        end();
      };
    };
    refusalToShow(surface).then(
      (reason) => {
        if (isGone) return;
        if (reason === undefined) start();
        else setState({ is: 'refused', reason });
      },
      (error: unknown) => {
        crashed(String(error));
      },
    );
    return () => {
      isGone = true;
      stop?.();
    };
  }, [module.key, placeKey, view, complain]);

  return (
    <div data-surface={module.key} data-surface-state={state.is} className="surface">
      {complaints.length === 0 ? null : (
        <div className="surface-complaints">
          <SectionMessage appearance="error" title="Something went wrong in the app's surface">
            <ul>
              {complaints.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </SectionMessage>
        </div>
      )}
      <SurfaceProvider value={shared}>
        <Boundary key={placeKey} onError={complain}>
          <Body state={state} />
        </Boundary>
      </SurfaceProvider>
    </div>
  );
}

function Body({ state }: { readonly state: State }): ReactNode {
  switch (state.is) {
    case 'starting':
      return <Lines count={4} label="The app is loading" />;
    case 'refused':
      return (
        <EmptyState
          header="You don't have permission"
          headingLevel={3}
          headingSize="xsmall"
          width="narrow"
          description={state.reason}
        />
      );
    case 'crashed':
      return null;
    case 'drawn':
      return <NodeView node={state.root} />;
  }
}

interface BoundaryProps {
  readonly onError: (message: string) => void;
  readonly children: ReactNode;
}

/** Keeps the page standing when drawing a surface fails. */
class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error): void {
    this.props.onError(`The sandbox failed to draw the surface: ${error.message}`);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

/** Tells running surfaces of a new color mode, as the product's front end does. */
export const followColorMode = (): (() => void) =>
  colorMode.subscribe(() => {
    events.emit('FORGE_CORE_THEME_CHANGED', { theme: themeNow() });
  });
