import { OpenAPIBackend, type Document } from 'openapi-backend';
import type { Exchange } from '../../sandbox/jsm/rest/exchanges';
import { member } from '../../sandbox/untyped';
import { ASSETS, JIRA, readDescription, SERVICE_MANAGEMENT } from '../support/descriptions';
import { documentFaults } from './adf-documents';

type Operation = ReturnType<OpenAPIBackend['getOperations']>[number];

/** What Atlassian's descriptions and schemas say about one exchange. */
export interface Verdict {
  /** `POST /rest/api/3/issue` in the description's own words; undefined for what the sandbox does not model. */
  readonly operation: string | undefined;
  readonly requestFaults: readonly string[] | 'not judged';
  readonly answerFaults: readonly string[] | 'not judged';
}

interface DescribedOperation {
  readonly api: OpenAPIBackend;
  readonly operation: Operation;
  readonly pattern: RegExp;
  /** How many parameters its path has; of two that match, the one with fewer is meant. */
  readonly parameters: number;
}

const NOT_MODELLED = 501;
const SENT_TO_BE_REFUSED = [400, 415];

/** What Atlassian's gateway says before Jira is asked, in a shape of its own and not Jira's. */
const SCOPE_REFUSAL = 'Unauthorized; scope does not match';

/**
 * Answers that few operations list because something before them gives them; 410 is for an operation that Jira has
 * removed and its description still has.
 */
const FROM_BEFORE_THE_OPERATION = [410, 415, 429, 500, 502, 503, 504];

/**
 * Holds exchanges against Atlassian's published API descriptions (and those with Assets against what was written down
 * of their documentation), and documents inside them against its schema.
 *
 * A request that was answered 400 or 415 was sent to be refused: its answer is judged, the request is not. An
 * answer 501 says that the sandbox does not model the call; it is no answer of Jira's, so nothing is judged, and
 * a test whose app got it fails by itself. Everything else is judged on both sides, refusals included.
 */
export class Judge {
  private constructor(private readonly described: readonly DescribedOperation[]) {}

  static async prepare(): Promise<Judge> {
    const apis = [JIRA, SERVICE_MANAGEMENT, ASSETS].map(
      (file) =>
        new OpenAPIBackend({
          definition: readDescription(file) as Document,
          // neither description is a strictly valid OpenAPI document
          quick: true,
          // a change of an issue has members called toString: every object inherits one
          ajvOpts: { ownProperties: true, strict: false, validateFormats: false, logger: false },
        }),
    );
    for (const api of apis) await api.init();
    return new Judge(apis.flatMap(describedOperations).sort((a, b) => a.parameters - b.parameters));
  }

  judge(exchange: Exchange): Verdict {
    if (exchange.status === NOT_MODELLED)
      return { operation: undefined, requestFaults: 'not judged', answerFaults: 'not judged' };
    const { pathname } = new URL(exchange.path, 'http://any');
    const found = this.described.find(
      ({ operation, pattern }) =>
        operation.method.toUpperCase() === exchange.method && pattern.test(pathname),
    );
    if (!found) {
      const fault = `no description has ${exchange.method} ${pathname}`;
      return { operation: undefined, requestFaults: [fault], answerFaults: 'not judged' };
    }
    const { api, operation } = found;
    return {
      operation: `${exchange.method} ${operation.path}`,
      requestFaults: SENT_TO_BE_REFUSED.includes(exchange.status)
        ? 'not judged'
        : requestFaults(api, operation, exchange),
      answerFaults: answerFaults(api, operation, exchange),
    };
  }
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The package's own search walks both whole descriptions for every call; this list is made once. */
function describedOperations(api: OpenAPIBackend): DescribedOperation[] {
  return api.router.getOperations().map((operation) => {
    const pieces = operation.path.split(/\{[^}]+\}/);
    const pattern = new RegExp(`^${pieces.map(literally).join('[^/]+')}$`);
    return { api, operation, pattern, parameters: pieces.length - 1 };
  });
}

function requestFaults(api: OpenAPIBackend, operation: Operation, exchange: Exchange): string[] {
  const { method, path, contentType } = exchange;
  const body = exchange.body === '' ? undefined : jsonIn(exchange.body);
  const request = { method, path, headers: { 'content-type': contentType }, body };
  return [
    ...contentTypeFaults(exchange),
    ...faultsIn(api.validateRequest(request, operation)),
    ...documentFaults(body, isPlatformApi(operation)),
  ];
}

const isPlatformApi = ({ path }: Operation): boolean => path.startsWith('/rest/api/3/');

/** Whose `fields` say what may be sent for an issue, and not what it holds. */
const isOfScreens = ({ path }: Operation): boolean =>
  path.endsWith('/editmeta') || path.startsWith('/rest/api/3/issue/createmeta');

/** Jira answers 415 to a body that does not say it is JSON. */
const contentTypeFaults = ({ body, contentType }: Exchange): string[] =>
  body === '' || contentType.startsWith('application/json')
    ? []
    : [`the body is sent as ${contentType || 'nothing'}, not as application/json`];

function answerFaults(api: OpenAPIBackend, operation: Operation, { status, answer }: Exchange): string[] {
  const body = answer === '' ? null : jsonIn(answer);
  if (status === 401 && member(body, 'message') === SCOPE_REFUSAL) return [];
  const documented = operation.responses?.[status];
  if (!documented)
    return FROM_BEFORE_THE_OPERATION.includes(status)
      ? []
      : [`the answer has the status ${status}, which is not described`];
  return [
    ...faultsIn(api.validateResponse(body, operation, status)),
    ...documentFaults(body, isPlatformApi(operation) && !isOfScreens(operation)),
  ];
}

type Validation = ReturnType<OpenAPIBackend['validateRequest']>;

const faultsIn = ({ errors }: Validation): string[] =>
  (errors ?? []).map(({ instancePath, message = '', params }) => {
    const extra = (params as { additionalProperty?: unknown }).additionalProperty;
    return `${instancePath || '/'} ${message}${typeof extra === 'string' ? ` (${extra})` : ''}`;
  });

/** Text that is no JSON stays a text, which no schema of an object takes. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
