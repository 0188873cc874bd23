export const placeholder = 'Paste the content of the file';
export const failed = 'This can’t be imported';
export const decide = 'Decide on the import';
export const apply = 'Apply changes';
export const propose = 'Send for approval';
export const back = 'Back to editing';
export const start = 'Start the import';
export const dryRun = 'Dry run';
