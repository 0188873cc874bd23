import { counted } from '../../common/rules/plural';

/** What people read when Jira or Assets refuses something. */
export const jiraMessages = {
  unexpectedAnswer: 'Jira sent an unexpected answer. Try again in a moment.',
  answered: (status: number, reasons: readonly string[]): string =>
    reasons.length === 0 ? `Jira answered ${status}.` : `Jira answered ${status}: ${reasons.join(' ')}`,
  guardNotSwitchedOn: (reasons: string): string => `Jira didn’t turn on the guard: ${reasons}`,
  ownTicketNotFound: 'The ticket was created, but Jira search doesn’t find it yet. Try again in a moment.',
  leftOut: (lines: number, where: string): string =>
    `${
      lines === 0
        ? 'The end of a line is left out because a comment can’t be longer.'
        : counted(lines, {
            one: '# line is left out because a comment can’t be longer.',
            other: '# lines are left out because a comment can’t be longer.',
          })
    } ${where}`,
  restOf: {
    issuePanel: 'To see everything, open Access & license on this ticket.',
    portal: 'To see everything, open this request in the portal.',
    reports: 'To see everything, open Reports on the Seatkeeper page of this project.',
  },
  assets: {
    incomplete: 'Assets didn’t send all objects. Try again in a moment.',
    tooMany: (most: number, query: string): string =>
      counted(most, { other: `This query finds more than # objects. Narrow it: ${query}` }),
    notAQuery: (query: string, reasons: string): string => `Assets can’t read the query ${query}: ${reasons}`,
    noAccess: 'You don’t have access to these objects in Assets. Ask an Assets admin.',
  },
};
