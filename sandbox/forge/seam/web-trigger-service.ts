import { z } from 'zod';
import type { SeamInit } from '../container';
import { USUAL_MS } from '../limits';
import { answer } from './answer';
import { report, type Caller, type SeamHost, type Served } from './service';

const graphQl = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });
const createVariables = z.object({
  input: z.object({ triggerKey: z.string(), contextId: z.string() }),
  forceCreate: z.boolean().default(false),
});
const deleteVariables = z.object({ id: z.string() });

/**
 * The GraphQL operations behind `webTrigger` of `@forge/api`.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/web-trigger-api/
 * @returns undefined for an operation that is not about web triggers
 */
export function serveGraphQl(
  host: SeamHost,
  caller: Caller,
  _path: string,
  init: SeamInit,
  delayMs: number,
): Promise<Served | undefined> {
  const { query, variables } = graphQl.parse(JSON.parse(init.body ?? '{}'));
  const name = /forge_app_(\w+)/.exec(query)?.[1];
  const { meters } = caller.installation;
  const isRead = name !== 'deleteWebTriggerUrl' && variables['forceCreate'] !== true;
  const response = respond(host, caller, name, variables);
  if (!response) return Promise.resolve(undefined);
  const ms = USUAL_MS.rest + delayMs;
  const isTaken = (isRead ? meters.webTriggerReads : meters.webTriggerChanges).take(host.now());
  if (isTaken) return Promise.resolve({ response: response(), ms });
  report(caller, 'limit', 'The rate limit for web trigger addresses is exceeded');
  return Promise.resolve({ response: answer(429, { message: 'Too many requests' }), ms });
}

function respond(
  host: SeamHost,
  caller: Caller,
  name: string | undefined,
  variables: Record<string, unknown>,
): (() => Response) | undefined {
  const { webTriggers, manifest } = host;
  switch (name) {
    case 'createWebTriggerUrl':
      return () => {
        const { input, forceCreate } = createVariables.parse(variables);
        const module = manifest.modulesOf('webtrigger').find(({ key }) => key === input.triggerKey);
        if (!module) {
          report(caller, 'seam', `The manifest declares no web trigger '${input.triggerKey}'`);
          return answer(200, { data: { createWebTriggerUrl: null } });
        }
        const format = module['urlFormat'] === 'v2' ? 'v2' : 'v1';
        const url = webTriggers.create(caller.installation, input.triggerKey, format, forceCreate);
        return answer(200, { data: { createWebTriggerUrl: { url } } });
      };
    case 'webTriggerUrlsByAppContext':
      return () =>
        answer(200, { data: { webTriggerUrlsByAppContext: webTriggers.all(caller.installation) } });
    case 'deleteWebTriggerUrl':
      return () => {
        const success = webTriggers.delete(caller.installation, deleteVariables.parse(variables).id);
        const message = success ? null : 'There is no such address';
        return answer(200, { data: { deleteWebTriggerUrl: { success, message } } });
      };
    default:
      return undefined;
  }
}
