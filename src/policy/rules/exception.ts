import { policyMessages } from './messages';

/** Controls that a request can be an exception to. */
export const CONTROLS = ['least-privilege', 'mfa', 'access-review'] as const;

export type Control = (typeof CONTROLS)[number];

/** Who can approve an exception. */
export const EXCEPTION_APPROVERS = ['manager', 'managers-manager'] as const;

export type ExceptionApprover = (typeof EXCEPTION_APPROVERS)[number];

/** A control as it is called within a sentence. */
const CONTROL_WORDS: Readonly<Record<Control, string>> = {
  'least-privilege': policyMessages.controls.leastPrivilege,
  mfa: policyMessages.controls.mfa,
  'access-review': policyMessages.controls.accessReview,
};

/** `MFA and access review` */
export const controlsText = (controls: readonly Control[]): string =>
  policyMessages.controlList(controls.map((control) => CONTROL_WORDS[control]));
