import { counted } from '../../src/common/rules/plural';

export const title = 'Requirements';
export const names = {
  policy: 'Access policy',
  exception: 'Exception',
  evidence: 'Evidence',
  justification: 'Reason',
  details: 'Details',
};
export const marks = {
  met: 'Done',
  waiting: 'Waiting',
  refused: 'Declined',
  later: 'Not started',
  missing: 'Missing',
  void: 'No longer counts',
  over: 'No longer needed',
};
export const next = {
  remind: (when: string): string => `If nobody decides, a reminder goes out ${when}.`,
  escalate: (when: string): string => `If nobody decides, the next approver is also asked ${when}.`,
  replace: (when: string): string => `If nobody decides, the next approver is asked instead ${when}.`,
  decline: (when: string): string => `If nobody decides, the request is declined ${when}.`,
};
export const substitutes = {
  'managers-manager': 'The manager’s manager is asked instead.',
  'backup-owner': 'The backup owner is asked instead.',
};
export const fallback = 'No other approver can be found, so the fallback group is asked.';
export const reason = (text: string): string => `“${text}”`;
export const noReason = 'Not given';
export const incomplete = 'Not complete yet';
export const exceptionUntil = (control: string, day: string): string => `To ${control} until ${day}`;
export const exceptionFor = (control: string, days: number | null): string =>
  days === null
    ? `To ${control}, with no end date`
    : `To ${control}, for ${counted(days, { one: '# day', other: '# days' })}`;
export const approved = (when: string | null): string => (when === null ? 'approved' : `approved ${when}`);
export const declined = (when: string | null): string => (when === null ? 'declined' : `declined ${when}`);
export const voided = (when: string | null): string =>
  when === null ? 'voted before the change' : `voted ${when}, before the change`;
export const notAsked = 'Not asked yet';
export const askedLater = 'asked after the earlier approvals';
export const noApprover = 'No approver found';
export const over = 'no longer needed';
export const waitingFor = (span: string): string => `waiting for ${span}`;
export const soFar = (approvals: number): string => `${approvals} approved so far`;
export const quorum = (quorum: number, people: number): string => `${quorum} of ${people} must approve`;
export const policy = {
  voided: 'Approved by policy before the change',
  approved: (reasons: string): string => `Approved by policy. ${reasons}`,
  denied: 'Doesn’t allow this',
};
