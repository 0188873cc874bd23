import { counted } from '../../common/rules/plural';

/** What people read when Jira or Assets refuses something. */
export const jiraMessages = {
  unexpectedAnswer: 'Jira sent an unexpected answer. Try again in a moment.',
  answered: (status: number, reasons: readonly string[]): string =>
    reasons.length === 0 ? `Jira answered ${status}.` : `Jira answered ${status}: ${reasons.join(' ')}`,
  guardNotSwitchedOn: (reasons: string): string => `Jira didn’t turn on the guard: ${reasons}`,
  assets: {
    incomplete: 'Assets didn’t send all objects. Try again in a moment.',
    tooMany: (most: number, query: string): string =>
      counted(most, { other: `This query finds more than # objects. Narrow it: ${query}` }),
    notAQuery: (query: string, reasons: string): string => `Assets can’t read the query ${query}: ${reasons}`,
    noAccess: 'You don’t have access to these objects in Assets. Ask an Assets admin.',
  },
};
