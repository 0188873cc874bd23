import { z } from 'zod';
import { USUAL_MS } from '../limits';
import { permissions } from '../realtime/channel-tokens';
import { isRateLimit, RealtimeRefusal, type UiPlace } from '../realtime/realtime-channels';
import { answer } from './answer';
import { report, since, type Caller, type SeamHost, type Service } from './service';

const request = z.object({ query: z.string(), variables: z.looseObject({}) });
const publication = z.object({
  installationId: z.string(),
  name: z.string(),
  payload: z.string(),
  context: z.string().optional(),
  isGlobal: z.boolean(),
  token: z.string().optional(),
});
const overrides = z.object({ contextOverrides: z.array(z.string()) });
const signing = z.object({
  channelName: z.string().min(1),
  claims: z.looseObject({}),
  permissions: permissions.optional(),
});

/**
 * The GraphQL operations behind `@forge/realtime`.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/realtime-events-api/
 */
export const serveRealtime: Service = (host, caller, _path, init, delayMs) => {
  const started = performance.now();
  const { query, variables } = request.parse(JSON.parse(init.body ?? '{}'));
  const operation = query.includes('signRealtimeToken') ? 'sign' : 'publish';
  const channel = variables['name'] ?? variables['channelName'];
  const response = respond(host, caller, operation, variables, new Headers(init.headers));
  caller.record.calls.push({
    kind: 'realtime',
    operation,
    channel: typeof channel === 'string' ? channel : '',
    ms: since(started),
  });
  return Promise.resolve({ response, ms: USUAL_MS.realtime + delayMs });
};

function respond(
  host: SeamHost,
  caller: Caller,
  operation: 'sign' | 'publish',
  variables: unknown,
  headers: Headers,
): Response {
  try {
    const data =
      operation === 'sign' ? sign(host, caller, variables) : publish(host, caller, variables, headers);
    return answer(200, { data: { ecosystem: data } });
  } catch (error) {
    const words = operation === 'sign' ? 'Error signing realtime token' : 'Error publishing event to channel';
    const refusal = error instanceof z.ZodError ? new RealtimeRefusal(words) : error;
    if (!(refusal instanceof RealtimeRefusal)) throw error;
    if (isRateLimit(refusal)) {
      report(caller, 'limit', 'More than 50 realtime operations in a second');
      // the SDK looks at the words beside the status
      return new Response(null, { status: 429, statusText: 'Too Many Requests' });
    }
    report(caller, 'seam', `Realtime: ${refusal.message}`);
    return answer(200, { data: null, errors: [{ message: refusal.message }] });
  }
}

function publish(host: SeamHost, caller: Caller, variables: unknown, headers: Headers): unknown {
  const { installationId, name, payload, context, isGlobal, token } = publication.parse(variables);
  const { installation, uiPlace } = caller;
  if (installationId !== installation.id) throw new RealtimeRefusal('Unauthorized request');
  const contextOverrides =
    context === undefined ? undefined : overrides.parse(JSON.parse(context)).contextOverrides;
  const place: UiPlace | undefined =
    headers.get('x-forge-context-token') === caller.record.id ? uiPlace : undefined;
  const channel = { name, isGlobal, token, contextOverrides };
  const published = host.realtime.publish(installation, channel, place, JSON.parse(payload) as unknown);
  return { publishRealtimeChannel: published };
}

function sign(host: SeamHost, { installation }: Caller, variables: unknown): unknown {
  const { channelName, claims, permissions: allowed } = signing.parse(variables);
  const forgeRealtimeToken = host.realtime.sign(installation, channelName, claims, allowed);
  return { signRealtimeToken: { errors: null, forgeRealtimeToken, success: true } };
}
