import type { Predicate, TerminalClause } from '@atlaskit/jql-ast';
import { dayOf } from './jql-dates';
import type { Issue } from './model';

/** What a clause over the past of an issue asks the compiler for. */
export interface HistoryReader {
  /** What the history has for a value of the field: undefined for an empty one. @throws {JiraError} 400 */
  readonly valuesOf: (operand: Predicate['operand']) => readonly (string | undefined)[];
  readonly peopleOf: (operand: Predicate['operand']) => readonly string[];
  readonly momentsOf: (operand: Predicate['operand']) => readonly number[];
}

/** A field whose past can be asked for, and what it has now. */
export interface PastField {
  readonly fieldId: string;
  readonly now: (issue: Issue) => string | undefined;
}

/** A value that an issue had, from a change to the next one; the first is its creator's. */
interface Spell {
  readonly value: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly byId: string;
}

interface Turn {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly at: number;
  readonly byId: string;
}

const turnsOf = (issue: Issue, fieldId: string): Turn[] =>
  issue.changes.flatMap(({ at, authorId, items }) =>
    items
      .filter((item) => item.fieldId === fieldId)
      .map(({ from, to }) => ({ before: from ?? undefined, after: to ?? undefined, at, byId: authorId })),
  );

function spellsOf(issue: Issue, { fieldId, now }: PastField): Spell[] {
  const turns = turnsOf(issue, fieldId);
  const first = {
    after: turns[0] ? turns[0].before : now(issue),
    at: issue.createdAt,
    byId: issue.creatorId,
  };
  return [first, ...turns].map(({ after, at, byId }, index) => ({
    value: after,
    from: at,
    to: turns[index]?.at ?? Infinity,
    byId,
  }));
}

export const isOfThePast = (operator: string): boolean =>
  operator === 'changed' || operator.startsWith('was');

/**
 * WAS, WAS NOT, WAS IN, WAS NOT IN and CHANGED, with what may be said of when, by whom, from and to.
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-operators/
 */
export function pastCondition(
  clause: TerminalClause,
  field: PastField,
  reader: HistoryReader,
): (issue: Issue) => boolean {
  const operator = clause.operator?.value.toLowerCase() ?? '';
  if (operator === 'changed') {
    const tests = clause.predicates.map((predicate) => turnTest(predicate, reader));
    return (issue) => turnsOf(issue, field.fieldId).some((turn) => tests.every((test) => test(turn)));
  }
  const values = reader.valuesOf(clause.operand);
  const tests = clause.predicates.map((predicate) => timeTest(predicate, reader));
  const isNegated = operator.includes('not');
  return (issue) =>
    spellsOf(issue, field).some(
      (spell) => values.includes(spell.value) && tests.every((test) => test(spell)),
    ) !== isNegated;
}

function turnTest(predicate: Predicate, reader: HistoryReader): (turn: Turn) => boolean {
  const { operator, operand } = predicate;
  if (operator.value === 'from' || operator.value === 'to') {
    const values = reader.valuesOf(operand);
    return operator.value === 'from'
      ? ({ before }) => values.includes(before)
      : ({ after }) => values.includes(after);
  }
  const test = timeTest(predicate, reader);
  return ({ at, byId }) => test({ from: at, to: at, byId });
}

type Stretch = Pick<Spell, 'from' | 'to' | 'byId'>;

function timeTest({ operator, operand }: Predicate, reader: HistoryReader): (stretch: Stretch) => boolean {
  if (operator.value === 'by') {
    const people = reader.peopleOf(operand);
    return ({ byId }) => people.includes(byId);
  }
  const [first = 0, last = first] = reader.momentsOf(operand);
  switch (operator.value) {
    case 'after':
      return ({ to }) => to > first;
    case 'before':
      return ({ from }) => from < first;
    case 'on': {
      const [start, end] = dayOf(first);
      return ({ from, to }) => from < end && to >= start;
    }
    default:
      return ({ from, to }) => from <= last && to >= first;
  }
}
