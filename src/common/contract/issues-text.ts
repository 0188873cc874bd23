import type * as z from '#zod';
import { commonMessages, FIELD_LABELS, valueMessages } from '../rules/messages';

const MAX_LINES = 20;

/**
 * Says in a sentence for people what a schema itself says in words for programmers: the `error` of a `safeParse`.
 * Messages that a schema has of its own come before these.
 */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? valueMessages.missing : typeWords(issue.expected);
    case 'invalid_value':
      return issue.input === undefined
        ? valueMessages.missing
        : valueMessages.choice(issue.values.map((value) => String(value)));
    case 'too_small':
      return atLeastWords(issue.origin, Number(issue.minimum));
    case 'too_big':
      return atMostWords(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return formatWords(issue.format);
    case 'unrecognized_keys':
      return valueMessages.unknownFields(issue.keys);
    case 'invalid_union':
      return issue.input === undefined ? valueMessages.missing : valueMessages.invalid;
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return valueMessages.invalid;
  }
};

function typeWords(expected: string): string {
  switch (expected) {
    case 'string':
      return valueMessages.text;
    case 'number':
      return valueMessages.number;
    case 'int':
      return valueMessages.wholeNumber;
    case 'boolean':
      return valueMessages.yesOrNo;
    case 'array':
      return valueMessages.list;
    case 'object':
    case 'record':
      return valueMessages.fields;
    default:
      return valueMessages.invalid;
  }
}

function atLeastWords(origin: string, least: number): string {
  if (origin === 'string')
    return least === 1 ? valueMessages.missing : valueMessages.atLeastCharacters(least);
  return origin === 'array' ? valueMessages.atLeastItems(least) : valueMessages.atLeast(least);
}

function atMostWords(origin: string, most: number): string {
  if (origin === 'string') return valueMessages.atMostCharacters(most);
  return origin === 'array' ? valueMessages.atMostItems(most) : valueMessages.atMost(most);
}

function formatWords(format: string): string {
  if (format === 'email') return valueMessages.email;
  return format === 'date' ? valueMessages.date : valueMessages.invalid;
}

/**
 * What is wrong with a document, a line an issue, each beginning with its location: `Miro, Standard, seats: …`, or
 * `applications[0].key: …` where the document has no names.
 */
export const issuesText = (error: z.ZodError, document?: unknown): string =>
  linesOf(error, (path) => namedPath(path, document));

/** What is wrong with what somebody entered, a line an issue, each with the label of its field where it has one. */
export const inputProblems = (error: z.ZodError): string => linesOf(error, labelOf);

const linesOf = (
  { issues }: z.ZodError,
  locationOf: (path: readonly PropertyKey[]) => string | undefined,
): string =>
  cappedLines(
    issues.map(({ path, message }) => {
      const location = locationOf(path);
      return location === undefined ? message : `${location}: ${message}`;
    }),
  );

const LONGEST_NAME = 80;

/** List and place in it, such as `tiers[0]`, are what the item is called, as long as those before it have a name too. */
function namedPath(path: readonly PropertyKey[], document: unknown): string | undefined {
  const [list, index, ...rest] = path;
  if (typeof list !== 'string' || typeof index !== 'number' || rest.length === 0) return pathText(path);
  const item = partOf(partOf(document, list), index);
  const name = partOf(item, 'name');
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return pathText(path);
  return [name.trim(), namedPath(rest, item)].join(', ');
}

const partOf = (value: unknown, part: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? Object.getOwnPropertyDescriptor(value, part)?.value
    : undefined;

function pathText(path: readonly PropertyKey[]): string | undefined {
  if (path.length === 0) return undefined;
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

const labelOf = (path: readonly PropertyKey[]): string | undefined =>
  path.map((part) => FIELD_LABELS[String(part)]).findLast((label) => label !== undefined);

/** As many lines as people read, and how many there are besides. */
export function cappedLines(lines: readonly string[]): string {
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ...(more > 0 ? [commonMessages.moreLines(more)] : [])].join('\n');
}
