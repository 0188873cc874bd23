import {
  COMPOUND_OPERATOR_AND,
  JastBuilder,
  type Clause,
  type Operand,
  type OrderByField,
  type TerminalClause,
} from '@atlaskit/jql-ast';
import { JiraError, Unmodelled } from './errors';
import { FirstOf } from './first-of';
import { groupsOf, membersOf } from './groups';
import { momentOf } from './jql-dates';
import {
  areOfOneProject,
  checkOperator,
  peopleNamed,
  searchableField,
  type JqlValue,
  type SearchableField,
} from './jql-fields';
import { isOfThePast, pastCondition, type HistoryReader } from './jql-history';
import { isFunctionOfJira } from './jql-names';
import { textMatcher } from './jql-text';
import type { Account, Issue } from './model';
import type { JsmSite } from './site';

export interface SearchOptions {
  /** Who asks: the one that `currentUser()` means. Undefined for the product itself, which sees every project. */
  readonly viewer?: Account | undefined;
  /** Ids of issues to be seen as they are now, however far behind the index is. */
  readonly reconciled?: readonly string[];
  /** How many to give at most; all when absent. */
  readonly limit?: number;
}

/**
 * The issues that a query finds, in its order (newest first where it names none). Parsed by Atlassian's own
 * JQL grammar; the clauses that the sandbox knows are evaluated over its state. Dates without a time zone are
 * read as UTC.
 * @throws {JiraError} 400 for JQL that does not parse, or names what is not there
 * @throws {Unmodelled}
 */
export function searchIssues(
  site: JsmSite,
  jql: string,
  isVisible: (issue: Issue) => boolean,
  { viewer, reconciled, limit = Infinity }: SearchOptions = {},
): Issue[] {
  const tree = parse(jql);
  const compiler = new Compiler(site, viewer);
  // compiled before any issue is looked at, so that what is not modelled fails whatever there is to find
  const where = tree.query?.where ? compiler.compile(tree.query.where) : () => true;
  const isLong = (tree.query?.orderBy?.fields ?? []).length > MAX_ORDERS;
  if (isLong) throw new JiraError(400, [`The ORDER BY clause can have a maximum of ${MAX_ORDERS} fields.`]);
  const orders = (tree.query?.orderBy?.fields ?? []).map(({ field, direction }) => ({
    field: sortableField(site, viewer, field),
    sign: direction?.value.toUpperCase() === 'DESC' ? -1 : 1,
  }));
  const condition = tree.query?.where ?? undefined;
  const restriction = {
    statusIds: statusesLeft(site, compiler, condition),
    accountIds: reportersLeft(compiler, condition),
  };
  const found = new FirstOf<Found>(limit, (a, b) => {
    for (const [index, { sign }] of orders.entries()) {
      const difference = compare(a.values[index], b.values[index]);
      if (difference !== 0) return sign * difference;
    }
    return b.issue.createdAt - a.issue.createdAt || Number(b.issue.id) - Number(a.issue.id);
  });
  for (const issue of site.searchIndex.all(reconciled, restriction)) {
    if (isVisible(issue) && where(issue))
      found.add({ issue, values: orders.map(({ field }) => field.values(issue)[0]) });
  }
  return found.inOrder().map(({ issue }) => issue);
}

/** @throws {JiraError} 400 in the words that Jira has for a field that it cannot sort by */
function sortableField(
  site: JsmSite,
  viewer: Account | undefined,
  field: OrderByField['field'],
): SearchableField {
  try {
    return searchableField(site, viewer, field);
  } catch (error) {
    if (error instanceof JiraError)
      throw new JiraError(400, [`Not able to sort using field '${field.value}'.`]);
    throw error;
  }
}

const MAX_ORDERS = 7;

interface Found {
  readonly issue: Issue;
  readonly values: readonly (JqlValue | undefined)[];
}

/** The people whom a query names as reporters of all that it finds; undefined when it names none. */
function reportersLeft(compiler: Compiler, where: Clause | undefined): string[] | undefined {
  const condition = requiredOf(where).find(
    ({ field, operator, operand }) =>
      field.value.toLowerCase() === 'reporter' &&
      ['=', 'in'].includes(operator?.value.toLowerCase() ?? '') &&
      operand?.operandType !== 'keyword',
  );
  return condition?.operand ? compiler.peopleIn(condition.operand) : undefined;
}

/** The statuses that a query leaves over, so that the issues in others need no look; undefined when it names none. */
function statusesLeft(site: JsmSite, compiler: Compiler, where: Clause | undefined): string[] | undefined {
  const conditions = requiredOf(where).filter((condition) => decidedBy(condition) === statusOf);
  if (conditions.length === 0) return undefined;
  const predicates = conditions.map((condition) => compiler.compile(condition));
  return site.configuration.statuses
    .map(({ id }) => id)
    .filter((id) => {
      const [oneOfThem] = site.issues.inStatuses([id]);
      return oneOfThem !== undefined && predicates.every((holds) => holds(oneOfThem));
    });
}

