import type { SyntheticEvent } from 'react';

/** What an app receives for an event of an input: no DOM objects, as on Forge. */
export interface InputEvent {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly eventPhase: number;
  readonly isTrusted: boolean;
  readonly timeStamp: number;
  readonly target: {
    readonly value?: string;
    readonly checked?: boolean;
    readonly name?: string;
    readonly id?: string;
    readonly type?: string;
    readonly tagName?: string;
    readonly selectionStart?: number | null;
    readonly selectionEnd?: number | null;
  };
}

const readable = (element: EventTarget): InputEvent['target'] => {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    const { value, name, id, type, tagName, selectionStart, selectionEnd } = element;
    const checked = element instanceof HTMLInputElement ? { checked: element.checked } : {};
    return { value, name, id, type, tagName, selectionStart, selectionEnd, ...checked };
  }
  return element instanceof Element ? { id: element.id, tagName: element.tagName } : {};
};

export function inputEvent(event: SyntheticEvent): InputEvent {
  const { type, bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp, target } = event;
  return {
    type,
    bubbles,
    cancelable,
    defaultPrevented,
    eventPhase,
    isTrusted,
    timeStamp,
    target: readable(target),
  };
}

type Listener = (event: SyntheticEvent) => void;

/** Turns a React event handler's call into one that an app may see. */
export const passing = (handler: ((event: InputEvent) => void) | undefined): Listener | undefined =>
  handler &&
  ((event) => {
    handler(inputEvent(event));
  });
