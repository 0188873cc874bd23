export const failed = 'Request not fulfilled';
export const fulfill = (requester: string): string => `Fulfill and notify ${requester}`;
