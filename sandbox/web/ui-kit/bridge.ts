import * as z from 'zod/mini';
import { showFlag, closeFlag, type FlagType } from '../env/flags';
import { navigate } from '../env/router';
import { appHistory } from './app-history';
import { fetchProduct, invoke, readContext, type SurfacePlace } from './bridge-calls';
import type { Answered } from './bridge-table';
import { snapshot, type Copies, type ForgeNode } from './forge-doc';
import type { AppRealm, CallBridge } from './frame';
import { messageOf } from './message-of';
import { destinationOf } from './navigation';
import { events, publicEvents, type PageBus, type Subscription } from './page-bus';
import type { WidgetEditor } from './widget-editor';
import { publishRealtime, subscribeRealtime } from './bridge-realtime';

/** What a page makes of the things that a surface may ask its place for. */
export interface SurfaceHandlers {
  /** @returns false when this place takes no submission: the app's call then fails, as on Forge */
  readonly onSubmit?: ((payload: unknown) => boolean | Promise<boolean>) | undefined;
  readonly onClose?: ((payload: unknown) => void) | undefined;
  readonly onRefresh?: ((payload: unknown) => void) | undefined;
  /** Events of the product for this surface alone, such as a click on its gadget's refresh. */
  readonly productEvents?: PageBus | undefined;
  /** Takes a widget's settings; only a widget's edit view has one. */
  readonly widgetEditor?: WidgetEditor | undefined;
}

export interface BridgeOptions {
  readonly realm: AppRealm;
  readonly place: SurfacePlace;
  readonly handlers: () => SurfaceHandlers;
  readonly draw: (root: ForgeNode) => void;
  readonly crashed: (message: string) => void;
  readonly report: (message: string) => void;
}

type Command = (data: unknown) => unknown;
type Commands<Name extends Answered> = Readonly<Record<Name, Command>>;
type Callback = (payload: unknown) => void;

const callback = z.custom<Callback>((value) => typeof value === 'function');
const emission = z.object({ event: z.string(), payload: z.optional(z.unknown()) });
const subscription = z.object({ event: z.string(), callback });
const destination = z.looseObject({ type: z.enum(['same-tab', 'new-tab']) });
const document_ = z.object({ forgeDoc: z.unknown() });
const failure = z.object({ error: z.unknown() });

const FLAG_TYPES: readonly FlagType[] = ['info', 'success', 'warning', 'error'];
const flag = z.object({
  id: z.union([z.string(), z.number()]),
  type: z.enum(FLAG_TYPES),
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  actions: z.optional(z.array(z.object({ text: z.string(), onClick: z.optional(callback) }))),
  isAutoDismiss: z.optional(z.boolean()),
});

/** What Forge answers where there is nothing of the kind; the SDK makes its errors of it. */
const ABSENT = {
  getCookieConsentPreferences: () => null,
  isRovoEnabled: () => false,
  open: () => false,
  openModal: () => false,
  openRovo: () => false,
  trackObjectStoreAction: () => undefined,
} satisfies Partial<Commands<Answered>>;

/** The commands of Forge's bridge for one surface; a command that nobody modelled fails and is reported. */
export class Bridge {
  private readonly subscriptions: Subscription[] = [];
  private readonly closeListeners: Callback[] = [];
  private readonly commands: Commands<Answered>;

  constructor(private readonly options: BridgeOptions) {
    this.commands = {
      ...this.drawing(),
      ...this.view(),
      ...this.messages(),
      ...this.moving(),
      ...ABSENT,
    };
  }

  readonly call: CallBridge = async (name, data) => {
    const commands: Readonly<Record<string, Command>> = this.commands;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw this.refusal(`The sandbox does not model the bridge command '${name}'.`);
    try {
      return await command(data);
    } catch (error) {
      // what the app catches must be an Error of its own window
      throw new this.options.realm.Error(messageOf(error));
    }
  };

  /** Ends subscriptions and tells the app that its view closes. */
  close(): void {
    for (const listener of this.closeListeners) listener(undefined);
    for (const { unsubscribe } of this.subscriptions) unsubscribe();
  }

  private refusal(message: string): Error {
    this.options.report(message);
    return new this.options.realm.Error(message);
  }

