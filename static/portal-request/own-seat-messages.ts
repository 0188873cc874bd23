export const answerNeeded = 'Answer needed';
export const notSaved = 'Answer not saved';
export const reason = 'What do you need it for?';
export const keep = 'Keep seat';
export const cancel = 'Cancel';
export const release = 'Release seat';
export const askToKeep = 'Keep seat…';
