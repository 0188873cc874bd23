export const failed = 'No changes made';
export const cancel = 'Cancel';
