import * as z from 'zod/mini';

/** Names this page to the server, which tells it of events through the page's one stream of changes. */
export const PAGE_ID = crypto.randomUUID();

const listeners = new Map<string, (payload: unknown) => void>();
const event = z.object({ id: z.string(), payload: z.optional(z.unknown()) });

/** @returns forgets it */
export function onRealtime(id: string, listener: (payload: unknown) => void): () => void {
  listeners.set(id, listener);
  return () => {
    listeners.delete(id);
  };
}

/** @param data an event as the server writes it into the stream */
export function hearRealtime(data: string): void {
  const { id, payload } = z.parse(event, JSON.parse(data));
  listeners.get(id)?.(payload);
}