  private drawing() {
    const { draw, crashed, report } = this.options;
    const copies: Copies = new WeakMap();
    return {
      reconcile: (data) => {
        const root = snapshot(z.parse(document_, data).forgeDoc, copies);
        if (root.type === 'Root') draw(root);
        else report(`The sandbox draws no ${root.type}.`);
      },
      onError: (data) => {
        crashed(messageOf(z.parse(failure, data).error));
      },
      enableTheming: () => undefined,
      emitReadyEvent: () => undefined,
    } satisfies Partial<Commands<Answered>>;
  }

  private view() {
    const { place, realm, handlers, report } = this.options;
    return {
      invoke: (data) => invoke(place, realm, data),
      fetchProduct: (data) => fetchProduct(place, realm, report, data),
      getContext: () => readContext(place, realm),
      submit: async (data) => (await handlers().onSubmit?.(data)) ?? false,
      close: (data) => {
        const { onClose } = handlers();
        onClose?.(data);
        return onClose !== undefined;
      },
      refresh: (data) => {
        const { onRefresh } = handlers();
        onRefresh?.(data);
        return onRefresh !== undefined;
      },
      onClose: (data) => {
        this.closeListeners.push(z.parse(callback, data));
        return true;
      },
      changeWindowTitle: (data) => {
        document.title = z.parse(z.string(), data);
      },
      getWidgetEditApi: () => {
        const { widgetEditor } = handlers();
        if (!widgetEditor) throw new Error('Only the edit view of a widget has an editor.');
        return widgetEditor.api(realm);
      },
      createHistory: () => {
        const { history, stop } = appHistory(place);
        this.subscriptions.push({ unsubscribe: stop });
        return history;
      },
    } satisfies Partial<Commands<Answered>>;
  }

  private messages() {
    const { place, realm } = this.options;
    return {
      emit: (data) => emit(events, data),
      on: (data) => this.hear(data),
      emitPublic: (data) => emit(publicEvents, data),
      onPublic: (data) => this.subscribe(publicEvents, data),
      subscribeRealtimeChannel: async (data) => this.keep(await subscribeRealtime(place, realm, data)),
      publishRealtimeChannel: (data) => publishRealtime(place, realm, data),
      showFlag: (data) => {
        const { id, title = '', description, isAutoDismiss, type, actions = [] } = z.parse(flag, data);
        showFlag({
          id: String(id),
          type,
          title,
          ...(description === undefined ? {} : { description }),
          ...(isAutoDismiss === undefined ? {} : { isAutoDismiss }),
          actions: actions.map(({ text, onClick }) => ({
            text,
            onClick: () => {
              onClick?.(undefined);
            },
          })),
        });
        return true;
      },
      closeFlag: (data) => {
        closeFlag(String(z.parse(z.object({ id: z.union([z.string(), z.number()]) }), data).id));
        return true;
      },
    } satisfies Partial<Commands<Answered>>;
  }

  private moving() {
    return {
      navigate: (data) => {
        const { type, ...rest } = z.parse(destination, data);
        const to = destinationOf(rest);
        if (type === 'new-tab') window.open(to.href, '_blank', 'noopener');
        else if (to.path === undefined) window.location.assign(to.href);
        else navigate(to.path);
      },
      getUrl: (data) => destinationOf(z.parse(z.looseObject({}), data)).href,
      reload: () => {
        window.location.reload();
      },
    } satisfies Partial<Commands<Answered>>;
  }

  private subscribe(bus: PageBus, data: unknown): Subscription {
    const { event, callback: listener } = z.parse(subscription, data);
    return this.keep(bus.on(event, listener));
  }

  /** The app's own events, and those of the product for this surface. */
  private hear(data: unknown): Subscription {
    const { event, callback: listener } = z.parse(subscription, data);
    const both = [events, this.options.handlers().productEvents].flatMap(
      (bus) => bus?.on(event, listener) ?? [],
    );
    return this.keep({
      unsubscribe: () => {
        for (const { unsubscribe } of both) unsubscribe();
      },
    });
  }

  private keep(kept: Subscription): Subscription {
    this.subscriptions.push(kept);
    return kept;
  }
}

function emit(bus: PageBus, data: unknown): void {
  const { event, payload } = z.parse(emission, data);
  bus.emit(event, payload);
}
