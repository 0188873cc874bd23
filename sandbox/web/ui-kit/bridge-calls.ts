import * as z from 'zod/mini';
import { themeNow } from '../env/theme';
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
      /** What a widget's settings say before they are saved. */
      readonly draft?: Readonly<Record<string, unknown>>;
    }
  | { readonly page: 'portal-profile' }
  | { readonly page: 'project'; readonly projectKey: string }
  | { readonly page: 'admin' }
  /** A rule of Automation with one action. */
  | { readonly page: 'rule'; readonly actionKey: string };

export interface SurfacePlace {
  readonly moduleKey: string;
  readonly place: Place;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

export async function post(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

const refusal = z.object({ message: z.string() });

export const reasonIn = ({ text, status }: Answer): string => {
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
  return realm.JSON.parse(JSON.stringify({ ...context, theme: themeNow() })) as unknown;
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
  if (product !== 'jira' || !restPath.startsWith('/rest/')) {
    throw new Error(`The sandbox does not model this request to ${product}: ${restPath}`);
  }
  const { method = 'GET', body, headers } = fetchRequestInit;
  const response = await fetch(restPath, {
    method,
    // of a form the browser writes the content type itself, with the boundary in it
    headers: [
      ...headers.filter(([name]) => !isMultipartFormData || name.toLowerCase() !== 'content-type'),
      ['x-sandbox-module', moduleKey],
    ],
    ...(body == null || method === 'GET' ? {} : { body: isMultipartFormData ? formOf(body) : body }),
  });
  const content = await contentOf(response);
  if (response.status === 501) report(`The sandbox does not model ${method} ${restPath}`);
  if (response.status === 401) report(`${method} ${restPath}: ${content.body}`);
  const answer = {
    ...content,
    headers: Object.fromEntries(response.headers),
    status: response.status,
    statusText: response.statusText,
  };
  return realm.JSON.parse(JSON.stringify(answer)) as unknown;
}

const fields = z.record(z.string(), z.unknown());
const FILE_URL = /^data:.*?;base64,(.*)$/s;

/** The form of a request as the SDK sends it: files as data URLs under `file`, their names and types beside them. */
function formOf(body: string): FormData {
  const given = z.parse(fields, JSON.parse(body));
  const form = new FormData();
  for (const [key, value] of Object.entries(given)) {
    if (/^__file.*(Name|Type)$/.test(key)) continue;
    const encoded = key === 'file' ? FILE_URL.exec(String(value))?.[1] : undefined;
    if (encoded === undefined) form.append(key, String(value));
    else form.append(key, blobOf(encoded, String(given['__fileType'])), String(given['__fileName']));
  }
  return form;
}

const blobOf = (base64: string, type: string): Blob =>
  new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type });

interface Content {
  readonly body: string;
  readonly isAttachment: boolean;
}

/** Text as it is; anything else in base64, as Forge marks it. Which types Forge takes for text is not documented. */
async function contentOf(response: Response): Promise<Content> {
  const type = response.headers.get('content-type') ?? '';
  if (type === '' || /^text\/|json|xml|javascript/.test(type)) {
    return { body: await response.text(), isAttachment: false };
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { body: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')), isAttachment: true };
}
