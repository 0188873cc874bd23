import { useSyncExternalStore } from 'react';

type Realm = Window & typeof globalThis;

// taken before any page's Date follows the virtual clock
const realNow = Date.now.bind(Date);

/**
 * The page's view of the sandbox's virtual clock: the time the server last told, plus the real time since
 * then. A clock that tells the same time twice stands still, as it does in tests.
 */
class PageClock {
  private heard: { readonly serverTime: number; readonly at: number } | undefined;
  private standsStill = false;
  private readonly listeners = new Set<() => void>();

  readonly now = (): number => {
    if (!this.heard) return realNow();
    const { serverTime, at } = this.heard;
    return this.standsStill ? serverTime : serverTime + realNow() - at;
  };

  hear(serverTime: number): void {
    this.standsStill = this.heard?.serverTime === serverTime && realNow() - this.heard.at > 1_000;
    this.heard = { serverTime, at: realNow() };
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
}

export const clock = new PageClock();

/** Makes `Date` of a window read the virtual clock; dates made from a given time stay what they are. */
export function followClock(realm: Realm): void {
  const RealDate = realm.Date;
  realm.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) => {
      const constructed: unknown = Reflect.construct(
        target,
        given.length === 0 ? [clock.now()] : given,
        newTarget === realm.Date ? target : newTarget,
      );
      return constructed as Date;
    },
    apply: (target) => new target(clock.now()).toString(),
    get: (target, name) => (name === 'now' ? clock.now : (Reflect.get(target, name) as unknown)),
  });
}

const TICK = 1_000;
const subscribeToMinutes = (listener: () => void): (() => void) => {
  const stop = clock.subscribe(listener);
  const timer = setInterval(listener, TICK);
  return () => {
    stop();
    clearInterval(timer);
  };
};

const MINUTE = 60_000;

/** The virtual time rounded down to the minute; the component follows it. */
export const useMinute = (): number =>
  useSyncExternalStore(subscribeToMinutes, () => Math.floor(clock.now() / MINUTE) * MINUTE);
