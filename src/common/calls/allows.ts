import { commonMessages } from '../rules/messages';

/**
 * The people that a function meets. Each is nothing but what the name says: the project's administrator is no agent of
 * it, and an owner has no license of Jira.
 */
export const CALLERS = [
  /** Administers Jira. */
  'siteAdmin',
  /** Administers the project that the page, or the ticket, is of. */
  'projectAdmin',
  /** Works on the project's tickets. */
  'agent',
  /** May look at the project. */
  'browseOnly',
  /** Has a license of Jira, and no access to the project. */
  'licensedWithoutAccess',
  /** Owns the application that the call is about. */
  'applicationOwner',
  /** Owns another application. */
  'otherOwner',
  /** Raised the ticket that the call is about. */
  'requester',
  /** Gets the access, or has the seat, that the ticket is about. */
  'beneficiary',
  /** Is asked to approve the ticket, and owns nothing. */
  'approver',
  /** A customer of the portal who has nothing to do with it. */
  'otherCustomer',
  /** A visitor of the portal without an account. */
  'anonymous',
] as const;

export type Caller = (typeof CALLERS)[number];

/**
 * Who a function runs for, and what everybody else reads instead. It stands beside each function and is nothing that the
 * function asks: tests/doors/flows/role-matrix.test.ts makes every call as everybody and compares.
 */
export type Allows = Readonly<Record<Caller, true | string>>;

const rowOf = (answer: (caller: Caller) => true | string): Allows => ({
  siteAdmin: answer('siteAdmin'),
  projectAdmin: answer('projectAdmin'),
  agent: answer('agent'),
  browseOnly: answer('browseOnly'),
  licensedWithoutAccess: answer('licensedWithoutAccess'),
  applicationOwner: answer('applicationOwner'),
  otherOwner: answer('otherOwner'),
  requester: answer('requester'),
  beneficiary: answer('beneficiary'),
  approver: answer('approver'),
  otherCustomer: answer('otherCustomer'),
  anonymous: answer('anonymous'),
});

const exceptAnonymous = CALLERS.filter((caller) => caller !== 'anonymous');

/**
 * The row of a function that some callers may make.
 * @param refusal what the others read; who has not signed in is asked to first
 * @param special what some of them read instead
 */
export function allowsOnly(
  allowed: readonly Exclude<Caller, 'anonymous'>[],
  refusal: string,
  special: Readonly<Partial<Record<Caller, string>>> = {},
): Allows {
  const answer = (caller: Caller): true | string =>
    special[caller] ?? (allowed.some((one) => one === caller) ? true : refusal);
  return { ...rowOf(answer), anonymous: commonMessages.signIn };
}

/** The row of a function for everybody who is signed in. */
export const allowsSignedIn: Allows = allowsOnly(exceptAnonymous, commonMessages.signIn);