/** The plain conditions that hold for everything a query finds. */
function requiredOf(where: Clause | undefined): TerminalClause[] {
  if (where?.clauseType === 'terminal') return [where];
  const isAnd = where?.clauseType === 'compound' && where.operator.value === COMPOUND_OPERATOR_AND;
  return isAnd ? where.clauses.flatMap(requiredOf) : [];
}

type Trait = (issue: Issue) => string;

const statusOf: Trait = (issue) => issue.statusId;
const projectOf: Trait = (issue) => issue.projectId;

/** What issues must share for a condition on a field to come out the same for all of them. */
function decidedBy({ field, operator }: TerminalClause): Trait | undefined {
  // what was says nothing about what is
  if (isOfThePast(operator?.value.toLowerCase() ?? '')) return undefined;
  switch (field.value.toLowerCase()) {
    case 'status':
    case 'statuscategory':
      return statusOf;
    case 'project':
      return projectOf;
    default:
      return undefined;
  }
}

/** Asks once for all issues that are alike. */
function askedOnce(predicate: Predicate, trait: Trait): Predicate {
  const answers = new Map<string, boolean>();
  return (issue) => {
    const name = trait(issue);
    const answer = answers.get(name) ?? predicate(issue);
    answers.set(name, answer);
    return answer;
  };
}

/**
 * Whether a query finds an issue, for what a product asks of its own issues.
 * @throws as searchIssues does, before any issue is looked at
 */
export function matcherOf(site: JsmSite, jql: string): Predicate {
  const where = parse(jql).query?.where;
  return where ? new Compiler(site, undefined).compile(where) : () => true;
}

type Tree = ReturnType<JastBuilder['build']>;

// clients ask the same again and again, and reading a query takes longer than answering it
const read = new Map<string, Tree>();
const MOST_KEPT = 200;

function parse(jql: string): Tree {
  const tree = read.get(jql) ?? new JastBuilder().build(jql);
  if (read.size >= MOST_KEPT) read.clear();
  read.set(jql, tree);
  if (tree.errors.length === 0) return tree;
  throw new JiraError(400, [
    `Error in the JQL Query: ${tree.errors.map(({ message }) => message).join(' ')}`,
  ]);
}

type Predicate = (issue: Issue) => boolean;

class Compiler {
  constructor(
    private readonly site: JsmSite,
    private readonly viewer: Account | undefined,
  ) {}

  /** @param isNegated by a NOT, which turns operators round: what is empty is not found either way */
  compile(clause: Clause, isNegated = false): Predicate {
    switch (clause.clauseType) {
      case 'compound': {
        const parts = clause.clauses.map((part) => this.compile(part, isNegated));
        return (clause.operator.value === COMPOUND_OPERATOR_AND) !== isNegated
          ? (issue) => parts.every((part) => part(issue))
          : (issue) => parts.some((part) => part(issue));
      }
      case 'not': {
        return this.compile(clause.clause, !isNegated);
      }
      case 'terminal': {
        const trait = decidedBy(clause);
        const holds = this.terminal(clause, isNegated);
        return trait ? askedOnce(holds, trait) : holds;
      }
      default:
        throw new Unmodelled('this kind of JQL clause');
    }
  }

  private terminal(clause: TerminalClause, isNegated: boolean): Predicate {
    const field = searchableField(this.site, this.viewer, clause.field);
    const operator = clause.operator?.value.toLowerCase() ?? '';
    if (field.condition && clause.operand && clause.operand.operandType !== 'keyword') {
      const holds = field.condition(operator, clause.operand);
      return isNegated ? (issue) => !holds(issue) : holds;
    }
    checkOperator(field, clause.field.value, operator);
    if (field.past && isOfThePast(operator)) {
      const holds = pastCondition(clause, field.past, this.historyReader(field, clause));
      return isNegated ? (issue) => !holds(issue) : holds;
    }
    return this.present(field, isNegated ? (OPPOSITES[operator] ?? operator) : operator, clause);
  }

  /** What an issue is now. */
  private present(field: SearchableField, operator: string, clause: TerminalClause): Predicate {
    const given = clause.operand ? this.operandValues(clause.operand) : [];
    if (field.kind === 'choice' || ['=', '!=', 'in', 'not in'].includes(operator)) {
      for (const value of given) field.check?.(value);
    }
    const { named } = field;
    const expected = named ? given.flatMap((value) => named(value)) : given;
    const isEmpty: Predicate = (issue) => field.values(issue).length === 0;
    const isOneOf: Predicate = (issue) => expected.some((value) => this.equals(field, issue, value));
    const [text = ''] = expected;
    const matches = operator.endsWith('~') ? textMatcher(text, clause.field.value) : () => false;
    const contains: Predicate = (issue) => field.values(issue).some((value) => matches(String(value)));
    switch (operator) {
      case '=':
      case 'in':
        return clause.operand?.operandType === 'keyword' ? isEmpty : isOneOf;
      case '!=':
      case 'not in':
        if (clause.operand?.operandType === 'keyword') return (issue) => !isEmpty(issue);
        return (issue) => !isEmpty(issue) && !isOneOf(issue);
      case 'is':
        return isEmpty;
      case 'is not':
        return (issue) => !isEmpty(issue);
      case '~':
        return contains;
      case '!~':
        return (issue) => !isEmpty(issue) && !contains(issue);
      default: {
        const wanted = this.readOnce(field, text);
        return (issue) => {
          const bound = wanted();
          return field
            .values(issue)
            .some(
              (value) =>
                (field.kind !== 'key' || areOfOneProject(String(value), String(bound))) &&
                ordered(operator, compare(value, bound)),
            );
        };
      }
    }
  }

