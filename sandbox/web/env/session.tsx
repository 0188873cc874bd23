import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { becomePerson, getSession, type Person, type Session } from '../api/session';
import { clock } from './clock';
import { rememberPeople } from './people';

interface SessionContext {
  readonly session: Session;
  readonly become: (accountId: string) => Promise<void>;
}

const Context = createContext<SessionContext | undefined>(undefined);

interface ProviderProps {
  readonly children: ReactNode;
  readonly loading: ReactNode;
  readonly failed: (error: unknown, retry: () => void) => ReactNode;
}

/** Loads who looks at the pages and what there is on the site. */
export function SessionProvider({ children, loading, failed }: ProviderProps): ReactNode {
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<unknown>();

  const load = useCallback(async () => {
    setError(undefined);
    try {
      const loaded = await getSession();
      clock.hear(loaded.now);
      rememberPeople(loaded.people);
      setSession(loaded);
    } catch (caught) {
      setError(caught);
    }
  }, []);

  const become = useCallback(
    async (accountId: string) => {
      await becomePerson(accountId);
      await load();
    },
    [load],
  );

  useEffect(() => {
    void load();
  }, [load]);

  const value = useMemo(() => session && { session, become }, [session, become]);
  if (value) return <Context.Provider value={value}>{children}</Context.Provider>;
  return error === undefined ? loading : failed(error, () => void load());
}

export function useSession(): SessionContext {
  const context = useContext(Context);
  if (!context) throw new Error('There is no session around this component.');
  return context;
}

export const useViewer = (): Person | undefined => useSession().session.viewer;

/** Where the viewer's days begin; the company's clock when nobody is signed in. */
export const useTimeZone = (): string => useViewer()?.timeZone ?? 'Etc/UTC';
