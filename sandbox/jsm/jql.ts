import {
  COMPOUND_OPERATOR_AND,
  JastBuilder,
  type Clause,
  type Field as JqlField,
  type Operand,
  type TerminalClause,
} from '@atlaskit/jql-ast';
import { JiraError } from './errors';
import { asText, textOf } from './fields';
import type { Field as CustomField, Issue } from './model';
import { member } from '../untyped';
import type { JsmSite } from './site';
import { cyclesInField, slaCondition } from './sla-jql';

/** JQL that the sandbox does not evaluate; the REST layer answers 501. */
export class UnmodelledJql extends Error {}

type Comparable = string | number | undefined;

const MINUTES = { m: 1, h: 60, d: 1_440, w: 10_080 } as const;

/**
 * The issues that a query finds, in its order (newest first where it names none). Parsed by Atlassian's own
 * JQL grammar; the clauses that the sandbox knows are evaluated over its state.
 * @throws {JiraError} 400 for JQL that does not parse
 * @throws {UnmodelledJql}
 */
export function searchIssues(site: JsmSite, jql: string, visible: (issue: Issue) => boolean): Issue[] {
  const tree = parse(jql);
  // compiled before any issue is looked at, so that what is not modelled fails whatever there is to find
  const where = tree.query?.where ? compile(site, tree.query.where) : () => true;
  const orders = (tree.query?.orderBy?.fields ?? []).map(({ field, direction }) => ({
    read: readerOf(site, field),
    sign: direction?.value.toUpperCase() === 'DESC' ? -1 : 1,
  }));
  const found = [...site.issues.values()].filter((issue) => visible(issue) && where(issue));
  return found.sort((a, b) => {
    for (const { read, sign } of orders) {
      const difference = compare(read(a), read(b));
      if (difference !== 0) return sign * difference;
    }
    return b.createdAt - a.createdAt || Number(b.id) - Number(a.id);
  });
}

/**
 * Whether a query finds an issue, for what a product asks of its own issues.
 * @throws as searchIssues does, before any issue is looked at
 */
export function matcherOf(site: JsmSite, jql: string): Predicate {
  const where = parse(jql).query?.where;
  return where ? compile(site, where) : () => true;
}

function parse(jql: string): ReturnType<JastBuilder['build']> {
  const tree = new JastBuilder().build(jql);
  if (tree.errors.length === 0) return tree;
  throw new JiraError(400, [
    `Error in the JQL Query: ${tree.errors.map(({ message }) => message).join(' ')}`,
  ]);
}

type Predicate = (issue: Issue) => boolean;

function compile(site: JsmSite, clause: Clause): Predicate {
  switch (clause.clauseType) {
    case 'compound': {
      const parts = clause.clauses.map((part) => compile(site, part));
      return clause.operator.value === COMPOUND_OPERATOR_AND
        ? (issue) => parts.every((part) => part(issue))
        : (issue) => parts.some((part) => part(issue));
    }
    case 'not': {
      const part = compile(site, clause.clause);
      return (issue) => !part(issue);
    }
    case 'terminal':
      return compileTerminal(site, clause);
    default:
      throw new UnmodelledJql('this kind of clause');
  }
}

function compileTerminal(site: JsmSite, { field, operator, operand }: TerminalClause): Predicate {
  const custom = customFieldNamed(site, field);
  if (custom?.type === 'sla' && operand && operand.operandType !== 'keyword')
    return slaCondition(site, custom.id, operator?.value ?? '', operand);
  const read = readerOf(site, field);
  const expected = operand ? operandValues(operand) : [];
  const isOneOf: Predicate = (issue) =>
    expected.some((value) => equals(site, field, issue, read(issue), value));
  const name = operator?.value.toLowerCase() ?? '';
  switch (name) {
    case '=':
    case 'in':
      return isOneOf;
    case '!=':
    case 'not in':
      return (issue) => read(issue) !== undefined && !isOneOf(issue);
    case 'is':
      return (issue) => read(issue) === undefined;
    case 'is not':
      return (issue) => read(issue) !== undefined;
    case '~':
      return (issue) =>
        expected.every((text) => asText(read(issue)).toLowerCase().includes(text.toLowerCase()));
    case '>':
    case '>=':
    case '<':
    case '<=':
      return (issue) => {
        const actual = read(issue);
        return (
          actual !== undefined &&
          ordered(name, compare(actual, comparableTo(site, actual, expected[0] ?? '')))
        );
      };
    default:
      throw new UnmodelledJql(`operator ${name}`);
  }
}

