export const forbidden = 'You don’t have access';
export const notLoaded = 'Couldn’t load this';
export const retry = 'Retry';
