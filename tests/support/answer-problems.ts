import Ajv, { type ValidateFunction } from 'ajv';
import { member } from '../../sandbox/untyped';
import { answerSchemas } from './answer-schemas';

const MOST = 5;

const schemas = answerSchemas();
const known = new Set(
  Object.keys(member(member(member(schemas, '$defs'), 'answers'), 'properties') as object),
);
const ajv = new Ajv({ strict: false, allErrors: false }).addSchema(schemas, 'contracts');
const parsers = new Map<string, ValidateFunction>();

function parserOf(key: string): ValidateFunction {
  const parser =
    parsers.get(key) ??
    ajv.compile({ $ref: `contracts#/$defs/answers/properties/${key.replaceAll('/', '~1')}` });
  parsers.set(key, parser);
  return parser;
}

/** What is wrong with a call's answer by its contract; nothing with refusals, and with calls of other apps. */
export function problemsOfAnswer(key: string, result: unknown): string[] {
  if (!known.has(key) || member(result, 'ok') !== true) return [];
  const parse = parserOf(key);
  if (parse(member(result, 'data'))) return [];
  return (parse.errors ?? [])
    .slice(0, MOST)
    .map(({ instancePath, message, params }) => `${key}${instancePath} ${message} ${JSON.stringify(params)}`);
}
