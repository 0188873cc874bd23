import { followClock } from '../env/clock';
import { messageOf } from './message-of';

/** Answers one command of the bridge; `data` comes from the app's window as it is. */
export type CallBridge = (command: string, data?: unknown) => Promise<unknown>;

type AppWindow = Window & typeof globalThis & { __bridge?: { readonly callBridge: CallBridge } };

export interface FrameOptions {
  readonly title: string;
  /** The surface's script, as the server bundled it. */
  readonly script: string;
  /** @param realm the app's window: what the app shall recognize as an Error must be made there */
  readonly bridge: (realm: AppRealm) => CallBridge;
  readonly onCrash: (message: string) => void;
}

export interface AppRealm {
  readonly Error: ErrorConstructor;
  readonly JSON: JSON;
}

/**
 * Starts a surface's script in a hidden window of its own, with the bridge in place before the first line
 * runs. @returns ends it
 */
export function startFrame({ title, script, bridge, onCrash }: FrameOptions): () => void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = title;
  // an empty document of its own, so that no browser replaces it once more while it loads
  frame.srcdoc = '<!doctype html><title>surface</title>';
  frame.addEventListener('load', () => {
    const realm = frame.contentWindow as AppWindow | null;
    if (!realm) return;
    followClock(realm);
    realm.__bridge = { callBridge: bridge(realm) };
    realm.addEventListener('error', ({ message }) => {
      onCrash(message);
    });
    realm.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
      onCrash(messageOf(reason));
    });
    const element = realm.document.createElement('script');
    element.src = script;
    element.addEventListener('error', () => {
      onCrash(`${script} could not be loaded`);
    });
    realm.document.head.append(element);
  });
  document.body.append(frame);
  return () => {
    frame.remove();
  };
}
