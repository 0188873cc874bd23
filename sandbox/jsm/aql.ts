import { labelOf, type AssetsSchema, type PlacedObject } from './assets';
import { JiraError, Unmodelled } from './errors';

type Test = (placed: PlacedObject) => boolean;

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

const OTHER_OPERATORS = [
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  'like',
  'not',
  'is',
  'startswith',
  'endswith',
  'having',
];
const OTHER_KEYWORDS = ['or', 'order'];

/**
 * The test that an AQL query puts objects to: comparisons by `=` and `in` that are joined by AND. References are
 * compared by the label of what they point to.
 * @param schemas those that the caller sees; an attribute that none of them has is refused
 * @throws {JiraError} 400 for AQL that does not parse or names what is not there; the words are the sandbox's own
 * @throws {Unmodelled}
 * @see https://support.atlassian.com/jira-service-management-cloud/docs/use-assets-query-language-aql/
 */
export function compileAql(
  aql: string,
  schemas: readonly AssetsSchema[],
  referenced: (objectId: string) => PlacedObject | undefined,
): Test {
  const reader = new Reader(tokensIn(aql));
  const tests = [clause(reader, schemas, referenced)];
  while (!reader.isAtEnd) {
    const joint = reader.next();
    if (OTHER_KEYWORDS.includes(lower(joint))) throw new Unmodelled(`“${joint.text}” in AQL`);
    if (lower(joint) !== 'and') throw invalid(`“${joint.text}” was not expected`);
    tests.push(clause(reader, schemas, referenced));
  }
  return (placed) => tests.every((test) => test(placed));
}

function clause(
  reader: Reader,
  schemas: readonly AssetsSchema[],
  referenced: (objectId: string) => PlacedObject | undefined,
): Test {
  const name = reader.next();
  const values = comparison(reader);
  const isMeant = (text: string): boolean => values.includes(text.toLowerCase());
  if (!name.isQuoted && lower(name) === 'objecttype') return ({ type }) => isMeant(type.name);
  if (!name.isQuoted && lower(name) === 'objectschema') return ({ schema }) => isMeant(schema.name);
  const attributes = schemas.flatMap(({ types }) => types.flatMap((type) => type.attributes));
  const attribute = attributes.find((one) => one.name.toLowerCase() === lower(name));
  if (!attribute) throw invalid(`there is no attribute “${name.text}”`);
  return ({ object }) =>
    (object.values[attribute.name] ?? []).some((value) => {
      const target = attribute.kind === 'reference' ? referenced(value) : undefined;
      return isMeant(target ? labelOf(target) : value);
    });
}

/** The values, in lower case, one of which has to be there. */
function comparison(reader: Reader): string[] {
  const operator = reader.next();
  if (OTHER_OPERATORS.includes(lower(operator))) throw new Unmodelled(`the operator ${operator.text} in AQL`);
  if (operator.text === '=') return [lower(valueOf(reader))];
  if (lower(operator) !== 'in') throw invalid(`“${operator.text}” is no operator`);
  reader.expect('(');
  const values = [lower(valueOf(reader))];
  for (let mark = reader.next(); mark.text !== ')'; mark = reader.next()) {
    if (mark.text !== ',') throw invalid(`“${mark.text}” was not expected`);
    values.push(lower(valueOf(reader)));
  }
  return values;
}

function valueOf(reader: Reader): Token {
  const value = reader.next();
  if (!value.isQuoted && '(),='.includes(value.text)) throw invalid(`“${value.text}” is no value`);
  if (reader.isNext('(')) throw new Unmodelled(`the function ${value.text}() in AQL`);
  return value;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  isNext(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }

  next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw invalid('it ends too early');
    return token;
  }

  expect(text: string): void {
    const token = this.next();
    if (token.text !== text) throw invalid(`“${text}” was expected, not “${token.text}”`);
  }
}

function tokensIn(aql: string): Token[] {
  const pieces = aql.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([<>!=]+|[(),])|([^\s"(),=<>!]+)|(\S))/g);
  return [...pieces].map(([, quoted, mark, word, stray]) => {
    if (stray !== undefined) throw invalid(`“${stray}” was not expected`);
    const text = quoted?.replace(/\\(.)/g, '$1') ?? mark ?? word ?? '';
    return { text, isQuoted: quoted !== undefined };
  });
}

const lower = ({ text }: Token): string => text.toLowerCase();

const invalid = (what: string): JiraError => new JiraError(400, [`The AQL query is invalid: ${what}.`]);
