import { useEffect } from 'react';
import * as z from 'zod/mini';
import { get } from '../api/http';
import { Store, useStore } from './store';

/** How somebody is shown. */
export interface ShownPerson {
  readonly accountId: string;
  readonly displayName: string;
}

const user = z.object({ accountId: z.string(), displayName: z.string() });
const foundUser = z.object({
  accountId: z.string(),
  displayName: z.string(),
  emailAddress: z.optional(z.string()),
});

export type FoundUser = z.infer<typeof foundUser>;

const known = new Map<string, Store<ShownPerson | undefined>>();

function storeOf(accountId: string): Store<ShownPerson | undefined> {
  const store = known.get(accountId) ?? new Store<ShownPerson | undefined>(undefined);
  known.set(accountId, store);
  return store;
}

export function rememberPeople(people: readonly ShownPerson[]): void {
  for (const person of people) storeOf(person.accountId).set(person);
}

/** The person with that account, as soon as the name is known. */
export function usePerson(accountId: string): ShownPerson | undefined {
  const store = storeOf(accountId);
  const person = useStore(store);
  useEffect(() => {
    if (store.get() !== undefined || accountId === '') return;
    get(user, `/sandbox/api/people/${encodeURIComponent(accountId)}`).then(store.set, () => {
      store.set({ accountId, displayName: 'Unknown person' });
    });
  }, [accountId, store]);
  return person;
}

/** Who Jira lets the viewer find by name or e-mail address; customers find nobody. */
export const searchUsers = (query: string): Promise<FoundUser[]> =>
  get(z.array(foundUser), `/rest/api/3/user/search?maxResults=20&query=${encodeURIComponent(query)}`);
