import { createContext, useContext } from 'react';

/** What a popup says about itself on the button that opens it. */
export interface TriggerAria {
  readonly 'aria-expanded'?: boolean;
  readonly 'aria-haspopup'?: 'dialog';
  readonly 'aria-controls'?: string;
}

const Context = createContext<TriggerAria>({});

export const TriggerAriaProvider = Context.Provider;

export const useTriggerAria = (): TriggerAria => useContext(Context);
