import { useEffect, useRef } from 'react';
import * as z from 'zod/mini';
import { clock } from './clock';
import { hearRealtime, PAGE_ID } from './realtime';

const issueChange = z.object({
  id: z.string(),
  key: z.string(),
  projectId: z.optional(z.string()),
  eventType: z.string(),
  atlassianId: z.optional(z.string()),
});

export type IssueChange = z.infer<typeof issueChange>;

/** Something happened on the server, or somebody moved its clock, so that a page should look again. */
export type Change =
  | { readonly kind: 'issue'; readonly issue: IssueChange }
  | { readonly kind: 'invocation'; readonly id: string }
  | { readonly kind: 'clock' };

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();

export function announce(change: Change): void {
  for (const listener of listeners) listener(change);
}

export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Opens the server's stream of changes; the browser itself reconnects when it breaks. */
export function followServer(): void {
  const stream = new EventSource(`/sandbox/api/changes?page=${PAGE_ID}`);
  stream.addEventListener('time', ({ data }: MessageEvent<string>) => {
    clock.hear(Number(data));
  });
  stream.addEventListener('invocation', ({ data }: MessageEvent<string>) => {
    announce({ kind: 'invocation', id: data });
  });
  stream.addEventListener('realtime', ({ data }: MessageEvent<string>) => {
    hearRealtime(data);
  });
  stream.addEventListener('issue', ({ data }: MessageEvent<string>) => {
    announce({ kind: 'issue', issue: z.parse(issueChange, JSON.parse(data)) });
  });
}

const SETTLE_MS = 150;

/** Calls `look` soon after the last of several changes that `concerns` picks. */
export function useChanges(concerns: (change: Change) => boolean, look: () => void): void {
  const latest = useRef({ concerns, look });
  latest.current = { concerns, look };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange((change) => {
      if (!latest.current.concerns(change)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        latest.current.look();
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
}
