/** An error with the status and the texts that Jira gives. */
export class JiraError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 415,
    readonly messages: readonly string[],
    readonly fieldErrors: Readonly<Record<string, string>> = {},
  ) {
    super([...messages, ...Object.values(fieldErrors)].join('; '));
    this.name = 'JiraError';
  }
}

export const issueNotFound = (): JiraError =>
  new JiraError(404, ['Issue does not exist or you do not have permission to see it.']);

/** Something that Jira has and the sandbox does not; the REST layer answers 501. */
export class Unmodelled extends Error {}
