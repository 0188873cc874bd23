export const forWhom = 'for';
export const more = (count: number): string => `and ${count} more`;
export const quorum = (quorum: number, people: number): string => `${quorum} of these ${people} must approve`;
