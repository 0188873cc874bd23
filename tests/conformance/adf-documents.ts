import full from '@atlaskit/adf-schema/json-schema/v1/full.json';
import Ajv from 'ajv-draft-04';
import { member } from '../../sandbox/untyped';

const validate = new Ajv({ strict: false, logger: false }).compile(full);

/** Fields of an issue whose value is a document in version 3 of Jira's API. */
const RICH_TEXT_FIELDS = ['description', 'environment'];

const NOT_CONTENT = ['properties', 'editmeta', 'transitions'];

interface Found {
  readonly at: string;
  readonly document: unknown;
}

/**
 * What is wrong with the Atlassian documents inside a body of Jira's API, by Atlassian's own schema: the API's
 * description leaves their type open. A comment's body and an issue's rich text have to be documents; any other
 * object that says it is one has to be valid too. Values of properties belong to whoever wrote them,
 * and `fields` of a screen say what may be sent, not what is there.
 */
export function documentFaults(body: unknown, isPlatformApi: boolean): string[] {
  return documentsIn(body, '', isPlatformApi).flatMap(({ at, document }) => {
    if (validate(document)) return [];
    return [`${at} is not a document in Atlassian's format: ${deepestFault()}`];
  });
}

function documentsIn(value: unknown, at: string, isPlatformApi: boolean): Found[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => documentsIn(item, `${at}/${index}`, isPlatformApi));
  if (typeof value !== 'object' || value === null) return [];
  if (member(value, 'type') === 'doc') return [{ at, document: value }];
  return Object.entries(value).flatMap(([key, inside]: [string, unknown]) => {
    const path = `${at}/${key}`;
    if (NOT_CONTENT.includes(key)) return [];
    const isRichText =
      isPlatformApi && (key === 'body' || (at.endsWith('/fields') && RICH_TEXT_FIELDS.includes(key)));
    if (isRichText) return inside === null ? [] : [{ at: path, document: inside }];
    return documentsIn(inside, path, isPlatformApi);
  });
}

/** Of all the alternatives that did not match, the one that matched furthest says most. */
function deepestFault(): string {
  const depth = (path: string): number => path.split('/').length;
  const [deepest] = [...(validate.errors ?? [])].sort(
    (a, b) => depth(b.instancePath) - depth(a.instancePath),
  );
  return `${deepest?.instancePath ?? ''} ${deepest?.message ?? ''}`.trim();
}
