import { isClosedAccount } from '../../common/rules/closed-account';

/**
 * Whether somebody works here, by the HR roster. Who is `missing` was left out of a roster that is declared complete: until
 * somebody says whether they have left, they get nothing new and decide nothing, and keep what they have.
 */
export const PERSON_STATUSES = ['active', 'inactive', 'missing'] as const;

export type PersonStatus = (typeof PERSON_STATUSES)[number];

/**
 * How a person got their Atlassian account: the account shows the e-mail address that the roster has, the roster names the
 * account, or an administrator picked it.
 */
export const ACCOUNT_JOINS = ['email', 'id', 'hand'] as const;

export type AccountJoin = (typeof ACCOUNT_JOINS)[number];

/** A person of the HR roster. No name and no address: join keys and what policies ask about. */
export interface Person {
  readonly workerId: string;
  /** Atlassian account id; null when nobody has said which one is theirs. */
  readonly accountId: string | null;
  /** How anybody knows; null where nobody does. */
  readonly accountJoin?: AccountJoin | null;
  /** Their e-mail address by the roster, in a form that tells whether it is the same as another, and no more. */
  readonly emailKey?: string | null;
  readonly managerWorkerId: string | null;
  readonly status: PersonStatus;
  readonly onLeave: boolean;
  readonly workerType: string;
  readonly department: string;
  readonly location: string;
  /** Job title; empty when the roster has none. */
  readonly job: string;
  /** Completed, by name. */
  readonly trainings: readonly string[];
  /** The administrator whose word alone it is which account is theirs, or their address; null where it is nobody's. */
  readonly accountSetBy?: string | null;
  /**
   * The administrators whose import alone says who the person's manager is, which account is theirs, or that they are away
   * or gone; none where others have imported the same, or nobody could have a part in a request yet.
   */
  readonly setBy?: readonly string[];
  /**
   * The same of what policies read: which account is theirs, whether they work here, department, location, worker type and
   * trainings. All of somebody with two entries, since one of them may have become theirs, or inactive, by an import.
   */
  readonly factsSetBy?: readonly string[];
}

/** What a roster can say of a person, and what a file may have no column for. */
export const ROSTER_FACTS = [
  'accountId',
  'managerWorkerId',
  'status',
  'onLeave',
  'workerType',
  'department',
  'location',
  'job',
  'trainings',
] as const satisfies readonly (keyof Person)[];

export type RosterFact = (typeof ROSTER_FACTS)[number];

/** Whether the roster knows somebody at work, on leave, not at all by now, or as no employee any more. */
export type Presence = 'present' | 'on-leave' | 'missing' | 'inactive';

/** What the roster says of the people that one request is about. */
export interface PeopleOfRequest {
  readonly beneficiary: Person | null;
  readonly manager: Person | null;
  readonly managersManager: Person | null;
}

/** The administrators whose word alone these entries are. */
export const settersOf = (...people: readonly (Person | null)[]): string[] =>
  people.flatMap((person) => person?.setBy ?? []);

/** A person who may act as an approver: in the roster, active, and with an account to vote with. */
export const canApprove = (person: Person | null): person is Person & { readonly accountId: string } =>
  person?.status === 'active' && person.accountId !== null && !isClosedAccount(person.accountId);
