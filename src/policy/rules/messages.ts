import { allOf } from '../../common/rules/listed';
import { counted } from '../../common/rules/plural';

export const policyMessages = {
  noRuleAllows: 'No rule of the access policy allows this.',
  premiumNeedsApproval: 'A premium tier always needs an approval.',
  manyPeople: (most: number): string =>
    counted(most, {
      other: 'Access for more than # people within a day needs approval from the application owner.',
    }),
  starter: {
    standard: 'Standard tiers need approval from the application owner.',
    premium: 'Premium tiers need approval from the manager and the application owner.',
  },
  evidence: {
    justification: (least: number): string =>
      counted(least, { one: 'a reason of at least # character', other: 'a reason of at least # characters' }),
    changeTicket: (project: string): string => `a change ticket from ${project}, named in the reason`,
    training: (name: string): string => `the training “${name}”`,
  },
  controls: { leastPrivilege: 'least privilege', mfa: 'MFA', accessReview: 'access review' },
  controlList: (controls: readonly string[]): string => allOf(controls),
  author: 'You worked on this draft, so somebody else needs to decide.',
  notTheirs: 'This draft changes rules for applications you don’t own, so an admin needs to decide.',
  alreadyProposed: 'This draft is already proposed.',
  sameAsInForce: 'This draft is the same as the current policy, so there’s nothing to approve.',
  startsInPast: 'The policy can’t start in the past. Choose a later time.',
  startsTooLate: 'The policy can’t start more than a year from now.',
  cannotWithdraw:
    'This version is already decided and can’t be withdrawn. Use an earlier version as draft instead.',
  alreadyDecided: 'This version is already decided.',
  notProposed: 'This draft is still being edited. Propose it first.',
  changedMeanwhile: 'Somebody changed this draft. Review the current draft, then decide again.',
  idTaken: (id: string): string => `Another rule already has the ID “${id}”. Enter a different one.`,
  ofRule: (id: string, problem: string): string => `Rule “${id}”: ${problem}`,
  noVersion: (version: number): string => `The policy has no version ${version}.`,
  noApplication: (key: string): string => `The catalog has no application “${key}”.`,
  noGroup: (name: string): string => `This site has no group “${name}”.`,
  noAccount: (email: string): string =>
    `No active account shows the email address ${email}. If the address is hidden, use the account ID.`,
  tooManyApprovals: 'A stage can’t need more approvals than it has people.',
  projectKey: 'Enter a project key in capital letters, like OPS.',
  holding: 'Enter an application key like “figma”, or with its tier like “figma/premium”.',
};
