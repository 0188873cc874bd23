import { Hono } from 'hono';
import type { Actor } from '../access';
import { JiraError, Unmodelled } from '../errors';
import { jsonResponse } from '../../json-response';
import { answeringTo } from '../shown-email';
import type { JsmSite } from '../site';
import { assetsOperations } from './assets-operations';
import { choiceOperations } from './choice-operations';
import { commentOperations } from './comment-operations';
import { mailOperations } from './mail-operations';
import { dashboardOperations } from './dashboard-operations';
import { deskOperations } from './desk-operations';
import { swallowedBy } from './documented';
import { exchanges, type Exchange } from './exchanges';
import { issueOperations } from './issue-operations';
import { Call, type CallState, type Operation, type RestContext, type Scopes } from './operation';
import { panelOperations } from './panel-operations';
import { peopleOperations } from './people-operations';
import { projectOperations } from './project-operations';
import { propertyOperations } from './property-operations';
import { requestOperations } from './request-operations';
import { screenOperations } from './screen-operations';
import { searchOperations } from './search-operations';
import { workflowOperations } from './workflow-operations';

export const operations: readonly Operation[] = [
  ...screenOperations,
  ...issueOperations,
  ...commentOperations,
  ...mailOperations,
  ...propertyOperations,
  ...searchOperations,
  ...peopleOperations,
  ...projectOperations,
  ...panelOperations,
  ...choiceOperations,
  ...workflowOperations,
  ...dashboardOperations,
  ...requestOperations,
  ...deskOperations,
  ...assetsOperations,
];

interface Route {
  readonly method: string;
  readonly path: string;
  /** Undefined for one that is not modelled, whose path an operation would take otherwise. */
  readonly operation?: Operation;
}

const swallowed = swallowedBy(operations).map(({ method, path }): Route => ({
  method,
  path: path.replace(/\{(\w+)\}/g, ':$1'),
}));
const modelled = operations.map((operation): Route => ({
  method: operation.method,
  path: operation.path,
  operation,
}));

/** `010` for `/a/:b/c`: sorts names before parameters, from the left. */
const shapeOf = ({ path }: Route): string =>
  path.replace(/\/(:?)[^/]*/g, (_step, mark: string) => (mark ? '1' : '0'));

/** A path with a name of its own comes before one that has a parameter in its place. */
const routes = [...swallowed, ...modelled].sort((one, other) => {
  const [a, b] = [shapeOf(one), shapeOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
});

export interface RestAnswer {
  readonly response: Response;
  /** Undefined when no modelled operation answered. */
  readonly scopes: Scopes | undefined;
  readonly points: number;
}

/** Jira's REST API over one site's state. What is not modelled answers 501 and says so. */
export class RestApi {
  private readonly app = new Hono<{ Bindings: { state: CallState } }>();

  constructor(private readonly site: JsmSite) {
    for (const { method, path, operation } of routes) {
      this.app.on(method, path, (context) =>
        operation ? this.answer(operation, context) : notModelled(context),
      );
    }
    // a fault of the sandbox itself must not look like an answer of Jira's
    this.app.onError((error) => {
      throw error;
    });
    this.app.notFound(notModelled);
  }

  /**
   * @param mayUse whether the caller's token holds one of the operation's scope sets
   * @param admit turns the call down when it passes a rate limit
   */
  async call(
    actor: Actor,
    request: Request,
    mayUse: (scopes: Scopes) => boolean,
    admit: CallState['admit'] = () => undefined,
  ): Promise<RestAnswer> {
    const state: CallState = { actor, mayUse, admit, scopes: undefined, points: 1 };
    const sent = exchanges.hasSubscribers ? request.clone() : undefined;
    const response = await answeringTo(actor, () => this.app.fetch(request, { state }));
    if (sent) exchanges.publish(await exchangeOf(sent, response.clone()));
    return { response, scopes: state.scopes, points: state.points };
  }

  private async answer(operation: Operation, context: RestContext): Promise<Response> {
    const { state } = context.env;
    state.scopes = operation.scopes;
    if (!state.mayUse(operation.scopes)) {
      return jsonResponse({ code: 401, message: 'Unauthorized; scope does not match' }, 401);
    }
    const refused = state.admit?.(operation, context.req.param('issueIdOrKey'));
    if (refused) {
      state.points = 0;
      return refused;
    }
    try {
      const text = await context.req.text();
      requireJson(text, context.req.header('content-type'));
      const call = new Call(this.site, operation, context, parseJson(text));
      call.refuseUnread();
      const result = await operation.run(call);
      const isRead = operation.method === 'GET' || result.isRead === true;
      if (isRead) state.points = 1 + (result.objects ?? 0) * (result.pointsEach ?? 1);
      return result.body === undefined
        ? new Response(null, { status: result.status })
        : jsonResponse(result.body, result.status);
    } catch (error) {
      return this.refusal(error, operation, state);
    }
  }

  private refusal(error: unknown, operation: Operation, state: CallState): Response {
    if (error instanceof Unmodelled) {
      state.scopes = undefined;
      return jsonResponse(
        { errorMessages: [`The sandbox does not model ${error.message}`], errors: {} },
        501,
      );
    }
    if (!(error instanceof JiraError)) throw error;
    const body = operation.path.startsWith('/rest/servicedeskapi')
      ? { errorMessage: error.message, i18nErrorMessage: { i18nKey: 'sandbox', parameters: [] } }
      : { errorMessages: error.messages, errors: error.fieldErrors };
    return jsonResponse(body, error.status);
  }
}

function notModelled({ req }: RestContext): Response {
  const message = `The sandbox does not model ${req.method} ${req.path}`;
  return jsonResponse({ errorMessages: [message], errors: {} }, 501);
}

async function exchangeOf(request: Request, response: Response): Promise<Exchange> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname + search,
    contentType: request.headers.get('content-type') ?? '',
    body: await request.text(),
    status: response.status,
    answer: await response.text(),
  };
}

/** @throws {JiraError} 415 for a body that does not say it is JSON; the words are the sandbox's own */
function requireJson(text: string, contentType = ''): void {
  if (text !== '' && !contentType.startsWith('application/json'))
    throw new JiraError(415, ['Unsupported Media Type']);
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new JiraError(400, ['The request body is not valid JSON.']);
  }
}
