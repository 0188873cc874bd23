/** Takes what was sent; errors of one listener must not keep the others from hearing. */
export type Listener = (payload: unknown) => void;

export interface Subscription {
  readonly unsubscribe: () => void;
}

/** Channels by name, between the surfaces of one page and from the page to them. */
export class PageBus {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(channel: string, listener: Listener): Subscription {
    const heard = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, heard.add(listener));
    return {
      unsubscribe: () => {
        heard.delete(listener);
      },
    };
  }

  emit(channel: string, payload: unknown): void {
    for (const listener of this.listeners.get(channel) ?? []) {
      queueMicrotask(() => {
        listener(payload);
      });
    }
  }
}

/** One app is installed, so its own events and the public ones differ by name only. */
export const events = new PageBus();
export const publicEvents = new PageBus();
