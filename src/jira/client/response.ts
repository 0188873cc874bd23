import type { APIResponse } from '@forge/api';
import * as z from '#zod';
import { SeatkeeperError, type ErrorCode } from '../../common/rules/errors';
import { jiraMessages } from '../rules/messages';

const platformError = z.lazy(() =>
  z.looseObject({
    errorMessages: z.array(z.string()).optional(),
    errors: z.record(z.string(), z.string()).optional(),
    errorMessage: z.string().optional(),
  }),
);

const RATE_LIMITED = 429;

/** A call that Jira turned down, with Jira's own words, which are written for people. */
export class JiraRefusal extends SeatkeeperError {
  constructor(
    readonly status: number,
    readonly reasons: readonly string[],
    code: ErrorCode,
    retryAfterSeconds?: number,
  ) {
    const didNothing = status === RATE_LIMITED || code !== 'unavailable';
    super(code, jiraMessages.answered(status, reasons), { retryAfterSeconds, didNothing });
    this.name = 'JiraRefusal';
  }
}

/** Jira's date `2026-11-23T13:52:00.000+0000` in milliseconds since the epoch. */
export const jiraDate = z.lazy(() =>
  z.string().transform((text, context) => {
    const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not-a-date' });
    return at;
  }),
);

/**
 * The body of a successful answer in the expected shape.
 * @throws {JiraRefusal} for any status but 2xx: `unavailable` when trying again can help
 * @throws {SeatkeeperError} `unavailable` when the body has another shape
 */
export async function readJson<T extends z.ZodType>(response: APIResponse, schema: T): Promise<z.infer<T>> {
  await requireOk(response);
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success)
    throw new SeatkeeperError('unavailable', jiraMessages.unexpectedAnswer, { cause: parsed.error });
  return parsed.data;
}

/** @throws {JiraRefusal} for any status but 2xx */
export async function requireOk(response: APIResponse): Promise<void> {
  if (response.ok) return;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  throw new JiraRefusal(
    response.status,
    reasonsIn(await response.text()),
    codeOf(response.status),
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429 || status >= 500) return 'unavailable';
  return status === 409 ? 'conflict' : 'invalid';
}

function reasonsIn(body: string): string[] {
  try {
    const { errorMessages = [], errors = {}, errorMessage } = platformError.parse(JSON.parse(body));
    return [
      ...errorMessages,
      ...Object.values(errors),
      ...(errorMessage === undefined ? [] : [errorMessage]),
    ];
  } catch {
    return [];
  }
}
