import { jsonResponse } from '../../json-response';

/** A JSON answer of the platform, as the SDK expects it below `__forge_fetch__`. */
export function answer(status: number, body?: unknown, headers: Record<string, string> = {}): Response {
  if (body === undefined || status === 204) return new Response(null, { status, headers });
  return jsonResponse(body, status, headers);
}

/** The platform refuses the call itself; the SDK turns the header into a ProxyRequestError. */
export const platformRefusal = (status: number, code: string): Response =>
  answer(status, { code }, { 'forge-proxy-error': code });
