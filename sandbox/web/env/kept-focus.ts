import { useEffect } from 'react';

/**
 * Keeps the focus in place when the focused element goes away with what it did, such as a button that is gone
 * once it was pressed: the nearest thing around it that is still there takes the focus. Surfaces of the app
 * are left alone, for nobody does it for them on Jira.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    const remember = ({ target }: FocusEvent): void => {
      const isOurs = target instanceof Element && target.closest('.shell') && !target.closest('.surface');
      around = isOurs ? ancestorsOf(target) : [];
    };
    const recover = (): void => {
      const [last, ...outer] = around;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const still = outer.find((element) => element.isConnected);
      around = [];
      if (still instanceof HTMLElement) focusOn(still);
    };
    const observer = new MutationObserver(recover);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, []);
}

function ancestorsOf(element: Element): readonly Element[] {
  const parent = element.parentElement;
  return parent === null || parent === document.body ? [element] : [element, ...ancestorsOf(parent)];
}

function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
