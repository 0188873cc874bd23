import { events } from '@forge/bridge';
import { useEffect } from 'react';

/** Reloads when the product says that what is shown may have changed. */
export function useReloadOn(
  event: 'JIRA_ISSUE_CHANGED' | 'JIRA_DASHBOARD_GADGET_REFRESH',
  reload: () => Promise<unknown>,
): void {
  useEffect(() => {
    const subscription = events.on(event, () => void reload());
    return () => {
      void subscription.then(({ unsubscribe }) => {
        unsubscribe();
      });
    };
  }, [event, reload]);
}