  /** Reads a right-hand side anew only when time has moved. */
  private readOnce(field: SearchableField, text: string): () => JqlValue {
    let known: { readonly at: number; readonly value: JqlValue } | undefined;
    return () => {
      const at = this.site.now();
      if (known?.at !== at) known = { at, value: this.comparable(field, text) };
      return known.value;
    };
  }

  private equals(field: SearchableField, issue: Issue, expected: string): boolean {
    const aliases = field.aliases?.(issue) ?? [];
    if (aliases.some((alias) => alias.toLowerCase() === expected.toLowerCase())) return true;
    const wanted = this.comparable(field, expected);
    return field
      .values(issue)
      .some((value) =>
        typeof value === 'number' ? value === wanted : value.toLowerCase() === expected.toLowerCase(),
      );
  }

  /** Reads the right-hand side as the kind of field on the left: a date, a span from now, a number or text. */
  private comparable(field: SearchableField, text: string): JqlValue {
    if (field.kind === 'number') return Number(text);
    return field.kind === 'date' ? momentOf(text, this.site.now()) : text;
  }

  /** The accounts that a right-hand side names. */
  peopleIn(operand: Operand): string[] {
    return this.operandValues(operand).flatMap((value) => peopleNamed(this.site, value, 'reporter'));
  }

  private historyReader(field: SearchableField, { field: { value: name } }: TerminalClause): HistoryReader {
    const valuesIn = (operand: HistoryOperand): string[] => (operand ? this.operandValues(operand) : []);
    return {
      valuesOf: (operand) => {
        if (operand?.operandType === 'keyword') return [undefined];
        // Jira says so itself, and takes it for who changed something
        if (operand?.operandType === 'function' && operand.function.value.toLowerCase() === 'currentuser')
          throw new JiraError(400, [
            `A value provided by the function 'currentUser' is invalid for the field '${name}'.`,
          ]);
        const values = valuesIn(operand);
        for (const value of values) field.check?.(value);
        const { named } = field;
        return named
          ? values.flatMap((value) => named(value))
          : values.map((value) => this.statusNamed(value));
      },
      peopleOf: (operand) => valuesIn(operand).flatMap((value) => peopleNamed(this.site, value, name)),
      momentsOf: (operand) => valuesIn(operand).map((value) => momentOf(value, this.site.now())),
    };
  }

  /** The id of a status that was found to be there. */
  private statusNamed(text: string): string | undefined {
    return this.site.configuration.statuses.find(
      ({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase(),
    )?.id;
  }

  private operandValues(operand: Operand): string[] {
    switch (operand.operandType) {
      case 'value':
        return [operand.value];
      case 'list':
        return operand.values.flatMap((value) => this.operandValues(value));
      case 'keyword':
        return [];
      case 'function':
        return this.call(
          operand.function.value,
          operand.arguments.map(({ value }) => value),
        );
      default:
        throw new Unmodelled('this kind of JQL operand');
    }
  }

  private call(name: string, given: readonly string[]): string[] {
    const [first] = given;
    switch (name.toLowerCase()) {
      case 'currentuser':
        return this.viewer ? [this.viewer.accountId] : [];
      case 'now':
        return [String(this.site.now())];
      case 'membersof': {
        const group = groupsOf(this.site).find((candidate) => candidate.name === first);
        if (!group) {
          throw new JiraError(400, [
            `Function 'membersOf' can not generate a list of usernames for group '${first ?? ''}'; the group does not exist.`,
          ]);
        }
        return membersOf(this.site, group).map(({ accountId }) => accountId);
      }
      default:
        if (isFunctionOfJira(name)) throw new Unmodelled(`the JQL function ${name}()`);
        throw new JiraError(400, [`Unable to find JQL function '${name}(${given.join(', ')})'.`]);
    }
  }
}

type HistoryOperand = TerminalClause['operand'];

/** What an operator becomes under NOT. */
const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
  '~': '!~',
  '!~': '~',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const ordered = (operator: string, difference: number): boolean =>
  operator.startsWith('>')
    ? difference > 0 || (operator === '>=' && difference === 0)
    : difference < 0 || (operator === '<=' && difference === 0);

/** Empty values come first. */
function compare(a: JqlValue | undefined, b: JqlValue | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