function equals(site: JsmSite, field: JqlField, issue: Issue, actual: Comparable, expected: string): boolean {
  const name = field.value.toLowerCase();
  if (name === 'project') {
    const project = site.projectOf(issue);
    return [project.id, project.key, project.name].some(
      (text) => text.toLowerCase() === expected.toLowerCase(),
    );
  }
  if (name === 'issue' || name === 'key' || name === 'issuekey' || name === 'id') {
    return issue.id === expected || issue.key === expected.toUpperCase();
  }
  if (name === 'status' && issue.statusId === expected) return true;
  if (typeof actual === 'number') return actual === comparableTo(site, actual, expected);
  return actual?.toLowerCase() === expected.toLowerCase();
}

const ordered = (operator: string, difference: number): boolean =>
  operator.startsWith('>')
    ? difference > 0 || (operator === '>=' && difference === 0)
    : difference < 0 || (operator === '<=' && difference === 0);

type FieldReader = (site: JsmSite, issue: Issue, field: JqlField) => Comparable;

const CATEGORY_NAMES = { new: 'To Do', indeterminate: 'In Progress', done: 'Done' };
const issueNumber: FieldReader = (_site, issue) => Number(issue.id);
const requestTypeName: FieldReader = (site, issue) => site.requestTypeOf(issue)?.name;
const resolvedAt: FieldReader = (_site, issue) => issue.resolvedAt;

const FIELD_READERS: Readonly<Record<string, FieldReader>> = {
  project: (site, issue) => site.projectOf(issue).key,
  issue: issueNumber,
  key: issueNumber,
  issuekey: issueNumber,
  id: issueNumber,
  status: (site, issue) => site.status(issue.statusId).name,
  statuscategory: (site, issue) => CATEGORY_NAMES[site.status(issue.statusId).category],
  created: (_site, issue) => issue.createdAt,
  updated: (_site, issue) => issue.updatedAt,
  resolved: resolvedAt,
  resolutiondate: resolvedAt,
  reporter: (_site, issue) => issue.reporterId,
  assignee: (_site, issue) => issue.assigneeId,
  issuetype: (site, issue) => site.issueTypeOf(issue).name,
  'request type': requestTypeName,
  'request-type': requestTypeName,
  'issue.property': (_site, issue, field) => propertyValue(issue, field),
};

function readerOf(site: JsmSite, field: JqlField): (issue: Issue) => Comparable {
  const name = field.value.toLowerCase();
  const system = FIELD_READERS[name];
  if (system) return (issue) => system(site, issue, field);
  const custom = customFieldNamed(site, field);
  if (!custom) throw new UnmodelledJql(`field ${field.value}`);
  return (issue) => {
    if (custom.type === 'sla') return remainingTime(site, issue, custom.id);
    const value = issue.values.get(custom.id);
    if (typeof value === 'number' || value === undefined) return value;
    return custom.type === 'adf' ? textOf(site, value) : asText(value);
  };
}

/** What an SLA sorts by: what is left of its last cycle. */
function remainingTime(site: JsmSite, issue: Issue, fieldId: string): number | undefined {
  const last = cyclesInField(site, issue, fieldId).at(-1);
  return last && last.goal - last.elapsed;
}

function customFieldNamed(site: JsmSite, field: JqlField): CustomField | undefined {
  const name = field.value.toLowerCase();
  return site.configuration.fields.find(
    (candidate) =>
      candidate.name.toLowerCase() === name ||
      candidate.id === name ||
      `cf[${candidate.id.replace('customfield_', '')}]` === name,
  );
}

function propertyValue(issue: Issue, field: JqlField): Comparable {
  const property = field.properties?.[0];
  const path = (property?.path ?? []).map((part) => part.value.replace(/^\./, '')).join('.');
  let value: unknown = issue.properties.get(property?.key ? property.key.value : '');
  for (const step of path.split('.').filter((part) => part !== '')) value = member(value, step);
  return typeof value === 'number' || value === undefined || value === null
    ? (value ?? undefined)
    : asText(value);
}

function operandValues(operand: Operand): string[] {
  switch (operand.operandType) {
    case 'value':
      return [operand.value];
    case 'list':
      return operand.values.flatMap(operandValues);
    case 'keyword':
      return [];
    default:
      throw new UnmodelledJql(`a ${operand.operandType} operand`);
  }
}

/** Reads the right-hand side as the kind of value on the left: a date, a span before now, a number or text. */
function comparableTo(site: JsmSite, actual: Comparable, text: string): Comparable {
  if (typeof actual !== 'number') return text;
  const span = /^(-?\d+)([mhdw])$/.exec(text);
  if (span) return site.now() + Number(span[1]) * MINUTES[span[2] as keyof typeof MINUTES] * 60_000;
  if (/^\d{4}[-/]\d{2}[-/]\d{2}/.test(text))
    return Date.parse(`${text.replaceAll('/', '-').replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`);
  return Number(text);
}

function compare(a: Comparable, b: Comparable): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
