import * as z from 'zod/mini';

/** What a person reads when a call was refused or failed. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The person may not see the thing, or it is not there: Jira answers both alike. */
  get isRefusal(): boolean {
    return [401, 403, 404].includes(this.status);
  }
}

// the three shapes in which the platform API, the portal API and the sandbox itself report errors
const errorBody = z.object({
  errorMessages: z.optional(z.array(z.string())),
  errors: z.optional(z.record(z.string(), z.string())),
  errorMessage: z.optional(z.string()),
  message: z.optional(z.string()),
});

function errorTextOf(body: unknown, status: number): string {
  const { success, data } = z.safeParse(errorBody, body);
  const texts = success
    ? [...(data.errorMessages ?? []), ...Object.values(data.errors ?? {}), data.errorMessage, data.message]
    : [];
  return (
    texts.filter((text) => text !== undefined && text !== '').join(' ') || `The server answered ${status}.`
  );
}

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  const answer = parseJson(text);
  if (!response.ok) throw new ApiError(response.status, errorTextOf(answer, response.status));
  return answer;
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws {ApiError} when the server refuses; an Error with the path when its answer has another shape */
export async function get<S extends z.ZodMiniType>(schema: S, path: string): Promise<z.infer<S>> {
  return read(schema, path, await send('GET', path));
}

/** @throws {ApiError} */
export async function write(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  return send(method, path, body);
}

export function read<S extends z.ZodMiniType>(schema: S, path: string, answer: unknown): z.infer<S> {
  const { success, data, error } = z.safeParse(schema, answer);
  if (!success) throw new Error(`${path} answered something unexpected: ${z.prettifyError(error)}`);
  return data;
}
