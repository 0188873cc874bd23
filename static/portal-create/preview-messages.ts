export const loading = 'Looking up approvers…';
export const failed = 'We can’t look up the approvers right now. You can still send the request.';
export const evidence = (needed: readonly string[]): string => `You also need ${needed.join(' and ')}.`;
export const incomplete = {
  requester: 'This can’t be requested yet',
  administrator: 'This can’t be requested yet',
  nobody: 'This can’t be requested',
};
export const denied = 'This request won’t be approved';
export const deniedOther = 'The access policy doesn’t allow this for them.';
export const noApproval = (reasons: string): string =>
  reasons === '' ? 'No approval needed.' : `No approval needed: ${reasons}`;
export const noApprover = 'The service desk needs to find an approver first.';
export const replaces = (has: string): string => `You have ${has} today. This request would replace it.`;
export const approvers = 'Approvers';
