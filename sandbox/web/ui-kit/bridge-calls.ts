import * as z from 'zod/mini';
import { colorMode } from '../env/theme';
import type { AppRealm } from './frame';

/** Where in the product a page shows a module; the server knows the rest of the context. */
export type Place =
  | { readonly page: 'issue'; readonly issueKey: string }
  | { readonly page: 'portal-create'; readonly requestTypeId: string }
  | { readonly page: 'portal-request'; readonly issueKey: string }
  | {
      readonly page: 'dashboard';
      readonly dashboardId: string;
      readonly gadgetId: string;
      readonly editing: boolean;
    }
  | { readonly page: 'admin' };

export interface SurfacePlace {
  readonly moduleKey: string;
  readonly place: Place;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

async function post(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

const refusal = z.object({ message: z.string() });

const reasonIn = ({ text, status }: Answer): string => {
  try {
    return z.parse(refusal, JSON.parse(text)).message;
  } catch {
    return `the server answered ${status}`;
  }
};

const invocation = z.object({ functionKey: z.string(), payload: z.optional(z.unknown()) });

/** Runs a resolver function; what it throws rejects with the words that Forge puts before it. */
export async function invoke(place: SurfacePlace, realm: AppRealm, data: unknown): Promise<unknown> {
  const { functionKey, payload } = z.parse(invocation, data);
  const answer = await post('/sandbox/api/invoke', { ...place, functionKey, payload: payload ?? null });
  if (!answer.ok) throw new Error(`There was an error invoking the function - ${reasonIn(answer)}`);
  const { result } = z.parse(z.object({ result: z.optional(z.unknown()) }), realm.JSON.parse(answer.text));
  return result;
}

/** The module's context as the product gives it on this page. @throws {Error} when the module is not for this person */
export async function readContext(place: SurfacePlace, realm: AppRealm): Promise<unknown> {
  const answer = await post('/sandbox/api/context', place);
  if (!answer.ok) throw new Error(reasonIn(answer));
  const context = z.parse(z.looseObject({}), JSON.parse(answer.text));
  const theme = { colorMode: colorMode.get() };
  return realm.JSON.parse(JSON.stringify({ ...context, theme })) as unknown;
}

/** Why the product does not show the module to this person here; undefined when it does. */
export async function refusalToShow(place: SurfacePlace): Promise<string | undefined> {
  const answer = await post('/sandbox/api/context', place);
  if (answer.ok) return undefined;
  if (answer.status === 403) return reasonIn(answer);
  throw new Error(reasonIn(answer));
}

const productRequest = z.object({
  product: z.string(),
  restPath: z.string(),
  fetchRequestInit: z.looseObject({
    method: z.optional(z.string()),
    body: z.optional(z.nullable(z.string())),
    headers: z.array(z.tuple([z.string(), z.string()])),
  }),
  isMultipartFormData: z.boolean(),
});

/** A REST call in the viewer's name, with no more than the app's scopes. */
export async function fetchProduct(
  { moduleKey }: SurfacePlace,
  realm: AppRealm,
  report: (message: string) => void,
  data: unknown,
): Promise<unknown> {
  const { product, restPath, fetchRequestInit, isMultipartFormData } = z.parse(productRequest, data);
  if (product !== 'jira' || isMultipartFormData || !restPath.startsWith('/rest/')) {
    throw new Error(`The sandbox does not model this request to ${product}: ${restPath}`);
  }
  const { method = 'GET', body, headers } = fetchRequestInit;
  const response = await fetch(restPath, {
    method,
    headers: [...headers, ['x-sandbox-module', moduleKey]],
    ...(body == null || method === 'GET' ? {} : { body }),
  });
  const text = await response.text();
  if (response.status === 501) report(`The sandbox does not model ${method} ${restPath}`);
  if (response.status === 401) report(`${method} ${restPath}: ${text}`);
  const answer = {
    body: text,
    headers: Object.fromEntries(response.headers),
    status: response.status,
    statusText: response.statusText,
    isAttachment: false,
  };
  return realm.JSON.parse(JSON.stringify(answer)) as unknown;
}
