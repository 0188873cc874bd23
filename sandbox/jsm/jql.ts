import {
  COMPOUND_OPERATOR_AND,
  JastBuilder,
  type Clause,
  type Operand,
  type TerminalClause,
} from '@atlaskit/jql-ast';
import { JiraError, Unmodelled } from './errors';
import { FirstOf } from './first-of';
import { groupsOf, membersOf } from './groups';
import { checkOperator, searchableField, type JqlValue, type SearchableField } from './jql-fields';
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

const MINUTES = { m: 1, h: 60, d: 1_440, w: 10_080 } as const;

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
  const orders = (tree.query?.orderBy?.fields ?? []).map(({ field, direction }) => ({
    field: searchableField(site, viewer, field),
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
  const conditions = requiredOf(where).filter(({ field }) => decidedBy(field.value) === statusOf);
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
function decidedBy(fieldName: string): Trait | undefined {
  switch (fieldName.toLowerCase()) {
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

  compile(clause: Clause): Predicate {
    switch (clause.clauseType) {
      case 'compound': {
        const parts = clause.clauses.map((part) => this.compile(part));
        return clause.operator.value === COMPOUND_OPERATOR_AND
          ? (issue) => parts.every((part) => part(issue))
          : (issue) => parts.some((part) => part(issue));
      }
      case 'not': {
        const part = this.compile(clause.clause);
        return (issue) => !part(issue);
      }
      case 'terminal': {
        const trait = decidedBy(clause.field.value);
        return trait ? askedOnce(this.terminal(clause), trait) : this.terminal(clause);
      }
      default:
        throw new Unmodelled('this kind of JQL clause');
    }
  }

  private terminal(clause: TerminalClause): Predicate {
    const field = searchableField(this.site, this.viewer, clause.field);
    const operator = clause.operator?.value.toLowerCase() ?? '';
    if (field.condition && clause.operand && clause.operand.operandType !== 'keyword') {
      return field.condition(operator, clause.operand);
    }
    checkOperator(field, clause.field.value, operator);
    const expected = clause.operand ? this.operandValues(clause.operand) : [];
    if (field.kind === 'choice' || operator === '=' || operator === 'in') {
      for (const value of expected) field.check?.(value);
    }
    const isEmpty: Predicate = (issue) => field.values(issue).length === 0;
    const isOneOf: Predicate = (issue) => expected.some((value) => this.equals(field, issue, value));
    const contains: Predicate = (issue) =>
      expected.every((text) =>
        field.values(issue).some((value) => String(value).toLowerCase().includes(text.toLowerCase())),
      );
    switch (operator) {
      case '=':
      case 'in':
        return clause.operand?.operandType === 'keyword' ? isEmpty : isOneOf;
      case '!=':
      case 'not in':
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
        const wanted = this.readOnce(field, expected[0] ?? '');
        return (issue) => {
          const bound = wanted();
          return field.values(issue).some((value) => ordered(operator, compare(value, bound)));
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
    if (field.kind !== 'date') return text;
    const span = /^(-?\d+)([mhdw])$/.exec(text);
    if (span) return this.site.now() + Number(span[1]) * MINUTES[span[2] as keyof typeof MINUTES] * 60_000;
    const at = /^\d+$/.test(text)
      ? Number(text)
      : Date.parse(`${text.replaceAll('/', '-').replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`);
    if (Number.isNaN(at)) {
      throw new JiraError(400, [
        `Date value '${text}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm'.`,
      ]);
    }
    return at;
  }

  /** The accounts that a right-hand side names; undefined when one of them is named otherwise than by its id. */
  peopleIn(operand: Operand): string[] | undefined {
    const values = this.operandValues(operand);
    return values.every((value) => this.site.accounts.has(value)) ? values : undefined;
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

  private call(name: string, [first]: readonly string[]): string[] {
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
        throw new Unmodelled(`the JQL function ${name}()`);
    }
  }
}

const ordered = (operator: string, difference: number): boolean =>
  operator.startsWith('>')
    ? difference > 0 || (operator === '>=' && difference === 0)
    : difference < 0 || (operator === '<=' && difference === 0);

/** Empty values come first. */
function compare(a: JqlValue | undefined, b: JqlValue | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
