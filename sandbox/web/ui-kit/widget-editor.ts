import * as z from 'zod/mini';
import type { AppRealm } from './frame';
import { messageOf } from './message-of';

export type WidgetConfig = Readonly<Record<string, unknown>>;

const config = z.record(z.string(), z.unknown());
const method = z.custom<(...args: unknown[]) => unknown>((value) => typeof value === 'function');

/** What came from the app's window, as this window's own. */
const own = (value: unknown): WidgetConfig => z.parse(config, JSON.parse(JSON.stringify(value)));

/**
 * A widget's settings while they are being changed: the app says what they are, the dashboard's own button saves them.
 * What Atlassian does not document, the sandbox decides: `updateConfig` replaces all of them, an `onProductSave` that
 * throws saves nothing, and `onSave` gets what was saved, or else what the app said last.
 * @see https://developer.atlassian.com/platform/forge/apis-reference/dashboard-bridge-apis/widget-edit/
 */
export class WidgetEditor {
  private said: WidgetConfig;
  private readonly handlers: Partial<
    Record<'onSave' | 'onProductSave' | 'onSaveError', (...args: unknown[]) => unknown>
  > = {};
  private realm: AppRealm | undefined;

  constructor(
    stored: WidgetConfig | undefined,
    private readonly onChange: (said: WidgetConfig) => void,
  ) {
    this.said = stored ?? {};
  }

  /** What the bridge hands to the app for `getWidgetEditApi`. */
  api(realm: AppRealm): Readonly<Record<string, (data: unknown) => void>> {
    this.realm = realm;
    const take = (name: keyof typeof this.handlers) => (data: unknown) => {
      this.handlers[name] = z.parse(method, data);
    };
    return {
      onSave: take('onSave'),
      onProductSave: take('onProductSave'),
      onSaveError: take('onSaveError'),
      updateConfig: (data) => {
        this.said = own(data);
        this.onChange(this.said);
      },
    };
  }

  /**
   * Saves as the dashboard's button does: the app is asked what to keep, which is nothing where it answers nothing or
   * takes no part, and learns when that is done, or why not.
   * @param keep stores settings with the dashboard
   * @throws {Error} with what went wrong, after the app was given the error
   */
  async save(widgetId: string, keep: (settings: WidgetConfig) => Promise<unknown>): Promise<void> {
    try {
      const answer = await this.handlers.onProductSave?.(this.theirs(this.said));
      const kept = answer === undefined || answer === null ? undefined : own(answer);
      if (kept) await keep(kept);
      await this.handlers.onSave?.(this.theirs(kept ?? this.said), widgetId);
    } catch (error) {
      const { realm } = this;
      if (realm) this.handlers.onSaveError?.(new realm.Error(messageOf(error)));
      throw new Error(messageOf(error), { cause: error });
    }
  }

  private theirs(settings: WidgetConfig): unknown {
    return this.realm?.JSON.parse(JSON.stringify(settings));
  }
}
