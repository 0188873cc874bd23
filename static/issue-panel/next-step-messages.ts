export const failed = 'Request not fulfilled';
export const fulfill = (requester: string): string => `Fulfill and notify ${requester}`;
export const sameAsStatus = 'Does the same as moving the ticket to fulfilled.';
