export const placeholder = 'Paste the content of the file';
export const failed = 'This can’t be imported';
export const decide = 'Decide on the import';
export const apply = 'Apply changes';
export const discard = 'Discard import';
export const start = 'Start the import';
export const dryRun = 'Dry run';
