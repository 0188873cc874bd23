import type { Operand } from '@atlaskit/jql-ast';
import { JiraError } from './errors';
import type { Issue } from './model';
import { slaCycles, type SlaCycle } from './sla';
import type { JsmSite } from './site';

const UNITS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

type Test = (last: SlaCycle, all: readonly SlaCycle[]) => boolean;

const STATES: Readonly<Record<string, Test>> = {
  breached: (last) => last.breached,
  everbreached: (_last, all) => all.some(({ breached }) => breached),
  completed: (last) => last.stoppedAt !== undefined,
  running: (last) => last.stoppedAt === undefined && !last.paused,
  paused: (last) => last.stoppedAt === undefined && last.paused,
  withincalendarhours: (last) => last.stoppedAt === undefined && last.withinCalendarHours,
};

const DURATIONS: Readonly<Record<string, (last: SlaCycle) => number>> = {
  elapsed: ({ elapsed }) => elapsed,
  remaining: ({ goal, elapsed }) => goal - elapsed,
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** The cycles of the SLA that a field shows, oldest first; none when the issue's project has no such SLA. */
export function cyclesInField(site: JsmSite, issue: Issue, fieldId: string): SlaCycle[] {
  const project = site.projectOf(issue);
  const metric = project.slas.find((candidate) => candidate.fieldId === fieldId);
  const record = metric && issue.slas.get(metric.id);
  return record ? slaCycles(record, project.calendars, site.now()) : [];
}

/**
 * The JQL functions of SLA fields: states with = and !=, of issues whose SLA ever started; durations with < and >,
 * of those whose last cycle is ongoing.
 * @see https://support.atlassian.com/jira-service-management-cloud/docs/write-jql-queries-for-slas/
 * @throws {JiraError} 400 for another function, operator or argument
 */
export function slaCondition(
  site: JsmSite,
  fieldId: string,
  operator: string,
  operand: Operand,
): (issue: Issue) => boolean {
  const refuse = (why: string): never => {
    throw new JiraError(400, [`Error in the JQL Query: ${why}`]);
  };
  if (operand.operandType !== 'function')
    return refuse(`The field '${fieldId}' can be compared with SLA functions only.`);
  const name = operand.function.value.toLowerCase();
  const state = STATES[name];
  if (state) {
    if (operator !== '=' && operator !== '!=')
      return refuse(`The operator '${operator}' is not supported by the function '${name}'.`);
    return (issue) => {
      const cycles = cyclesInField(site, issue, fieldId);
      const last = cycles.at(-1);
      return last !== undefined && state(last, cycles) === (operator === '=');
    };
  }
  const measure = DURATIONS[name];
  if (!measure) return refuse(`Unable to find JQL function '${name}'.`);
  const compare = COMPARISONS[operator];
  if (!compare) return refuse(`The operator '${operator}' is not supported by the function '${name}'.`);
  const given = operand.arguments[0]?.value ?? '0m';
  const limit = durationOf(given) ?? refuse(`'${given}' is not a duration such as 2h or 1h 30m.`);
  return (issue) => {
    const last = cyclesInField(site, issue, fieldId).at(-1);
    return last?.stoppedAt === undefined && last !== undefined && compare(measure(last), limit);
  };
}

/** `1d 2h 30m` in milliseconds, days of 24 hours; a sign in front counts for all of it. */
function durationOf(text: string): number | undefined {
  if (!/^-?\s*(\d+\s*[wdhm]\s*)+$/.test(text)) return undefined;
  const sum = [...text.matchAll(/(\d+)\s*([wdhm])/g)].reduce(
    (total, [, count, unit]) => total + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
  return text.startsWith('-') ? -sum : sum;
}
