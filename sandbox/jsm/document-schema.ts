import full from '@atlaskit/adf-schema/json-schema/v1/full.json';
import { member } from '../untyped';

/*
 * Atlassian's JSON schema of documents, read as it stands. A compiler of schemas needs more than a second for it, which
 * every start and every test would wait for; the schema uses few words of the language.
 */
const schema: unknown = full;

/** Whether a value is a document in the Atlassian Document Format. */
export const isDocument = (value: unknown): boolean => fits(value, member(schema, '$ref'), '$ref');

type Rule = (value: unknown, wanted: unknown, of: unknown) => boolean;

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sizeOf = (value: unknown): number | undefined =>
  typeof value === 'string' || Array.isArray(value) ? value.length : undefined;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const atLeast: Rule = (value, least) => (sizeOf(value) ?? Infinity) >= Number(least);
const atMost: Rule = (value, most) => (sizeOf(value) ?? 0) <= Number(most);

/** What each word of the schema asks; where it speaks of another kind of value it asks nothing. */
const RULES: Readonly<Record<string, Rule>> = {
  type: (value, name) => TYPES[String(name)]?.(value) ?? false,
  enum: (value, values) => listIn(values).includes(value),
  $ref: (value, path) => matches(value, definition(String(path))),
  anyOf: (value, choices) => listIn(choices).some((choice) => matches(value, choice)),
  allOf: (value, parts) => listIn(parts).every((part) => matches(value, part)),
  properties: (value, properties) =>
    !isObject(value) ||
    Object.entries(isObject(properties) ? properties : {}).every(
      ([name, wanted]) => !Object.hasOwn(value, name) || matches(member(value, name), wanted),
    ),
  required: (value, names) =>
    !isObject(value) || listIn(names).every((name) => Object.hasOwn(value, String(name))),
  additionalProperties: (value, allowed, of) =>
    allowed !== false ||
    !isObject(value) ||
    Object.keys(value).every((name) => member(member(of, 'properties'), name) !== undefined),
  // a list of schemas speaks of the items one by one
  items: (value, wanted) =>
    !Array.isArray(value) ||
    value.every((item, index) => matches(item, Array.isArray(wanted) ? wanted[index] : wanted)),
  minItems: atLeast,
  minLength: atLeast,
  maxItems: atMost,
  pattern: (value, pattern) => typeof value !== 'string' || new RegExp(String(pattern)).test(value),
  minimum: (value, least) => typeof value !== 'number' || value >= Number(least),
  maximum: (value, most) => typeof value !== 'number' || value <= Number(most),
};

/** Words that ask nothing of a value. */
const SILENT = ['description', '$schema', 'definitions'];

function matches(value: unknown, wanted: unknown): boolean {
  return Object.entries(isObject(wanted) ? wanted : {}).every(([word, asked]) =>
    fits(value, asked, word, wanted),
  );
}

function fits(value: unknown, asked: unknown, word: string, of?: unknown): boolean {
  if (SILENT.includes(word)) return true;
  const rule = RULES[word];
  if (!rule) throw new Error(`the schema of documents says ${word}, which is not read yet`);
  return rule(value, asked, of);
}

function definition(path: string): unknown {
  const found = member(member(schema, 'definitions'), path.replace('#/definitions/', ''));
  if (found === undefined) throw new Error(`the schema of documents has no ${path}`);
  return found;
}
