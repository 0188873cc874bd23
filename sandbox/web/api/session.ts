import * as z from 'zod/mini';
import { get, read, write } from './http';

const person = z.object({
  accountId: z.string(),
  displayName: z.string(),
  email: z.string(),
  kind: z.string(),
  active: z.boolean(),
  timeZone: z.string(),
  role: z.string(),
});

const project = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  serviceDeskId: z.string(),
  portalId: z.number(),
});

const module = z.object({
  type: z.string(),
  key: z.string(),
  title: z.optional(z.string()),
  resource: z.optional(z.string()),
  editResource: z.optional(z.string()),
});

const session = z.object({
  site: z.object({ name: z.string(), cloudId: z.string(), url: z.string() }),
  app: z.object({ id: z.string() }),
  now: z.number(),
  viewer: z.optional(person),
  people: z.array(person),
  projects: z.array(project),
  dashboards: z.array(z.object({ id: z.string(), name: z.string() })),
  modules: z.array(module),
});

export type Person = z.infer<typeof person>;
export type Project = z.infer<typeof project>;
/** A place of the app in the product, as manifest.yml declares it. */
export type Module = z.infer<typeof module>;
export type Session = z.infer<typeof session>;

export const getSession = (): Promise<Session> => get(session, '/sandbox/api/session');

export const becomePerson = (accountId: string): Promise<unknown> =>
  write('POST', '/sandbox/api/person', { accountId });

/** Moves the virtual clock; resolves with its new time once everything due until then has run. */
export async function advanceClock(advanceMs: number): Promise<number> {
  const path = '/sandbox/api/clock';
  return read(z.object({ now: z.number() }), path, await write('POST', path, { advanceMs })).now;
}

export const avatarOf = (accountId: string): string => `/sandbox/avatar/${encodeURIComponent(accountId)}`;
