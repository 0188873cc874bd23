export const label = 'Who gets access?';
export const placeholder = 'Find a person';
export const email = 'Their email address';
export const emailPlaceholder = 'name@company.com';
export const help = 'Use the email address they have in Jira.';
export const searching = 'Searching…';
export const notFound = 'You can’t request access for this address. Check it, or ask the service desk.';
