export const label = 'Who decides for you?';
export const first = 'First';
export const then = 'Then';
export const remove = 'Remove';
export const add = 'Add delegate';
export const emailPlaceholder = 'name@company.com';
export const help =
  'Enter their Jira email address. A delegate is skipped for requests they made or benefit from.';
export const notFound = 'No active person has this email address.';
export const alreadyAdded = 'This person is already a delegate.';
