import { createContext, useContext } from 'react';

const Context = createContext(false);

/** Marks what lies in a modal's scrolling body, which would cut menus off. */
export const InModalProvider = Context.Provider;

export const useMenuPlacement = (): { menuPosition?: 'fixed' } =>
  useContext(Context) ? { menuPosition: 'fixed' } : {};
